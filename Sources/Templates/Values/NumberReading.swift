/// Reads numbers from text.
enum NumberReading {
  /// 10^0 … 10^18.
  static let powers: [Int] = {
    var powers = [1]
    for _ in 0..<18 { powers.append((powers.last ?? 1) * 10) }
    return powers
  }()

  /// An integer of at most 18 digits, or nil.
  @inline(__always)
  static func smallInteger(_ bytes: Bytes) -> Int? {
    var index = 0
    let isNegative = bytes.count > 0 && bytes[0] == 0x2D
    if isNegative { index = 1 }
    guard bytes.count - index > 0, bytes.count - index <= 18 else { return nil }
    var result = 0
    while index < bytes.count {
      let digit = bytes[index] &- 0x30
      if digit > 9 { return nil }
      result = result &* 10 &+ Int(digit)
      index &+= 1
    }
    return isNegative ? -result : result
  }

  /// A decimal number, exactly where it has at most 15 digits.
  static func float(_ bytes: Bytes) -> Value {
    var index = 0
    let isNegative = bytes.count > 0 && bytes[0] == 0x2D
    if isNegative || bytes.count > 0 && bytes[0] == 0x2B { index = 1 }
    var coefficient = 0
    var digits = 0
    var scale = 0
    var hasPoint = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte.isDigit {
        coefficient = coefficient &* 10 &+ Int(byte &- 0x30)
        if coefficient != 0 { digits += 1 }
        if hasPoint { scale += 1 }
        if digits > 17 { break }
      } else if byte == 0x2E, !hasPoint {
        hasPoint = true
      } else {
        break
      }
      index += 1
    }
    if index < bytes.count || isNegative && coefficient == 0 {
      return Value(float: Double(bytes.string) ?? BigDecimal(text: bytes).double)
    }
    return decimal(isNegative ? -coefficient : coefficient, scale: scale)
  }

  /// `coefficient` × 10^−`scale` as a value: exact with at most 15 digits, else the nearest double.
  static func decimal(_ coefficient: Int, scale: Int) -> Value {
    var coefficient = coefficient
    var scale = scale
    while scale > 0, coefficient % 10 == 0 {
      coefficient /= 10
      scale -= 1
    }
    if scale >= 0, scale <= 18, coefficient.magnitude < 1_000_000_000_000_000 {
      return Value(coefficient: coefficient, scale: scale)
    }
    return Value(float: BigDecimal(BigInteger(coefficient), exponent: -scale).double)
  }
}
