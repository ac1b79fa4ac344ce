/// The spelling of ids.
package enum ContentID {
  /// Longest id in bytes, so that names made from ids stay file names.
  package static let maximumLength = 80

  /// Whether a name is lower-case letters, digits and hyphens, and begins with no hyphen.
  package static func isValid(_ name: String) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= maximumLength else { return false }
    return first != 0x2D && name.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D }
  }

  /// Whether a tag is a language with optional subtags: `de`, `pt-BR`, `zh-Hant-TW`.
  package static func isValidLocale(_ tag: String) -> Bool {
    guard tag.utf8.count <= maximumLength else { return false }
    let subtags = tag.split(separator: "-", omittingEmptySubsequences: false)
    let isLower = { (byte: UInt8) in (0x61...0x7A).contains(byte) }
    let isUpper = { (byte: UInt8) in (0x41...0x5A).contains(byte) }
    guard let language = subtags.first, (2...3).contains(language.utf8.count),
      language.utf8.allSatisfy(isLower)
    else { return false }
    return subtags.dropFirst().allSatisfy { subtag in
      (2...8).contains(subtag.utf8.count)
        && subtag.utf8.allSatisfy { isLetterOrDigit($0) || isUpper($0) }
    }
  }

  /// Returns the valid id nearest to a name, or nil if none is left of it.
  package static func corrected(_ name: String) -> String? {
    var result = ""
    for character in name.lowercased() {
      if character.utf8.allSatisfy(isLetterOrDigit) {
        result.append(character)
      } else if !result.isEmpty, !result.hasSuffix("-") {
        result.append("-")
      }
    }
    while result.hasSuffix("-") { result.removeLast() }
    return isValid(result) ? result : nil
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
  }
}
