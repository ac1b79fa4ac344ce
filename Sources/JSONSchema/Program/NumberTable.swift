/// A decimal number of up to 18 digits without any storage of its own.
struct SmallNumber {
  var isNegative = false
  var mantissa: UInt64 = 0
  var exponent: Int32 = 0

  /// The number, where it is small enough.
  init?(_ number: ExactNumber) {
    guard number.digits.isEmpty, let exponent = Int32(exactly: number.exponent) else { return nil }
    isNegative = number.isNegative
    mantissa = number.mantissa
    self.exponent = exponent
  }

  /// Reads a lexeme of up to 18 digits without an exponent, or returns nil.
  @inline(__always)
  init?(lexeme: UnsafeBufferPointer<UInt8>) {
    let count = lexeme.count
    guard count > 0, count <= 19 else { return nil }
    var index = 0
    if unsafe lexeme[0] == 0x2D {
      isNegative = true
      index = 1
    }
    var point = count
    while index < count {
      let digit = unsafe lexeme[index] &- 0x30
      if digit < 10 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
      } else if unsafe lexeme[index] == 0x2E {
        point = index
      } else {
        return nil
      }
      index &+= 1
    }
    if point < count {
      exponent = Int32(truncatingIfNeeded: point &+ 1 &- count)
    } else if count == 19, !isNegative {
      return nil
    }
    if mantissa == 0 { isNegative = false }
  }

  /// -1, 0 or 1 as the number is less, equal or greater; nil where machine integers do not do.
  @inline(__always)
  func compared(to other: SmallNumber) -> Int? {
    if isNegative != other.isNegative { return isNegative ? -1 : 1 }
    let difference = exponent &- other.exponent
    var left = mantissa
    var right = other.mantissa
    if difference != 0 {
      guard difference < 19, difference > -19 else { return nil }
      let overflow: Bool
      if difference > 0 {
        (left, overflow) = left.multipliedReportingOverflow(by: Self.power(difference))
      } else {
        (right, overflow) = right.multipliedReportingOverflow(by: Self.power(-difference))
      }
      if overflow { return nil }
    }
    if left == right { return 0 }
    return (left < right) != isNegative ? -1 : 1
  }

  /// Whether the number is a whole multiple; nil where machine integers do not do.
  @inline(__always)
  func isMultiple(of divisor: SmallNumber) -> Bool? {
    if mantissa == 0 { return true }
    let difference = exponent &- divisor.exponent
    guard difference < 19, difference > -19, divisor.mantissa > 0 else { return nil }
    if difference >= 0 {
      let (value, overflow) = mantissa.multipliedReportingOverflow(by: Self.power(difference))
      return overflow ? nil : value % divisor.mantissa == 0
    }
    let (value, overflow) = divisor.mantissa.multipliedReportingOverflow(
      by: Self.power(-difference))
    return overflow ? nil : mantissa % value == 0
  }

  @inline(__always)
  private static func power(_ exponent: Int32) -> UInt64 {
    var result: UInt64 = 1
    var count = exponent
    while count > 0 {
      result &*= 10
      count &-= 1
    }
    return result
  }
}

/// `NumberPlan` in machine integers, where they do.
struct NumberTable {
  private var minimum: SmallNumber?
  private var maximum: SmallNumber?
  private var exclusiveMinimum: SmallNumber?
  private var exclusiveMaximum: SmallNumber?
  private var multipleOf: SmallNumber?
  /// Whether some bound is too large for this table.
  private var isBig = false

  init(_ plan: NumberPlan) {
    minimum = plan.minimum.flatMap { SmallNumber($0) }
    maximum = plan.maximum.flatMap { SmallNumber($0) }
    exclusiveMinimum = plan.exclusiveMinimum.flatMap { SmallNumber($0) }
    exclusiveMaximum = plan.exclusiveMaximum.flatMap { SmallNumber($0) }
    multipleOf = plan.multipleOf.flatMap { SmallNumber($0) }
    isBig =
      (minimum == nil) != (plan.minimum == nil) || (maximum == nil) != (plan.maximum == nil)
      || (exclusiveMinimum == nil) != (plan.exclusiveMinimum == nil)
      || (exclusiveMaximum == nil) != (plan.exclusiveMaximum == nil)
      || (multipleOf == nil) != (plan.multipleOf == nil)
  }

  /// Whether a number satisfies the plan; nil where that takes exact arithmetic.
  @inline(__always)
  func accepts(_ number: SmallNumber) -> Bool? {
    if isBig { return nil }
    if let minimum {
      guard let order = number.compared(to: minimum) else { return nil }
      if order < 0 { return false }
    }
    if let maximum {
      guard let order = number.compared(to: maximum) else { return nil }
      if order > 0 { return false }
    }
    if let exclusiveMinimum {
      guard let order = number.compared(to: exclusiveMinimum) else { return nil }
      if order <= 0 { return false }
    }
    if let exclusiveMaximum {
      guard let order = number.compared(to: exclusiveMaximum) else { return nil }
      if order >= 0 { return false }
    }
    if let multipleOf { return number.isMultiple(of: multipleOf) }
    return true
  }
}
