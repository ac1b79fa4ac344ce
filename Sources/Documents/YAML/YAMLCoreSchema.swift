/// Resolves plain scalars as YAML 1.2's core schema does (specification 10.3.2).
///
/// `no`, `yes`, `on` and dates stay strings. Numbers that JSON spells differently come back with
/// the lexeme JSON would have: `0x1F` as `31`, `+1` as `1`, `.5` as `0.5`, `1.` as `1.0`.
enum YAMLCoreSchema {
  /// What a plain scalar stands for.
  enum Resolution: Equatable {
    case null
    case bool(Bool)
    /// A number and its lexeme in JSON.
    case number(lexeme: [UInt8], isInteger: Bool)
    /// `.inf` or `.nan`, or a number too long to convert.
    case notJSON
    case string
  }

  /// Longest integer in base 8 or 16, in digits.
  static let maximumRadixDigits = 256

  /// Resolves the text of a plain scalar.
  static func resolve(_ text: [UInt8]) -> Resolution {
    guard let first = text.first else { return .null }
    // Most plain scalars are words: one look at the first byte settles them.
    switch first {
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"):
      return isOne(text, of: ["~", "null", "Null", "NULL"]) ? .null : .string
    case UInt8(ascii: "t"), UInt8(ascii: "T"):
      return isOne(text, of: ["true", "True", "TRUE"]) ? .bool(true) : .string
    case UInt8(ascii: "f"), UInt8(ascii: "F"):
      return isOne(text, of: ["false", "False", "FALSE"]) ? .bool(false) : .string
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      return number(text)
    default:
      return .string
    }
  }

  /// Whether a decimal integer starts with zeros that its value does not keep.
  static func hasLeadingZero(_ text: [UInt8]) -> Bool {
    let digits = text.first.map(isSign) == true ? text.dropFirst() : text[...]
    return digits.count > 1 && digits.first == UInt8(ascii: "0") && digits.allSatisfy(isDigit)
  }

  private static func isOne(_ text: [UInt8], of words: [StaticString]) -> Bool {
    words.contains { word in
      word.withUTF8Buffer { text.elementsEqual($0) }
    }
  }

  private static func number(_ text: [UInt8]) -> Resolution {
    if text.count > 2, text[0] == UInt8(ascii: "0") {
      if text[1] == UInt8(ascii: "x") { return radix(text.dropFirst(2), 16) }
      if text[1] == UInt8(ascii: "o") { return radix(text.dropFirst(2), 8) }
    }
    var rest = text[...]
    var sign: [UInt8] = []
    if isSign(text[0]) {
      if text[0] == UInt8(ascii: "-") { sign = [UInt8(ascii: "-")] }
      rest = rest.dropFirst()
    }
    if isOne(Array(rest), of: [".inf", ".Inf", ".INF"])
      || rest.count == text.count && isOne(text, of: [".nan", ".NaN", ".NAN"])
    {
      return .notJSON
    }
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    var fraction: ArraySlice<UInt8>?
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix(while: isDigit)
      rest = rest.dropFirst(1 + (fraction?.count ?? 0))
    }
    guard !whole.isEmpty || fraction?.isEmpty == false else { return .string }
    var lexeme = sign + significant(whole)
    if let fraction {
      lexeme.append(UInt8(ascii: "."))
      lexeme += fraction.isEmpty ? [UInt8(ascii: "0")] : fraction
    }
    if rest.isEmpty { return .number(lexeme: lexeme, isInteger: fraction == nil) }
    guard rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") else { return .string }
    var exponent = rest.dropFirst()
    if exponent.first.map(isSign) == true { exponent = exponent.dropFirst() }
    guard !exponent.isEmpty, exponent.allSatisfy(isDigit) else { return .string }
    return .number(lexeme: lexeme + rest, isInteger: false)
  }

  /// Digits without leading zeros, at least one.
  private static func significant(_ digits: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let kept = digits.drop { $0 == UInt8(ascii: "0") }
    return kept.isEmpty ? [UInt8(ascii: "0")] : kept
  }

  /// Converts an integer in base 8 or 16 to decimal digits, however long.
  private static func radix(_ digits: ArraySlice<UInt8>, _ base: UInt16) -> Resolution {
    var decimal: [UInt8] = [0]
    guard digits.allSatisfy({ (JSONBytes.hexValue($0)).map { UInt16($0) < base } ?? false }) else {
      return .string
    }
    guard digits.count <= maximumRadixDigits else { return .notJSON }
    for digit in digits {
      var carry = UInt16(JSONBytes.hexValue(digit) ?? 0)
      for place in decimal.indices {
        let value = UInt16(decimal[place]) * base + carry
        decimal[place] = UInt8(value % 10)
        carry = value / 10
      }
      while carry > 0 {
        decimal.append(UInt8(carry % 10))
        carry /= 10
      }
    }
    while decimal.count > 1, decimal.last == 0 { decimal.removeLast() }
    return .number(lexeme: decimal.reversed().map { $0 + UInt8(ascii: "0") }, isInteger: true)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private static func isSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
  }
}
