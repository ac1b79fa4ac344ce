/// An integer without bounds: sign and magnitude, 32 bits a limb, least first.
///
/// Only for results beyond 64 bits and for exact decimals; every ordinary number stays a machine word.
struct BigInteger: Equatable {
  var isNegative = false
  /// Most decimal digits that are read as one number.
  static let maximumDigits = 4_000
  /// Most limbs of a result: about 40,000 digits.
  static let maximumLimbs = 4_096

  /// No zero limb at the end; empty for zero.
  var limbs: [UInt32] = []

  init(_ value: Int) {
    isNegative = value < 0
    var magnitude = value.magnitude
    while magnitude != 0 {
      limbs.append(UInt32(truncatingIfNeeded: magnitude))
      magnitude >>= 32
    }
  }

  init(isNegative: Bool, limbs: [UInt32]) {
    self.limbs = limbs
    while self.limbs.last == 0 { self.limbs.removeLast() }
    self.isNegative = isNegative && !self.limbs.isEmpty
  }

  /// Reads decimal digits.
  init(digits: some Sequence<UInt8>, isNegative: Bool) {
    var limbs: [UInt32] = []
    for digit in digits {
      var carry = UInt64(digit &- 0x30)
      for index in limbs.indices {
        let value = UInt64(limbs[index]) * 10 + carry
        limbs[index] = UInt32(truncatingIfNeeded: value)
        carry = value >> 32
      }
      if carry != 0 { limbs.append(UInt32(carry)) }
    }
    self.init(isNegative: isNegative, limbs: limbs)
  }

  var isZero: Bool { limbs.isEmpty }
  var magnitude: BigInteger { BigInteger(isNegative: false, limbs: limbs) }

  /// The value where it fits a machine word.
  var small: Int? {
    guard limbs.count <= 2 else { return nil }
    var magnitude: UInt = 0
    for limb in limbs.reversed() { magnitude = magnitude << 32 | UInt(limb) }
    if isNegative {
      guard magnitude <= Int.min.magnitude else { return nil }
      return magnitude == Int.min.magnitude ? Int.min : -Int(magnitude)
    }
    return magnitude <= UInt(Int.max) ? Int(magnitude) : nil
  }

  static func compareMagnitude(_ left: [UInt32], _ right: [UInt32]) -> Int {
    if left.count != right.count { return left.count < right.count ? -1 : 1 }
    for index in left.indices.reversed() where left[index] != right[index] {
      return left[index] < right[index] ? -1 : 1
    }
    return 0
  }

  func compare(_ other: BigInteger) -> Int {
    if isNegative != other.isNegative { return isNegative ? -1 : 1 }
    let order = BigInteger.compareMagnitude(limbs, other.limbs)
    return isNegative ? -order : order
  }

  static prefix func - (value: BigInteger) -> BigInteger {
    BigInteger(isNegative: !value.isNegative, limbs: value.limbs)
  }

  static func + (left: BigInteger, right: BigInteger) -> BigInteger {
    if left.isNegative == right.isNegative {
      var result: [UInt32] = []
      var carry: UInt64 = 0
      for index in 0..<max(left.limbs.count, right.limbs.count) {
        let first = index < left.limbs.count ? UInt64(left.limbs[index]) : 0
        let second = index < right.limbs.count ? UInt64(right.limbs[index]) : 0
        let sum = first + second + carry
        result.append(UInt32(truncatingIfNeeded: sum))
        carry = sum >> 32
      }
      if carry != 0 { result.append(UInt32(carry)) }
      return BigInteger(isNegative: left.isNegative, limbs: result)
    }
    let order = compareMagnitude(left.limbs, right.limbs)
    if order == 0 { return BigInteger(0) }
    let (large, little) = order > 0 ? (left, right) : (right, left)
    var result: [UInt32] = []
    var borrow: Int64 = 0
    for index in large.limbs.indices {
      let second = index < little.limbs.count ? Int64(little.limbs[index]) : 0
      var difference = Int64(large.limbs[index]) - second - borrow
      borrow = difference < 0 ? 1 : 0
      if difference < 0 { difference += 1 << 32 }
      result.append(UInt32(difference))
    }
    return BigInteger(isNegative: large.isNegative, limbs: result)
  }

