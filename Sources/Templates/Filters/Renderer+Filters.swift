extension Renderer {
  /// Applies a filter to the values on the stack and leaves its result there.
  mutating func filter(_ step: Instruction) throws(Halt) {
    let count = Int(step.b)
    let named = Int(step.a)
    // Named arguments of a filter that takes none are a hash at the end.
    var arguments = count
    guard let id = FilterID(rawValue: step.c) else { return }
    // The table stands in the order of the numbers.
    assert(FilterTable.filters[Int(step.c)].id == id)
    let takesNamed = FilterTable.filters[Int(step.c)].takesNamed
    if named > 0, !takesNamed {
      let start = stack.count - named * 2
      var items: [Value] = []
      for index in start..<stack.count { items.append(stack[index]) }
      stack.truncate(start)
      let list = makeList(items)
      stack.push(Value(.map, bits: list.bits, count: named))
      arguments += 1
    }
    let namedStart = stack.count - (takesNamed ? named * 2 : 0)
    let first = namedStart - arguments
    let input = stack[first - 1]
    var result = try apply(
      id, input, arguments, arguments > 0 ? stack[first] : .unset,
      arguments > 1 ? stack[first + 1] : .unset, takesNamed ? namedStart..<stack.count : 0..<0)
    // A number that is too long is refused deep inside.
    if failure != nil { throw halt() }
    try checkMemory()
    if recordsMap {
      result = derived(
        result, by: .filter(id),
        from: input, arguments > 0 ? stack[first] : .none, arguments > 1 ? stack[first + 1] : .none)
    }
    stack.truncate(first)
    stack.replaceTop(result)
  }

  private mutating func apply(
    _ id: FilterID, _ input: Value, _ count: Int, _ first: Value, _ second: Value,
    _ named: Range<Int>
  ) throws(Halt) -> Value {
    switch id {
    case .size:
      let size = size(input)
      return size.isNone ? Value(0) : size
    case .downcase: return mapCase(input, .lower)
    case .upcase: return mapCase(input, .upper)
    case .capitalize: return mapCase(input, .capital)
    case .escape, .h: return input.isNone ? .none : escape(textBytes(input))
    case .escapeOnce: return escapeOnce(textBytes(input))
    case .urlEncode: return input.isNone ? .none : urlEncode(textBytes(input))
    case .urlDecode: return input.isNone ? .none : try urlDecode(textBytes(input))
    case .base64Encode: return base64Encode(textBytes(input), isURLSafe: false)
    case .base64Decode: return try base64Decode(textBytes(input), isURLSafe: false)
    case .base64UrlSafeEncode: return base64Encode(textBytes(input), isURLSafe: true)
    case .base64UrlSafeDecode: return try base64Decode(textBytes(input), isURLSafe: true)
    case .slice: return try slice(input, first, second)
    case .truncate: return try truncate(input, count > 0 ? first : Value(50), second)
    case .truncatewords: return try truncateWords(input, count > 0 ? first : Value(15), second)
    case .split: return try split(textBytes(input), textBytes(first))
    case .strip: return Value(textBytes(input).trimmed())
    case .lstrip: return Value(textBytes(input).trimmed(right: false))
    case .rstrip: return Value(textBytes(input).trimmed(left: false))
    case .squish: return input.isNone ? .none : squish(textBytes(input))
    case .stripHtml: return stripHTML(textBytes(input))
    case .stripNewlines: return replaceLineBreaks(textBytes(input), "")
    case .newlineToBr: return replaceLineBreaks(textBytes(input), "<br />\n")
    case .replace: return try replaceAll(textBytes(input), textBytes(first), textBytes(second))
    case .replaceFirst:
      return replaceOne(textBytes(input), textBytes(first), textBytes(second), isLast: false)
    case .replaceLast:
      return replaceOne(textBytes(input), textBytes(first), textBytes(second), isLast: true)
    case .remove: return try replaceAll(textBytes(input), textBytes(first), textBytes(.none))
    case .removeFirst:
      return replaceOne(textBytes(input), textBytes(first), textBytes(.none), isLast: false)
    case .removeLast:
      return replaceOne(textBytes(input), textBytes(first), textBytes(.none), isLast: true)
    case .append:
      let left = textBytes(input)
      try checkMemory()
      return arena.join(left, textBytes(first))
    case .prepend:
      let right = textBytes(input)
      try checkMemory()
      return arena.join(textBytes(first), right)
    case .date: return try date(input, first)
    case .`default`: return defaultValue(input, first, count, named)
    case .abs: return absolute(toNumber(input))
    case .plus: return add(toNumber(input), toNumber(first))
    case .minus: return add(toNumber(input), toNumber(first), isMinus: true)
    case .times: return multiply(toNumber(input), toNumber(first))
    case .dividedBy: return try divide(toNumber(input), toNumber(first))
    case .modulo: return try modulo(toNumber(input), toNumber(first))
    case .round: return try roundFilter(input, count > 0 ? first : Value(0))
    case .ceil: return try round(toNumber(input), places: 0, .up, keepsFloat: false)
    case .floor: return try round(toNumber(input), places: 0, .down, keepsFloat: false)
    case .atLeast: return atLeast(toNumber(input), toNumber(first))
    case .atMost: return atMost(toNumber(input), toNumber(first))
    case .t, .money, .number, .percent, .dateShort, .dateMedium, .dateLong, .dateFull, .timeShort,
      .json:
      return try extensionFilter(id, input, count, first, named)
    default: return try arrayFilter(id, input, count, first, second)
    }
  }

  private mutating func defaultValue(
    _ input: Value, _ fallback: Value, _ count: Int, _ named: Range<Int>
  ) -> Value {
    guard isReplaced(input, named) else { return input }
    return count > 0 ? fallback : Value(text.slice(0, 0))
  }

  /// Whether `default` with these named arguments replaces a value.
  private func isReplaced(_ input: Value, _ named: Range<Int>) -> Bool {
    var allowsFalse = false
    for index in stride(from: named.lowerBound, to: named.upperBound, by: 2)
    where stack[index].bytes.equals("allow_false") {
      allowsFalse = stack[index + 1].isTruthy
    }
    let isMissing = allowsFalse ? input.isNone : !input.isTruthy
    return isMissing || isEmpty(input)
  }

  /// Notes which way the `default` that follows goes.
  mutating func noteDefault(_ step: Instruction) {
    let named = stack.count - Int(step.c) * 2..<stack.count
    let input = stack[named.lowerBound - Int(step.b) - 1]
    reached[Int(step.a) + (isReplaced(input, named) ? 1 : 0)] = true
  }

  private mutating func absolute(_ value: Value) -> Value {
    switch value.tag {
    case .decimal: return Value(coefficient: abs(value.integer), scale: Int(value.scale))
    case .float: return Value(float: Swift.abs(Renderer.simpleDouble(value)))
    case .integer where value.integer != Int.min: return Value(abs(value.integer))
    case .integer, .bigInteger: return makeInteger(bigInteger(value).magnitude)
    default: return value
    }
  }

  private mutating func roundFilter(_ input: Value, _ places: Value) throws(Halt) -> Value {
    let number = toNumber(places)
    guard number.tag == .integer || number.tag == .decimal else {
      throw fail(.invalidValue, "'round' needs a number of places", value: places)
    }
    let count = number.tag == .integer ? number.integer : Int(double(number))
    // The reference keeps a float only where the number of places is not zero.
    let isZero = number.integer == 0
    return try round(
      toNumber(input), places: max(-400, min(400, count)), .half, keepsFloat: !isZero && count > 0)
  }

  private func atLeast(_ value: Value, _ bound: Value) -> Value {
    compareNumbers(bound, value) == 1 ? bound : value
  }

  private func atMost(_ value: Value, _ bound: Value) -> Value {
    compareNumbers(bound, value) == -1 ? bound : value
  }
}
