/// An exact decimal, `coefficient` × 10^`exponent`: what Ruby computes floats through.
struct BigDecimal {
  var coefficient: BigInteger
  var exponent: Int

  init(_ coefficient: BigInteger, exponent: Int = 0) {
    self.coefficient = coefficient
    self.exponent = exponent
  }

  /// The decimal that a finite double is printed as.
  init(_ double: Double) {
    let (digits, point) = ShortestDigits.of(double.magnitude)
    self.init(
      BigInteger(digits: digits, isNegative: double < 0), exponent: point - digits.count)
  }

  /// Reads digits with an optional sign, point and exponent; anything else ends the number.
  init(text: Bytes) {
    var index = 0
    var isNegative = false
    if index < text.count, text[index] == 0x2D || text[index] == 0x2B {
      isNegative = text[index] == 0x2D
      index += 1
    }
    var digits: [UInt8] = []
    var exponent = 0
    while index < text.count, text[index].isDigit {
      digits.append(text[index])
      index += 1
    }
    if index < text.count, text[index] == 0x2E {
      index += 1
      while index < text.count, text[index].isDigit {
        digits.append(text[index])
        exponent -= 1
        index += 1
      }
    }
    if index < text.count, text[index] | 0x20 == 0x65 {
      index += 1
      var sign = 1
      if index < text.count, text[index] == 0x2D || text[index] == 0x2B {
        sign = text[index] == 0x2D ? -1 : 1
        index += 1
      }
      var power = 0
      while index < text.count, text[index].isDigit {
        power = min(power * 10 + Int(text[index] &- 0x30), 100_000)
        index += 1
      }
      exponent += sign * power
    }
    self.init(BigInteger(digits: digits, isNegative: isNegative), exponent: exponent)
  }

  /// Both coefficients at the smaller exponent.
  static func aligned(_ left: BigDecimal, _ right: BigDecimal) -> (BigInteger, BigInteger, Int) {
    let exponent = min(left.exponent, right.exponent)
    return (
      left.coefficient * .powerOfTen(left.exponent - exponent),
      right.coefficient * .powerOfTen(right.exponent - exponent), exponent
    )
  }

  static func + (left: BigDecimal, right: BigDecimal) -> BigDecimal {
    let (first, second, exponent) = aligned(left, right)
    return BigDecimal(first + second, exponent: exponent)
  }

  static func - (left: BigDecimal, right: BigDecimal) -> BigDecimal {
    let (first, second, exponent) = aligned(left, right)
    return BigDecimal(first - second, exponent: exponent)
  }

  static func * (left: BigDecimal, right: BigDecimal) -> BigDecimal {
    BigDecimal(left.coefficient * right.coefficient, exponent: left.exponent + right.exponent)
  }

  /// The quotient to 40 significant digits; the divisor is not zero.
  func divided(by divisor: BigDecimal) -> BigDecimal {
    let shift = max(0, 40 + divisor.coefficient.digits.count - coefficient.digits.count)
    let scaled = coefficient * .powerOfTen(shift)
    return BigDecimal(
      scaled.dividedTowardZero(by: divisor.coefficient).quotient,
      exponent: exponent - shift - divisor.exponent)
  }

  /// The remainder with the divisor's sign; the divisor is not zero.
  func modulo(_ divisor: BigDecimal) -> BigDecimal {
    let (first, second, exponent) = BigDecimal.aligned(self, divisor)
    return BigDecimal(first.divided(by: second).remainder, exponent: exponent)
  }

  func compare(_ other: BigDecimal) -> Int {
    let (first, second, _) = BigDecimal.aligned(self, other)
    return first.compare(second)
  }

  /// How a number that lies between two integers is made one.
  enum Rounding {
    /// To the nearest, halves away from zero.
    case half
    /// Toward −∞.
    case down
    /// Toward +∞.
    case up
  }

  /// The value as an integer multiple of 10^−`places`.
  func rounded(places: Int = 0, _ rounding: Rounding) -> BigDecimal {
    guard -places > exponent else { return self }
    let unit = BigInteger.powerOfTen(min(-places - exponent, 20_000))
    let (quotient, remainder) = coefficient.divided(by: unit)
    var result = quotient
    switch rounding {
    case .down: break
    case .up: if !remainder.isZero { result = result + BigInteger(1) }
    case .half:
      // The remainder is from below: a half goes up for positive numbers, stays for negative ones.
      let order = (remainder + remainder).compare(unit)
      if order > 0 || order == 0 && !coefficient.isNegative { result = result + BigInteger(1) }
    }
    return BigDecimal(result, exponent: -places)
  }

  /// The integer value of a decimal without digits after the point.
  var integer: BigInteger {
    exponent >= 0
      ? coefficient * .powerOfTen(min(exponent, 20_000))
      : coefficient.dividedTowardZero(by: .powerOfTen(-exponent)).quotient
  }

  /// The nearest double.
  var double: Double {
    let sign = coefficient.isNegative ? "-" : ""
    return Double(
      sign + String(decoding: coefficient.digits, as: UTF8.self) + "e" + String(exponent)) ?? 0
  }
}