  static func - (left: BigInteger, right: BigInteger) -> BigInteger { left + -right }

  static func * (left: BigInteger, right: BigInteger) -> BigInteger {
    guard !left.isZero, !right.isZero else { return BigInteger(0) }
    var result = [UInt32](repeating: 0, count: left.limbs.count + right.limbs.count)
    for first in left.limbs.indices {
      var carry: UInt64 = 0
      for second in right.limbs.indices {
        let value =
          UInt64(left.limbs[first]) * UInt64(right.limbs[second])
          + UInt64(result[first + second]) + carry
        result[first + second] = UInt32(truncatingIfNeeded: value)
        carry = value >> 32
      }
      result[first + right.limbs.count] = UInt32(carry)
    }
    return BigInteger(isNegative: left.isNegative != right.isNegative, limbs: result)
  }

  /// Quotient and remainder toward zero; the divisor is not zero.
  ///
  /// Bit by bit where the divisor is long: numbers here are short.
  func dividedTowardZero(by divisor: BigInteger) -> (quotient: BigInteger, remainder: BigInteger) {
    if divisor.limbs.count == 1 {
      var quotient = limbs
      var remainder: UInt64 = 0
      for index in limbs.indices.reversed() {
        let value = remainder << 32 | UInt64(limbs[index])
        quotient[index] = UInt32(value / UInt64(divisor.limbs[0]))
        remainder = value % UInt64(divisor.limbs[0])
      }
      return (
        BigInteger(isNegative: isNegative != divisor.isNegative, limbs: quotient),
        BigInteger(isNegative: isNegative, limbs: [UInt32(remainder)])
      )
    }
    var quotient = [UInt32](repeating: 0, count: limbs.count)
    var remainder = BigInteger(0)
    let positive = divisor.magnitude
    for bit in (0..<limbs.count * 32).reversed() {
      remainder = remainder + remainder
      if limbs[bit / 32] >> UInt32(bit % 32) & 1 == 1 { remainder = remainder + BigInteger(1) }
      if BigInteger.compareMagnitude(remainder.limbs, positive.limbs) >= 0 {
        remainder = remainder - positive
        quotient[bit / 32] |= 1 << UInt32(bit % 32)
      }
    }
    return (
      BigInteger(isNegative: isNegative != divisor.isNegative, limbs: quotient),
      BigInteger(isNegative: isNegative, limbs: remainder.limbs)
    )
  }

  /// Quotient toward −∞ and the remainder with the divisor's sign, as Ruby has them.
  func divided(by divisor: BigInteger) -> (quotient: BigInteger, remainder: BigInteger) {
    let (quotient, remainder) = dividedTowardZero(by: divisor)
    guard !remainder.isZero, remainder.isNegative != divisor.isNegative else {
      return (quotient, remainder)
    }
    return (quotient - BigInteger(1), remainder + divisor)
  }

  /// 10^`exponent`.
  static func powerOfTen(_ exponent: Int) -> BigInteger {
    var result = BigInteger(1)
    for _ in 0..<exponent { result = result * BigInteger(10) }
    return result
  }

  /// The decimal digits of the magnitude, without sign; "0" for zero.
  var digits: [UInt8] {
    guard !isZero else { return [0x30] }
    var rest = magnitude
    var groups: [UInt32] = []
    let billion = BigInteger(1_000_000_000)
    while !rest.isZero {
      let (quotient, remainder) = rest.dividedTowardZero(by: billion)
      groups.append(remainder.limbs.first ?? 0)
      rest = quotient
    }
    var result: [UInt8] = []
    for (position, group) in groups.reversed().enumerated() {
      let text = Array(String(group).utf8)
      if position > 0 { result += [UInt8](repeating: 0x30, count: 9 - text.count) }
      result += text
    }
    return result
  }

  /// The nearest double.
  var double: Double {
    Double((isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self)) ?? 0
  }
}
