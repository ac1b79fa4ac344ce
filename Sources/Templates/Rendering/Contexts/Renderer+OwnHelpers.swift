extension Renderer {
  /// Applies a helper of galley's own to the values on the stack and leaves its result there.
  mutating func ownHelper(_ step: Instruction) throws(Halt) {
    guard let id = HelperID(rawValue: Int(step.a)) else { return }
    let first = stack.count - Int(step.b)
    let value = stack[first]
    var result: Value
    switch id {
    case .and, .or:
      var index = first
      while index < stack.count - 1, isEmptyCondition(stack[index]) == (id == .or) { index += 1 }
      result = stack[index]
    case .not: result = Value(isEmptyCondition(value))
    case .even, .odd:
      let number = value.isNumber ? toNumber(value) : value
      guard number.tag == .integer else {
        throw fail(
          .invalidValue, "'\(id == .even ? "even" : "odd")' needs a whole number", value: value)
      }
      result = Value((number.integer & 1 == 0) == (id == .even))
    case .cents: result = try cents(value)
    case .divide:
      let divisor = toNumber(stack[first + 1])
      guard !isFalsy(divisor) else { throw fail(.zeroDivision, "a division by zero") }
      result = try divide(fraction(toNumber(value)), divisor)
    case .escape:
      var escaped = escapedForScript(value)
      escaped.scale = 1
      result = escaped
    }
    if recordsMap, id != .and, id != .or {
      result = derived(
        result, by: .helper(id), from: value, step.b > 1 ? stack[first + 1] : .none)
    }
    stack.truncate(first)
    stack.push(result)
  }

  private func isEmptyCondition(_ value: Value) -> Bool {
    isFalsy(value) || value.isArray && value.items == 0
  }

  /// An integer as a number with places, so that a division keeps them.
  private func fraction(_ value: Value) -> Value {
    guard value.tag == .integer else { return value }
    return value.integer.magnitude < 1_000_000_000_000_000
      ? Value(coefficient: value.integer, scale: 0) : Value(float: Double(value.integer))
  }

  private mutating func escapedForScript(_ value: Value) -> Value {
    let bytes = scriptText(value)
    let start = output.count
    ScriptText.writeEscaped(bytes, &output)
    let result = arena.copy(output.written(since: start))
    output.rewind(to: start)
    return result
  }

  /// Hundredths with two places.
  private mutating func cents(_ value: Value) throws(Halt) -> Value {
    if value.isNone { return .none }
    var number = toNumber(value)
    if number.tag != .integer {
      number = try round(number, places: 0, .half, keepsFloat: false)
    }
    guard number.tag == .integer else {
      throw fail(.invalidValue, "'cents' needs an amount", value: value)
    }
    let (whole, rest) = number.integer.magnitude.quotientAndRemainder(dividingBy: 100)
    let isNegative = number.integer < 0
    return unsafe arena.make(NumberWriting.maximumBytes + 4) { target in
      var count = 0
      if isNegative {
        unsafe target[0] = UInt8(ascii: "-")
        count = 1
      }
      // A hundredth of any magnitude fits.
      unsafe count += NumberWriting.integer(Int(whole), target + count)
      unsafe target[count] = UInt8(ascii: ".")
      unsafe target[count + 1] = UInt8(ascii: "0") + UInt8(rest / 10)
      unsafe target[count + 2] = UInt8(ascii: "0") + UInt8(rest % 10)
      return count + 3
    }
  }
}
