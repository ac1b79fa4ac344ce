extension Renderer {
  /// Ruby's ==.
  func equals(_ left: Value, _ right: Value) -> Bool {
    switch (left.tag, right.tag) {
    case (.none, .none), (.none, .unset), (.unset, .none), (.unset, .unset): return true
    case (.yes, .yes), (.no, .no): return true
    case (.string, .string): return left.bytes.equals(right.bytes)
    case (.integer, .integer): return left.bits == right.bits
    case (.decimal, .decimal): return left.bits == right.bits && left.scale == right.scale
    case (.range, .range): return rangeEnds(left) == rangeEnds(right)
    case (.loop, .loop), (.scope, .scope), (.namespace, .namespace): return left.bits == right.bits
    case (.blank, .blank), (.empty, .empty): return true
    default: break
    }
    if left.isNumber, right.isNumber { return compareNumbers(left, right) == 0 }
    if left.isArray, right.isArray {
      guard left.count == right.count else { return false }
      return zip(items(of: left), items(of: right)).allSatisfy { equals($0, $1) }
    }
    if left.isObject, right.isObject, left.tag != .namespace, right.tag != .namespace {
      guard left.count == right.count else { return false }
      for position in 0..<left.items {
        let (key, value) = memberAt(left, position)
        var found = false
        for other in 0..<right.items {
          let (otherKey, otherValue) = memberAt(right, other)
          if equals(key, otherKey) {
            found = equals(value, otherValue)
            break
          }
        }
        if !found { return false }
      }
      return true
    }
    return false
  }

  /// -1, 0, 1 for two numbers, nil where one is not a number (NaN).
  func compareNumbers(_ left: Value, _ right: Value) -> Int? {
    if left.tag == .integer, right.tag == .integer {
      return left.integer == right.integer ? 0 : left.integer < right.integer ? -1 : 1
    }
    if left.tag == .float || right.tag == .float {
      let first = double(left)
      let second = double(right)
      if first.isNaN || second.isNaN { return nil }
      if first.isInfinite || second.isInfinite || left.tag == right.tag {
        return first == second ? 0 : first < second ? -1 : 1
      }
    }
    if left.tag != .bigInteger, right.tag != .bigInteger, left.tag != .float, right.tag != .float,
      left.integer.magnitude < 1_000_000_000_000_000,
      right.integer.magnitude < 1_000_000_000_000_000
    {
      let first = Int128(left.integer) * Int128(NumberReading.powers[Int(right.scale)])
      let second = Int128(right.integer) * Int128(NumberReading.powers[Int(left.scale)])
      return first == second ? 0 : first < second ? -1 : 1
    }
    return bigDecimal(left).compare(bigDecimal(right))
  }

  /// Ruby's <=>; nil where the two have no order.
  func order(_ left: Value, _ right: Value) -> Int? {
    if left.isNumber, right.isNumber { return compareNumbers(left, right) }
    if left.tag == .string, right.tag == .string { return left.bytes.compare(right.bytes) }
    if left.isArray, right.isArray {
      for index in 0..<min(left.items, right.items) {
        guard let order = order(item(left, index), item(right, index)) else { return nil }
        if order != 0 { return order }
      }
      return left.items == right.items ? 0 : left.items < right.items ? -1 : 1
    }
    return equals(left, right) ? 0 : nil
  }

  /// The truth of a comparison in a condition.
  mutating func compare(_ left: Value, _ right: Value, _ number: Int) throws(Halt) -> Bool {
    switch ComparisonOperator(rawValue: number) {
    case .equal, .matches: return equalsInCondition(left, right)
    case .notEqual: return !equalsInCondition(left, right)
    case .contains: return contains(left, right)
    case .less: return try ordered(left, right) { $0 < 0 }
    case .greater: return try ordered(left, right) { $0 > 0 }
    case .lessOrEqual: return try ordered(left, right) { $0 <= 0 }
    case .greaterOrEqual: return try ordered(left, right) { $0 >= 0 }
    case nil: return false
    }
  }

  private func equalsInCondition(_ left: Value, _ right: Value) -> Bool {
    if left.tag == .blank || left.tag == .empty {
      return left.tag == .blank ? isBlank(right) : isEmpty(right)
    }
    if right.tag == .blank || right.tag == .empty {
      return right.tag == .blank ? isBlank(left) : isEmpty(left)
    }
    return equals(left, right)
  }

  /// `empty`: a text, array or object without anything in it.
  func isEmpty(_ value: Value) -> Bool {
    switch value.tag {
    case .string, .nodeArray, .list, .nodeObject, .map: value.count == 0
    default: false
    }
  }

  /// `blank`: nil, false, empty, or a text of white space.
  func isBlank(_ value: Value) -> Bool {
    switch value.tag {
    case .none, .unset, .no: true
    case .string: value.bytes.trimmed().isEmpty
    default: isEmpty(value)
    }
  }

  private mutating func ordered(
    _ left: Value, _ right: Value, _ test: (Int) -> Bool
  ) throws(Halt) -> Bool {
    let leftCompares = left.isNumber || left.tag == .string
    let rightCompares = right.isNumber || right.tag == .string
    guard leftCompares, rightCompares else { return false }
    guard left.isNumber == right.isNumber else {
      throw fail(
        .incomparable,
        "comparison of \(typeName(left)) with \(typeName(right)) failed: they have no order",
        value: right)
    }
    guard let order = order(left, right) else { return false }
    return test(order)
  }

  private mutating func contains(_ left: Value, _ right: Value) -> Bool {
    guard left.isTruthy, right.isTruthy else { return false }
    switch left.tag {
    case .string: return left.bytes.firstIndex(of: textBytes(right)) != nil
    case .nodeArray, .list:
      return items(of: left).contains { equals($0, right) }
    case .nodeObject, .map, .namespace:
      guard right.tag == .string else { return false }
      return namedMember(left, right.bytes, right.bytes.hash) != nil
    case .range:
      let (first, last) = rangeEnds(left)
      guard right.isNumber, let low = compareNumbers(Value(first), right),
        let high = compareNumbers(right, Value(last))
      else { return false }
      return low <= 0 && high <= 0
    default: return false
    }
  }

  /// The name of a value's type for messages.
  func typeName(_ value: Value) -> String {
    switch value.tag {
    case .none, .unset: "nil"
    case .no, .yes: "a boolean"
    case .integer, .bigInteger: "an integer"
    case .decimal, .float: "a number"
    case .string: "a text"
    case .nodeArray, .list: "an array"
    case .nodeObject, .map, .namespace, .layered: "an object"
    case .range: "a range"
    case .loop: "a loop object"
    case .blank: "blank"
    case .empty: "empty"
    case .scope: "self"
    }
  }

  /// Makes a range of two ends that may be texts or nil.
  mutating func makeRange(
    _ first: Value, _ last: Value, isLiteral: Bool
  ) throws(Halt) -> Value {
    let start = isLiteral ? try leniently(first, "a range") : try rangeEnd(first)
    let end = isLiteral ? try leniently(last, "a range") : try rangeEnd(last)
    heap.append(Value(start))
    heap.append(Value(end))
    return Value(.range, bits: UInt64(heap.count - 2))
  }

  /// Ruby's to_i: the integer part of a number, the digits at the start of a text, nil as 0.
  mutating func leniently(_ value: Value, _ what: String) throws(Halt) -> Int {
    switch value.tag {
    case .none, .unset: return 0
    case .string: return try integerArgument(toInteger(text: value.bytes), what)
    case .decimal: return value.integer / NumberReading.powers[Int(value.scale)]
    case .float:
      return Int(exactly: Renderer.simpleDouble(value).rounded(.towardZero)) ?? 0
    default: return try integerArgument(value, what)
    }
  }

  private mutating func rangeEnd(_ value: Value) throws(Halt) -> Int {
    switch value.tag {
    case .integer: return value.integer
    case .none, .unset: return 0
    case .string:
      let number = toInteger(text: value.bytes)
      return number.tag == .integer ? number.integer : 0
    default: return try integerArgument(value, "a range")
    }
  }
}
