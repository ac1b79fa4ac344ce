/// Numbers as JavaScript prints them.
enum ScriptNumber {
  /// The text of a number literal of a template: `1.0` is `1`.
  static func text(ofLiteral digits: String) -> String {
    guard let value = Double(digits) else { return digits }
    return String(decoding: text(value), as: UTF8.self)
  }

  /// The digits of a double.
  static func text(_ value: Double) -> [UInt8] {
    if value.isNaN { return Array("NaN".utf8) }
    if value.isInfinite { return Array((value < 0 ? "-Infinity" : "Infinity").utf8) }
    if value == 0 { return [0x30] }
    var text: [UInt8] = value < 0 ? [0x2D] : []
    let (digits, point) = ShortestDigits.of(value.magnitude)
    if point > 0, point <= 21 {
      for index in 0..<point { text.append(index < digits.count ? digits[index] : 0x30) }
      if point < digits.count { text += [0x2E] + digits[point...] }
    } else if point > -6, point <= 0 {
      text += [0x30, 0x2E] + [UInt8](repeating: 0x30, count: -point) + digits
    } else {
      text.append(digits[0])
      if digits.count > 1 { text += [0x2E] + digits[1...] }
      let exponent = point - 1
      text += [0x65, exponent < 0 ? 0x2D : 0x2B] + Array(String(exponent.magnitude).utf8)
    }
    return text
  }

  /// The number that a text is converted to; NaN for most texts.
  static func value(of text: [UInt8]) -> Double {
    let start = ScriptSpace.skip(text, 0, text.count)
    let end = ScriptSpace.skipBack(text, start, text.count)
    let digits = text[start..<end]
    if digits.isEmpty { return 0 }
    let isDecimal = digits.allSatisfy {
      $0.isDigit || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E || $0 | 0x20 == 0x65
    }
    let string = String(decoding: digits, as: UTF8.self)
    if isDecimal { return Double(string) ?? .nan }
    switch string {
    case "Infinity", "+Infinity": return .infinity
    case "-Infinity": return -.infinity
    default: break
    }
    guard digits.count > 2, digits[start] == 0x30 else { return .nan }
    let radix =
      switch digits[start + 1] | 0x20 {
      case UInt8(ascii: "x"): 16
      case UInt8(ascii: "o"): 8
      case UInt8(ascii: "b"): 2
      default: 0
      }
    guard radix > 0, let first = string.dropFirst(2).first, first != "-", first != "+" else {
      return .nan
    }
    return Int(string.dropFirst(2), radix: radix).map { Double($0) } ?? .nan
  }

  /// The position that a key means in an array: digits without leading zeros; -1 for others.
  static func position(_ key: String) -> Int {
    let bytes = Array(key.utf8)
    guard !bytes.isEmpty, bytes.count < 10, bytes.allSatisfy({ $0.isDigit }),
      bytes.count == 1 || bytes[0] != 0x30
    else { return -1 }
    return Int(key) ?? -1
  }
}
