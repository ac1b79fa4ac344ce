/// Writes numbers as Ruby prints them.
enum NumberWriting {
  /// Most bytes that one call writes.
  static let maximumBytes = 40

  /// Writes an integer's digits and returns their number.
  @inline(__always)
  static func integer(_ value: Int, _ target: UnsafeMutablePointer<UInt8>) -> Int {
    var position = 0
    var magnitude = value.magnitude
    if value < 0 {
      unsafe target[0] = 0x2D
      position = 1
    }
    var digits = 1
    var bound: UInt = 10
    while magnitude >= bound {
      digits &+= 1
      if digits == 20 { break }
      bound = bound &* 10
    }
    var index = position &+ digits &- 1
    while index >= position {
      let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: 10)
      unsafe target[index] = UInt8(truncatingIfNeeded: remainder) &+ 0x30
      magnitude = quotient
      index &-= 1
    }
    return position &+ digits
  }

  /// Writes `coefficient` × 10^−`scale` with a point, or returns 0 where it needs an exponent.
  static func decimal(
    _ coefficient: Int, scale: Int, _ target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    if scale > 4, coefficient != 0,
      coefficient.magnitude < UInt(NumberReading.powers[scale - 4])
    {
      return 0
    }
    let power = NumberReading.powers[scale].magnitude
    let (whole, fraction) = coefficient.magnitude.quotientAndRemainder(dividingBy: power)
    var position = 0
    if coefficient < 0 {
      unsafe target[0] = 0x2D
      position = 1
    }
    position += unsafe integer(Int(whole), target + position)
    unsafe target[position] = 0x2E
    position += 1
    guard scale > 0 else {
      unsafe target[position] = 0x30
      return position + 1
    }
    var rest = fraction
    var index = position + scale - 1
    while index >= position {
      unsafe target[index] = UInt8(truncatingIfNeeded: rest % 10) &+ 0x30
      rest /= 10
      index -= 1
    }
    return position + scale
  }

  /// Writes a double as Ruby's Float#to_s and returns the number of bytes.
  static func float(_ value: Double, _ target: UnsafeMutablePointer<UInt8>) -> Int {
    var text: [UInt8] = []
    if value.isNaN {
      text = Array("NaN".utf8)
    } else if value.isInfinite {
      text = Array((value < 0 ? "-Infinity" : "Infinity").utf8)
    } else {
      if value.sign == .minus { text.append(0x2D) }
      let (digits, point) = ShortestDigits.of(value.magnitude)
      if point > 0, point <= 15 || point < digits.count {
        for index in 0..<point { text.append(index < digits.count ? digits[index] : 0x30) }
        text.append(0x2E)
        text += point < digits.count ? Array(digits[point...]) : [0x30]
      } else if point > -4, point <= 0 {
        text += [0x30, 0x2E] + [UInt8](repeating: 0x30, count: -point) + digits
      } else {
        text += [digits[0], 0x2E] + (digits.count > 1 ? Array(digits[1...]) : [0x30])
        let exponent = point - 1
        text += [0x65, exponent < 0 ? 0x2D : 0x2B]
        if exponent.magnitude < 10 { text.append(0x30) }
        text += Array(String(exponent.magnitude).utf8)
      }
    }
    for (index, byte) in text.enumerated() { unsafe target[index] = byte }
    return text.count
  }
}
