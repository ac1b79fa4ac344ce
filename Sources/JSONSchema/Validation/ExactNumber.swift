/// A decimal number of any size, exactly as its lexeme says: ± mantissa × 10^exponent.
///
/// Normalised: the mantissa has no trailing zeros, and zero has exponent 0. Mantissas of up to 18
/// digits are machine integers; longer ones keep their digits in `digits`.
struct ExactNumber: Equatable, Sendable {
  var isNegative = false
  /// The mantissa where it has at most 18 digits, else 0.
  var mantissa: UInt64 = 0
  var exponent = 0
  /// The digits (0 … 9, most significant first) of a longer mantissa; empty otherwise.
  var digits: [UInt8] = []

  /// Reads a JSON number's lexeme, which the document's reader has checked.
  init(lexeme: UnsafeBufferPointer<UInt8>) {
    var index = 0
    let count = lexeme.count
    if count > 0, unsafe lexeme[0] == UInt8(ascii: "-") || lexeme[0] == UInt8(ascii: "+") {
      isNegative = unsafe lexeme[0] == UInt8(ascii: "-")
      index = 1
    }
    var significant = 0
    var pendingZeros = 0
    var isFraction = false
    var scale = 0
    var isBig = false
    while index < count {
      let byte = unsafe lexeme[index]
      if byte == UInt8(ascii: ".") {
        isFraction = true
        index &+= 1
        continue
      }
      let digit = byte &- 48
      guard digit < 10 else { break }
      index &+= 1
      if isFraction { scale &-= 1 }
      if digit == 0 {
        if significant > 0 { pendingZeros &+= 1 }
        continue
      }
      let added = pendingZeros &+ 1
      if !isBig, significant &+ added > 18 {
        isBig = true
        digits = Self.digits(of: mantissa)
      }
      if isBig {
        digits.append(contentsOf: repeatElement(0, count: pendingZeros))
        digits.append(digit)
      } else {
        for _ in 0..<added { mantissa &*= 10 }
        mantissa &+= UInt64(digit)
      }
      significant &+= added
      pendingZeros = 0
    }
    if isBig { mantissa = 0 }
    var power = 0
    if index < count, unsafe lexeme[index] | 0x20 == UInt8(ascii: "e") {
      index &+= 1
      var isNegativePower = false
      if index < count, unsafe lexeme[index] == 45 || lexeme[index] == 43 {
        isNegativePower = unsafe lexeme[index] == 45
        index &+= 1
      }
      while index < count {
        // Beyond any exponent whose digits could be written out: saturate, the order stays right.
        if power < 1 << 40 { power = unsafe power &* 10 &+ Int(lexeme[index] &- 48) }
        index &+= 1
      }
      if isNegativePower { power = -power }
    }
    if significant == 0 {
      isNegative = false
      exponent = 0
    } else {
      exponent = scale &+ pendingZeros &+ power
    }
  }

  /// Creates a number from a machine integer.
  init(_ value: Int) {
    let text = Array(String(value).utf8)
    self = unsafe text.withUnsafeBufferPointer { unsafe ExactNumber(lexeme: $0) }
  }

  /// Longest mantissa of a divisor: a remainder takes time by the product of both lengths.
  static let maximumDivisorDigits = 100

  /// Whether the number is zero.
  var isZero: Bool { mantissa == 0 && digits.isEmpty }

  /// Whether the number has no fraction: 3, 3.0, 3e5.
  var isInteger: Bool { exponent >= 0 }

  /// The number as a machine integer, where it is one.
  var int: Int? {
    guard isInteger, digits.isEmpty, exponent <= 18 else { return nil }
    var value = Int(mantissa)
    for _ in 0..<exponent {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = product
    }
    return isNegative ? -value : value
  }

  /// The digits of the mantissa, most significant first.
  private var allDigits: [UInt8] { digits.isEmpty ? Self.digits(of: mantissa) : digits }

