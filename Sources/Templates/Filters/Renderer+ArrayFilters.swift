extension Renderer {
  /// What array filters go through: arrays flattened, an object as one item, nil as none.
  mutating func flatItems(_ input: Value) throws(Halt) -> [Value] {
    var items: [Value] = []
    switch input.tag {
    case .nodeArray, .list: flatten(input, &items)
    case .none, .unset: break
    case .range:
      let (first, last) = rangeEnds(input)
      if last >= first {
        guard rangeCount(input) < options.limits.memoryBytes / 16 else {
          throw fail(
            .memoryLimit, "values take more than \(options.limits.memoryBytes) bytes",
            isLimit: true)
        }
        for number in first...last { items.append(Value(number)) }
      }
    default: items.append(input)
    }
    return items
  }

  private func flatten(_ array: Value, _ items: inout [Value]) {
    for item in self.items(of: array) {
      if item.isArray { flatten(item, &items) } else { items.append(item) }
    }
  }

  mutating func arrayFilter(
    _ id: FilterID, _ input: Value, _ count: Int, _ first: Value, _ second: Value
  ) throws(Halt) -> Value {
    switch id {
    case .first: return end(input, isFirst: true)
    case .last: return end(input, isFirst: false)
    case .concat:
      guard first.isArray else {
        throw fail(.invalidValue, "'concat' needs an array to append", value: first)
      }
      var items = try flatItems(input)
      items += self.items(of: first)
      try checkMemory()
      return makeList(items)
    default: break
    }
    let items = try flatItems(input)
    switch id {
    case .join: return try join(items, count > 0 ? textBytes(first) : nil)
    case .reverse: return makeList(items.reversed())
    case .sort: return try sort(items, first, ignoresCase: false)
    case .sortNatural: return try sort(items, first, ignoresCase: true)
    case .`where`, .reject, .has, .find, .findIndex: return try select(id, items, first, second)
    case .uniq: return try unique(items, first)
    case .map:
      var result: [Value] = []
      for item in items { result.append(try property(of: item, first) ?? .none) }
      return makeList(result)
    case .compact:
      var result: [Value] = []
      for item in items {
        var value: Value? = item
        if !first.isNone {
          value = try property(of: item, first)
          if value == nil { return .none }
        }
        if let value, !value.isNone { result.append(item) }
      }
      return makeList(result)
    case .sum: return try sum(items, first)
    default: return input
    }
  }

  /// Ruby's item[property]; nil where the item has no properties at all (a float, a boolean, nil).
  mutating func property(of item: Value, _ name: Value) throws(Halt) -> Value? {
    switch item.tag {
    case .nodeObject, .map, .namespace, .loop, .scope:
      return member(item, dynamic: name)
    case .string:
      if name.tag == .string {
        return item.bytes.firstIndex(of: name.bytes) == nil ? Value.none : name
      }
      guard name.tag == .integer else { throw badProperty(name, item) }
      return try slice(item, name, Value(1))
    case .integer, .bigInteger:
      guard name.tag == .integer else { throw badProperty(name, item) }
      let shift = name.integer
      guard item.tag == .integer, shift >= 0 else { return Value(0) }
      return Value(shift > 63 ? (item.integer < 0 ? 1 : 0) : item.integer >> shift & 1)
    default: return nil
    }
  }

  private mutating func badProperty(_ name: Value, _ item: Value) -> Halt {
    fail(
      .invalidValue, "cannot select the property '\(textBytes(name).string)'", value: item)
  }

  private mutating func join(_ items: [Value], _ glue: Bytes?) throws(Halt) -> Value {
    var result: [UInt8] = []
    for (index, item) in items.enumerated() {
      if index > 0 {
        if let glue { result += glue.array } else { result.append(0x20) }
      }
      result += textBytes(item).array
      try checkSize(result.count)
    }
    return arena.copy(result)
  }

  private mutating func select(
    _ id: FilterID, _ items: [Value], _ name: Value, _ target: Value
  ) throws(Halt) -> Value {
    var result: [Value] = []
    for (index, item) in items.enumerated() {
      guard let value = try property(of: item, name) else { return .none }
      let matches = target.isNone ? value.isTruthy : equals(value, target)
      switch id {
      case .has where matches: return Value(true)
      case .find where matches: return item
      case .findIndex where matches: return Value(index)
      case .`where` where matches: result.append(item)
      case .reject where !matches: result.append(item)
      default: break
      }
    }
    switch id {
    case .has: return Value(false)
    case .find, .findIndex: return .none
    default: return makeList(result)
    }
  }

  private mutating func unique(_ items: [Value], _ name: Value) throws(Halt) -> Value {
    guard items.count > 1 else { return makeList(items) }
    var result: [Value] = []
    var seen: [Value] = []
    for item in items {
      var key = item
      if !name.isNone {
        guard let value = try property(of: item, name) else { return .none }
        key = value
      }
      try charge(seen.count / 16)
      // Ruby's uniq tells 1 from 1.0.
      if !seen.contains(where: { $0.isFloat == key.isFloat && equals($0, key) }) {
        seen.append(key)
        result.append(item)
      }
    }
    return makeList(result)
  }

  private mutating func sum(_ items: [Value], _ name: Value) throws(Halt) -> Value {
    var total = Value(0)
    for item in items {
      var value = item
      if !name.isNone { value = try property(of: item, name) ?? Value(0) }
      for part in try flatItems(value) { total = add(total, toNumber(part)) }
    }
    return total
  }

  private mutating func sort(
    _ items: [Value], _ name: Value, ignoresCase: Bool
  ) throws(Halt) -> Value {
    if !name.isNone, !items.allSatisfy(\.hasProperties) { return .none }
    guard items.count > 1 else { return makeList(items) }
    var keys: [Value] = []
    for item in items {
      var key = item
      if !name.isNone {
        guard let value = try property(of: item, name) else { return .none }
        key = value
      }
      if ignoresCase, !key.isNone { key = Value(foldCase(textBytes(key))) }
      keys.append(key)
    }
    var indices = Array(items.indices)
    var isIncomparable = false
    // Sorting by merging keeps equal items in order, so the result is the same everywhere.
    indices.sort { left, right in
      let first = keys[left]
      let second = keys[right]
      if let order = order(first, second) { return order < 0 }
      if first.isNone { return false }
      if second.isNone { return true }
      isIncomparable = true
      return false
    }
    guard !isIncomparable else {
      throw fail(.incomparable, "values of different types cannot be sorted")
    }
    return makeList(indices.map { items[$0] })
  }

  /// A text with ASCII letters in lower case, as Ruby's casecmp compares.
  private mutating func foldCase(_ bytes: Bytes) -> Bytes {
    unsafe arena.make(bytes.count) { target in
      for index in 0..<bytes.count {
        let byte = bytes[index]
        unsafe target[index] = byte &- 0x41 < 26 ? byte | 0x20 : byte
      }
      return bytes.count
    }.bytes
  }
}

extension Value {
  /// Whether Ruby lets the value be asked for a property at all.
  fileprivate var hasProperties: Bool {
    switch tag {
    case .none, .unset, .yes, .no, .decimal, .float: false
    default: true
    }
  }

  fileprivate var isFloat: Bool { tag == .decimal || tag == .float }
}
