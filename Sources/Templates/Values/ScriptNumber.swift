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

  /// The position that a key means in an array: digits without leading zeros; -1 for others.
  static func position(_ key: String) -> Int {
    let bytes = Array(key.utf8)
    guard !bytes.isEmpty, bytes.count < 10, bytes.allSatisfy({ $0.isDigit }),
      bytes.count == 1 || bytes[0] != 0x30
    else { return -1 }
    return Int(key) ?? -1
  }
}