  private static func digits(of value: UInt64) -> [UInt8] {
    value == 0 ? [] : String(value).utf8.map { $0 - 48 }
  }
}

extension ExactNumber: Comparable {
  /// Orders by value.
  static func < (left: ExactNumber, right: ExactNumber) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? isSmaller(right, left) : isSmaller(left, right)
  }

  /// Whether the magnitude of `left` is smaller than that of `right`.
  private static func isSmaller(_ left: ExactNumber, _ right: ExactNumber) -> Bool {
    if left.isZero || right.isZero { return left.isZero && !right.isZero }
    if left.digits.isEmpty, right.digits.isEmpty {
      let difference = left.exponent &- right.exponent
      if difference == 0 { return left.mantissa < right.mantissa }
      if difference > 0, difference <= 18 {
        return UInt128(left.mantissa) * UInt128(power(difference)) < UInt128(right.mantissa)
      }
      if difference < 0, difference >= -18 {
        return UInt128(left.mantissa) < UInt128(right.mantissa) * UInt128(power(-difference))
      }
    }
    let leftDigits = left.allDigits
    let rightDigits = right.allDigits
    let leftMagnitude = leftDigits.count + left.exponent
    let rightMagnitude = rightDigits.count + right.exponent
    if leftMagnitude != rightMagnitude { return leftMagnitude < rightMagnitude }
    return leftDigits.lexicographicallyPrecedes(rightDigits)
  }

  @inline(__always)
  private static func power(_ exponent: Int) -> UInt64 {
    var result: UInt64 = 1
    for _ in 0..<exponent { result &*= 10 }
    return result
  }

  /// Whether the number is a whole multiple of `divisor`, which is not zero.
  func isMultiple(of divisor: ExactNumber) -> Bool {
    if isZero { return true }
    if divisor.isZero { return false }
    // Neither mantissa ends in zero: a divisor with the larger exponent needs factors of ten that
    // the number does not have.
    let shift = exponent - divisor.exponent
    guard shift >= 0 else { return false }
    if digits.isEmpty, divisor.digits.isEmpty, shift <= 18 {
      return (UInt128(mantissa) * UInt128(Self.power(shift))) % UInt128(divisor.mantissa) == 0
    }
    // Factors of two and five in the divisor are at most four for each of its digits; more zeros
    // than that change nothing.
    let divisorDigits = divisor.allDigits
    let zeros = min(shift, 4 * divisorDigits.count + 4)
    if divisor.digits.isEmpty {
      var remainder: UInt128 = 0
      for digit in allDigits {
        remainder = (remainder * 10 + UInt128(digit)) % UInt128(divisor.mantissa)
      }
      for _ in 0..<zeros { remainder = remainder * 10 % UInt128(divisor.mantissa) }
      return remainder == 0
    }
    var remainder: [UInt8] = [0]
    for digit in allDigits + Array(repeating: 0, count: zeros) {
      remainder = Self.reduced(remainder + [digit], by: divisorDigits)
    }
    return remainder.allSatisfy { $0 == 0 }
  }

  /// The remainder of digits that are less than ten times the divisor.
  private static func reduced(_ digits: [UInt8], by divisor: [UInt8]) -> [UInt8] {
    var value = Array(digits.drop { $0 == 0 })
    while value.count > divisor.count
      || (value.count == divisor.count && !value.lexicographicallyPrecedes(divisor))
    {
      var borrow: Int8 = 0
      for offset in 0..<value.count {
        let index = value.count - 1 - offset
        let subtrahend =
          offset < divisor.count ? Int8(divisor[divisor.count - 1 - offset]) : 0
        var difference = Int8(value[index]) - subtrahend - borrow
        borrow = difference < 0 ? 1 : 0
        if difference < 0 { difference += 10 }
        value[index] = UInt8(difference)
      }
      value = Array(value.drop { $0 == 0 })
    }
    return value
  }
}
