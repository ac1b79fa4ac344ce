extension Renderer {
  /// The big integer of an integer value of any size.
  func bigInteger(_ value: Value) -> BigInteger {
    if value.tag == .integer { return BigInteger(value.integer) }
    // Digits that stay in pinned memory are marked by a scale.
    if value.scale == 1 {
      var digits = value
      digits.tag = .string
      return BigDecimal(text: digits.bytes).integer
    }
    return bigIntegers[value.index]
  }

  /// An integer value of any size.
  mutating func makeInteger(_ big: BigInteger) -> Value {
    if let small = big.small { return Value(small) }
    guard big.limbs.count <= BigInteger.maximumLimbs else { return refuseNumber() }
    bigIntegers.append(big)
    return Value(.bigInteger, bits: UInt64(bigIntegers.count - 1))
  }

  /// Notes that a number is too long; the filter that asked for it fails.
  private mutating func refuseNumber() -> Value {
    _ = fail(.memoryLimit, "a number has too many digits to compute with", isLimit: true)
    return Value(0)
  }

  /// The nearest double of a number.
  func double(_ value: Value) -> Double {
    switch value.tag {
    case .integer: Double(value.integer)
    case .bigInteger: bigInteger(value).double
    default: Renderer.simpleDouble(value)
    }
  }

  /// The exact decimal of a finite number.
  func bigDecimal(_ value: Value) -> BigDecimal {
    switch value.tag {
    case .integer, .bigInteger: BigDecimal(bigInteger(value))
    case .decimal: BigDecimal(BigInteger(value.integer), exponent: -Int(value.scale))
    default: BigDecimal(Renderer.simpleDouble(value))
    }
  }

  /// Ruby's String#to_i: leading blanks, sign, digits with single underscores.
  mutating func toInteger(text: Bytes) -> Value {
    let bytes = text.trimmed(right: false)
    var index = 0
    var digits: [UInt8] = []
    var isNegative = false
    if index < bytes.count, bytes[index] == 0x2D || bytes[index] == 0x2B {
      isNegative = bytes[index] == 0x2D
      index += 1
    }
    while index < bytes.count {
      if bytes[index].isDigit {
        digits.append(bytes[index])
      } else if bytes[index] != 0x5F || digits.isEmpty || index + 1 >= bytes.count
        || !bytes[index + 1].isDigit
      {
        break
      }
      index += 1
    }
    guard digits.count <= BigInteger.maximumDigits else { return refuseNumber() }
    return makeInteger(BigInteger(digits: digits, isNegative: isNegative))
  }

  /// Ruby's Integer(): the whole text must be an integer; nil where it is none.
  mutating func rubyInteger(_ text: Bytes) -> Value {
    let bytes = text.trimmed()
    guard bytes.count <= BigInteger.maximumDigits else { return .none }
    var index = 0
    let isNegative = index < bytes.count && bytes[index] == 0x2D
    if isNegative || index < bytes.count && bytes[index] == 0x2B { index += 1 }
    var radix = 10
    if index + 1 < bytes.count, bytes[index] == 0x30 {
      switch bytes[index + 1] | 0x20 {
      case UInt8(ascii: "x"): (radix, index) = (16, index + 2)
      case UInt8(ascii: "b"): (radix, index) = (2, index + 2)
      case UInt8(ascii: "o"): (radix, index) = (8, index + 2)
      case UInt8(ascii: "d"): index += 2
      default: (radix, index) = (8, index + 1)
      }
    }
    var result = BigInteger(0)
    var digits = 0
    while index < bytes.count {
      let digit = HTMLEscape.hexValue(bytes[index]).map(Int.init) ?? 99
      if digit < radix {
        result = result * BigInteger(radix) + BigInteger(digit)
        digits += 1
      } else if bytes[index] != 0x5F || digits == 0 || index + 1 == bytes.count
        || (HTMLEscape.hexValue(bytes[index + 1]).map(Int.init) ?? 99) >= radix
      {
        break
      }
      index += 1
    }
    while index < bytes.count, bytes[index].isRubySpace { index += 1 }
    // Ruby reads a number beyond 64 bits up to a NUL, and refuses the NUL after any other.
    let isLong = result.limbs.count > 2
    let endsAtNul = text.hasNul(after: bytes, index)
    guard digits > 0, endsAtNul ? isLong : index == bytes.count else { return .none }
    return makeInteger(isNegative ? -result : result)
  }

  /// Liquid's to_number: texts are read, anything that is no number is 0.
  @inline(__always)
  mutating func toNumber(_ value: Value) -> Value {
    switch value.tag {
    case .integer, .decimal, .float, .bigInteger: value
    case .string: toNumber(text: value.bytes)
    default: Value(0)
    }
  }

  private mutating func toNumber(text: Bytes) -> Value {
    if let small = NumberReading.smallInteger(text) { return Value(small) }
    let bytes = text.trimmed()
    // Digits, a point and digits; any other text is read as an integer as far as it goes.
    var index = bytes.count > 0 && bytes[0] == 0x2D ? 1 : 0
    let first = index
    while index < bytes.count, bytes[index].isDigit { index += 1 }
    if index > first, index + 1 < bytes.count, bytes[index] == 0x2E {
      index += 1
      while index < bytes.count, bytes[index].isDigit { index += 1 }
      if index == bytes.count { return NumberReading.float(bytes) }
    }
    return toInteger(text: text)
  }

  private func isSmall(_ value: Value) -> Bool {
    (value.tag == .integer || value.tag == .decimal)
      && value.integer.magnitude < 1_000_000_000_000_000
  }

  /// A float from an exact decimal.
  mutating func makeFloat(_ decimal: BigDecimal) -> Value {
    if let small = decimal.coefficient.small, decimal.exponent <= 0, decimal.exponent >= -18 {
      return NumberReading.decimal(small, scale: -decimal.exponent)
    }
    return Value(float: decimal.double)
  }

  /// Whether arithmetic on the two has to be done on doubles: infinity or NaN takes part.
  private func isSpecial(_ left: Value, _ right: Value) -> Bool {
    left.tag == .float && !Renderer.simpleDouble(left).isFinite
      || right.tag == .float && !Renderer.simpleDouble(right).isFinite
  }

  mutating func add(_ left: Value, _ right: Value, isMinus: Bool = false) -> Value {
    if left.tag == .integer, right.tag == .integer {
      let (sum, overflows) =
        isMinus
        ? left.integer.subtractingReportingOverflow(right.integer)
        : left.integer.addingReportingOverflow(right.integer)
      if !overflows { return Value(sum) }
    }
    if isSmall(left), isSmall(right) {
      let scale = max(left.scale, right.scale)
      let first = Int128(left.integer) * Int128(NumberReading.powers[Int(scale - left.scale)])
      let second = Int128(right.integer) * Int128(NumberReading.powers[Int(scale - right.scale)])
      if let sum = Int(exactly: isMinus ? first - second : first + second) {
        return NumberReading.decimal(sum, scale: Int(scale))
      }
    }
    if isSpecial(left, right) {
      return Value(float: isMinus ? double(left) - double(right) : double(left) + double(right))
    }
    let first = bigDecimal(left)
    let second = bigDecimal(right)
    let result = isMinus ? first - second : first + second
    return isFloat(left, right) ? makeFloat(result) : makeInteger(result.integer)
  }

  private func isFloat(_ left: Value, _ right: Value) -> Bool {
    left.tag == .decimal || left.tag == .float || right.tag == .decimal || right.tag == .float
  }

  mutating func multiply(_ left: Value, _ right: Value) -> Value {
    if left.tag == .integer, right.tag == .integer {
      let (product, overflows) = left.integer.multipliedReportingOverflow(by: right.integer)
      if !overflows { return Value(product) }
    } else if isFloat(left, right), isZero(left) || isZero(right), let zero = zero(left, right) {
      return zero
    } else if isSmall(left), isSmall(right), left.scale + right.scale <= 18,
      let product = Int(exactly: Int128(left.integer) * Int128(right.integer))
    {
      return NumberReading.decimal(product, scale: Int(left.scale + right.scale))
    }
    if isSpecial(left, right) { return Value(float: double(left) * double(right)) }
    let result = bigDecimal(left) * bigDecimal(right)
    return isFloat(left, right) ? makeFloat(result) : makeInteger(result.integer)
  }

  /// Zero with the sign that a product or quotient of the two has; nil where it is not zero.
  private func zero(_ left: Value, _ right: Value) -> Value? {
    let product = double(left) * double(right)
    guard product == 0 else { return nil }
    return product.sign == .minus ? Value(float: -0.0) : Value(coefficient: 0, scale: 0)
  }

  private func isZero(_ value: Value) -> Bool {
    switch value.tag {
    case .float: Renderer.simpleDouble(value) == 0
    case .bigInteger: false
    default: value.bits == 0
    }
  }

  mutating func divide(_ left: Value, _ right: Value) throws(Halt) -> Value {
    if isZero(right) {
      // Decimals follow the reference: only an integer divided by an integer zero is refused there.
      guard isFloat(left, right) else { throw fail(.zeroDivision, "divided by 0") }
      return Value(float: double(left) / double(right))
    }
    if left.tag == .integer, right.tag == .integer {
      let (quotient, remainder) = left.integer.quotientAndRemainderReportingOverflow(right.integer)
      if let quotient {
        let adjusts = remainder != 0 && (remainder < 0) != (right.integer < 0)
        return Value(adjusts ? quotient - 1 : quotient)
      }
    }
    guard isFloat(left, right) else {
      return makeInteger(bigInteger(left).divided(by: bigInteger(right)).quotient)
    }
    if isZero(left), let zero = zero(left, right) { return zero }
    if isSmall(left), isSmall(right), let quotient = exactQuotient(left, right) { return quotient }
    if isSpecial(left, right) { return Value(float: double(left) / double(right)) }
    return makeFloat(bigDecimal(left).divided(by: bigDecimal(right)))
  }

  /// The quotient where it ends within a few digits, as money does.
  private func exactQuotient(_ left: Value, _ right: Value) -> Value? {
    var numerator = Int128(left.integer)
    let divisor = Int128(right.integer)
    var scale = Int(left.scale) - Int(right.scale)
    var rounds = 0
    while numerator % divisor != 0 || scale < 0 {
      guard rounds < 15 else { return nil }
      numerator *= 10
      scale += 1
      rounds += 1
    }
    guard let quotient = Int(exactly: numerator / divisor) else { return nil }
    return NumberReading.decimal(quotient, scale: scale)
  }

  mutating func modulo(_ left: Value, _ right: Value) throws(Halt) -> Value {
    if isZero(right) {
      guard isFloat(left, right) else { throw fail(.zeroDivision, "divided by 0") }
      throw fail(.zeroDivision, "divided by 0")
    }
    if left.tag == .integer, right.tag == .integer {
      if right.integer == -1 { return Value(0) }
      let remainder = left.integer % right.integer
      let adjusts = remainder != 0 && (remainder < 0) != (right.integer < 0)
      return Value(adjusts ? remainder + right.integer : remainder)
    }
    guard isFloat(left, right) else {
      return makeInteger(bigInteger(left).divided(by: bigInteger(right)).remainder)
    }
    if isSpecial(left, right) {
      return Value(float: double(left).truncatingRemainder(dividingBy: double(right)))
    }
    return makeFloat(bigDecimal(left).modulo(bigDecimal(right)))
  }

  /// `round`, `ceil` and `floor`; an integer where no place after the point is kept.
  mutating func round(
    _ value: Value, places: Int, _ rounding: BigDecimal.Rounding, keepsFloat: Bool
  ) throws(Halt) -> Value {
    if value.tag == .integer || value.tag == .bigInteger {
      guard places < 0 else { return value }
      return makeInteger(bigDecimal(value).rounded(places: places, rounding).integer)
    }
    if value.tag == .float, !Renderer.simpleDouble(value).isFinite {
      if keepsFloat { return value }
      throw fail(.invalidValue, "an infinite number cannot be rounded", value: value)
    }
    if keepsFloat, value.tag == .decimal, Int(value.scale) <= places { return value }
    if keepsFloat, isZero(value) { return value }
    if value.tag == .decimal, places >= 0, Int(value.scale) > places, case .half = rounding {
      let unit = NumberReading.powers[Int(value.scale) - places]
      let (quotient, remainder) = value.integer.magnitude.quotientAndRemainder(
        dividingBy: unit.magnitude)
      let rounded = Int(quotient) + (remainder * 2 >= unit.magnitude ? 1 : 0)
      let signed = value.integer < 0 ? -rounded : rounded
      return keepsFloat ? NumberReading.decimal(signed, scale: places) : Value(signed)
    }
    let result = bigDecimal(value).rounded(places: places, rounding)
    return keepsFloat ? makeFloat(result) : makeInteger(result.integer)
  }
}

extension Int {
  /// Quotient toward zero and remainder; no quotient where it overflows.
  fileprivate func quotientAndRemainderReportingOverflow(_ divisor: Int) -> (Int?, Int) {
    if divisor == -1, self == Int.min { return (nil, 0) }
    return (self / divisor, self % divisor)
  }
}
