/// The spelling of names, versions and ids in a release.
enum ReleaseGrammar {
  /// Whether a text can be a product's name or a version: letters, digits, `.`, `_`, `-`.
  static func isName(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, bytes.count <= 100, isAlphanumeric(first),
      let last = bytes.last, isAlphanumeric(last)
    else { return false }
    return bytes.allSatisfy { isAlphanumeric($0) || ".-_".utf8.contains($0) }
  }

  /// Whether a text is the full id of a git object: 40 or 64 lower-case hexadecimal digits.
  static func isObjectID(_ text: String) -> Bool {
    (text.utf8.count == 40 || text.utf8.count == 64)
      && text.utf8.allSatisfy { Hexadecimal.value($0) != nil }
  }

  /// Whether a text is fit for a field that people read: short, NFC, nothing unprintable.
  static func isPlainText(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 1_024 && NormalizedText.isComposed(text)
      && text.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned: false
        default: true
        }
      }
  }

  /// Throws `build.parameter` unless a condition on a parameter holds.
  static func require(
    _ condition: Bool, _ parameter: String, _ value: String, expected: String
  ) throws(ReleaseError) {
    guard condition else {
      throw ReleaseError(
        .buildParameter, "the \(parameter) cannot be used", expected: expected,
        found: PrintableText.quoted(value))
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
  }
}
