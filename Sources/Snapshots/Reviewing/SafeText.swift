/// Text of an output made fit for a terminal: nothing in it can steer the terminal or hide.
package enum SafeText {
  /// Returns the text with control, format and odd blank characters spelled out: `<U+202F>`.
  ///
  /// With `maximum`, text after so many characters is cut and marked by `…`.
  package static func visible(_ text: some StringProtocol, maximum: Int = .max) -> String {
    var result = String.UnicodeScalarView()
    var count = 0
    for scalar in text.unicodeScalars {
      count += 1
      if count > maximum {
        result.append("…")
        break
      }
      if scalar == "\t" || !isHidden(scalar) {
        result.append(scalar)
        continue
      }
      result.append(contentsOf: spelled(scalar).unicodeScalars)
    }
    return String(result)
  }

  /// A character by its number: `<U+202F>`.
  static func spelled(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
    return "<U+\(zeros)\(digits)>"
  }

  /// Whether a character shows nothing, turns the direction of text, or commands a terminal.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA1, 0xAD, 0x61C, 0x180E, 0x2000...0x200F, 0x2028...0x202F,
      0x205F...0x206F, 0x3000, 0xFE00...0xFE0F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE01EF:
      true
    default: false
    }
  }
}
