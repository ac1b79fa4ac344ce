/// The form in which a printed value is recognised whatever filter wrote it.
///
/// Numbers and prices are their digits, so `12,50 €` and `$12.5` are one value; words are their
/// letters in lower case, so `ANNA` is `Anna`.
enum PrintedValue {
  /// Longest value that is recognised, in bytes.
  static let maximumBytes = 200
  /// Longest amount of money, in bytes.
  private static let longestAmount = 40

  /// Returns the form; nil for a text without letters and digits.
  static func form(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard text.count <= maximumBytes else { return nil }
    let bytes = withoutReferences(text)
    var hasDigit = false
    var hasOther = false
    for byte in bytes {
      if isDigit(byte) {
        hasDigit = true
      } else if OutputTokens.kind(of: byte) == .word, byte < 0x80 {
        hasOther = true
      }
    }
    // A price with the letters of its currency is still a number: `12.50 EUR`.
    if hasDigit, !hasOther || letters(bytes) <= 3 { return number(bytes) }
    let form = bytes.filter { OutputTokens.kind(of: $0) == .word }.map(lowercased)
    return form.isEmpty ? nil : form
  }

  /// Whether a text is a number, or an amount with the sign or the letters of its currency, and more
  /// than nothing.
  static func isAmount(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count <= longestAmount else { return false }
    var letters = 0
    var isMoreThanNothing = false
    for scalar in String(decoding: withoutReferences(text), as: UTF8.self).unicodeScalars {
      switch scalar.properties.generalCategory {
      case .decimalNumber:
        isMoreThanNothing = isMoreThanNothing || scalar.properties.numericValue != 0
      case .currencySymbol, .spaceSeparator: break
      case .uppercaseLetter, .lowercaseLetter: letters += 1
      default: if !".,'’%‰+".unicodeScalars.contains(scalar) { return false }
      }
    }
    return isMoreThanNothing && letters <= 3
  }

  /// A text without the signs that HTML writes as references: neither form of a value has them.
  private static func withoutReferences(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard text.contains(UInt8(ascii: "&")) else { return text }
    var result: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      if let end = CharacterReferences.end(text, index) {
        index = end
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result[...]
  }

  /// Whether a form is long enough to be recognised away from the value's own place.
  static func isDistinct(_ form: some Collection<UInt8>) -> Bool {
    form.first == UInt8(ascii: "#") ? form.count > 3 : form.count > 1
  }

  /// `#` and the digits, without the zeros that only fill up decimals.
  private static func number(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var digits: [UInt8] = [UInt8(ascii: "#")]
    var decimals = -1
    for byte in bytes {
      if isDigit(byte) {
        digits.append(byte)
        if decimals >= 0 { decimals += 1 }
      } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
        decimals = 0
      }
    }
    // Three digits after a sign are thousands, not decimals.
    if (1...2).contains(decimals) {
      while decimals > 0, digits.last == UInt8(ascii: "0") {
        digits.removeLast()
        decimals -= 1
      }
    }
    return digits
  }

  private static func letters(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.count { OutputTokens.kind(of: $0) == .word && $0 < 0x80 && !isDigit($0) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
