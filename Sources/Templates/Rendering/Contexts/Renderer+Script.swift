import Documents

/// Values as JavaScript sees them.
extension Renderer {
  /// The member that a key of a path names; none when there is none.
  @inline(__always)
  mutating func scriptMember(_ value: Value, _ key: PathKey) -> Value {
    if value.tag == .nodeObject {
      let name = text.slice(Int(key.offset), Int(key.offset &+ key.count))
      return nodeMember(value, name, key.hash) ?? .none
    }
    let member = otherMember(value, key)
    return recordsMap && value.tag != .layered
      ? derived(member, by: key.command == .size ? .length : .at, from: value) : member
  }

  @inline(never)
  private mutating func otherMember(_ value: Value, _ key: PathKey) -> Value {
    switch value.tag {
    case .nodeArray, .list:
      if key.command == .size { return Value(value.items) }
      return key.integer >= 0 ? item(value, key.integer) : .none
    case .string:
      if key.command == .size { return Value(ScriptText.length(value.bytes)) }
      return key.integer >= 0 ? unit(value.bytes, key.integer) : .none
    case .layered:
      let name = text.slice(Int(key.offset), Int(key.offset + key.count))
      for pair in 0..<value.items {
        let start = value.index + 1 + pair * 2
        if heap[start].bytes.equals(name) { return heap[start + 1] }
      }
      return scriptMember(heap[value.index], key)
    case .map, .namespace:
      let name = text.slice(Int(key.offset), Int(key.offset + key.count))
      return namedMember(value, name, key.hash) ?? .none
    default: return .none
    }
  }

  /// What the helper `lookup` gives.
  mutating func scriptLookup(_ value: Value, _ key: Value) -> Value {
    if isFalsy(value) { return value }
    let name = key.tag == .string ? key.bytes : scriptText(key)
    let position = ScriptNumber.position(name.string)
    switch value.tag {
    case .nodeArray, .list:
      if name.equals("length") { return Value(value.items) }
      return position >= 0 ? item(value, position) : .none
    case .string:
      if name.equals("length") { return Value(ScriptText.length(value.bytes)) }
      return position >= 0 ? unit(value.bytes, position) : .none
    case .layered:
      for pair in 0..<value.items {
        let start = value.index + 1 + pair * 2
        if heap[start].bytes.equals(name) { return heap[start + 1] }
      }
      return scriptLookup(heap[value.index], key)
    default: return namedMember(value, name, name.hash) ?? .none
    }
  }

  /// What JavaScript takes for false: also 0, an empty text and NaN.
  @inline(__always)
  func isFalsy(_ value: Value) -> Bool {
    switch value.tag {
    case .none, .unset, .no: true
    case .integer, .decimal: value.integer == 0
    case .string: value.count == 0
    case .float:
      Double(bitPattern: value.bits).isZero || Double(bitPattern: value.bits).isNaN
    default: false
    }
  }

  /// What `with` takes for nothing: as `isFalsy`, but not 0; and an empty array.
  func isNothing(_ value: Value) -> Bool {
    if value.isArray { return value.items == 0 }
    switch value.tag {
    case .integer, .decimal: return false
    case .float: return Double(bitPattern: value.bits).isNaN
    default: return isFalsy(value)
    }
  }

  /// Whether the condition on the stack is empty; pops it.
  mutating func conditionIsEmpty(_ step: Instruction) -> Bool {
    let includesZero = step.b == 1 && !isFalsy(stack.pop())
    let value = stack.pop()
    return includesZero ? isNothing(value) : isFalsy(value) || value.isArray && value.items == 0
  }

  /// Whether two contexts count as one: JavaScript's loose equality.
  mutating func isSameContext(_ left: Value, _ right: Value) -> Bool {
    if left.tag == right.tag {
      switch left.tag {
      case .string: return left.bytes.equals(right.bytes)
      case .nodeArray, .nodeObject:
        return left.bits == right.bits && left.document == right.document
      case .none, .unset, .yes, .no: return true
      case .decimal: return left.bits == right.bits && left.scale == right.scale
      default: return left.bits == right.bits
      }
    }
    if left.isNone { return right.isNone }
    if right.isNone { return left.tag == .map && left.bits == 0 && left.items == 0 }
    if left.isNumber, right.isNumber { return equals(left, right) }
    // Two objects are one only as the same object; anything else is compared as texts or numbers.
    guard left.isScriptPrimitive || right.isScriptPrimitive else { return false }
    if left.tag == .string || !left.isScriptPrimitive,
      right.tag == .string || !right.isScriptPrimitive
    {
      return scriptText(left).equals(scriptText(right))
    }
    return scriptNumber(left) == scriptNumber(right)
  }

  /// The number that JavaScript converts a value to; NaN where there is none.
  mutating func scriptNumber(_ value: Value) -> Double {
    switch value.tag {
    case .none, .unset, .no: 0
    case .yes: 1
    case .integer: Double(value.integer)
    case .decimal, .float: Renderer.simpleDouble(value)
    default: ScriptNumber.value(of: scriptText(value).array)
    }
  }

  /// An object whose members are all its own, in JavaScript's order of keys.
  mutating func ordered(_ object: Value) -> Value {
    var pairs: [Value] = []
    collect(object, &pairs)
    var positions: [(position: Int, pair: Int)] = []
    for pair in 0..<(pairs.count / 2) {
      let position = ScriptNumber.position(pairs[pair * 2].bytes.string)
      if position >= 0 { positions.append((position, pair)) }
    }
    if !positions.isEmpty {
      positions.sort { $0.position < $1.position }
      let numbered = Set(positions.map(\.pair))
      let order = positions.map(\.pair) + (0..<(pairs.count / 2)).filter { !numbered.contains($0) }
      pairs = order.flatMap { [pairs[$0 * 2], pairs[$0 * 2 + 1]] }
    }
    let list = makeList(pairs)
    return Value(.map, bits: list.bits, count: pairs.count / 2)
  }

  /// The own members of a value as an object: named values are laid over these alone.
  mutating func spread(_ value: Value) throws(Halt) -> Value {
    switch value.tag {
    case .nodeObject, .map, .namespace, .layered: return value
    case .nodeArray, .list, .string:
      try charge(value.tag == .string ? value.bytes.count : value.items)
      let object = ordered(value)
      try checkMemory()
      return object
    default: return Self.emptyObject
    }
  }

  /// The character at a position of a text; half a character is the replacement character.
  private mutating func unit(_ text: Bytes, _ position: Int) -> Value {
    switch ScriptText.unit(text, position) {
    case .none: .none
    case .character(let bytes): Value(bytes)
    case .half: arena.copy("\u{FFFD}")
    }
  }

  private mutating func collect(_ object: Value, _ pairs: inout [Value]) {
    switch object.tag {
    case .nodeObject, .map, .namespace:
      for position in 0..<count(ofMembers: object) {
        let (key, value) = memberAt(object, position)
        pairs.append(key)
        pairs.append(value)
      }
    case .layered:
      collect(heap[object.index], &pairs)
      for pair in 0..<object.items {
        let key = heap[object.index + 1 + pair * 2]
        let value = heap[object.index + 2 + pair * 2]
        if let known = stride(from: 0, to: pairs.count, by: 2).first(where: {
          pairs[$0].bytes.equals(key.bytes)
        }) {
          pairs[known + 1] = value
        } else {
          pairs += [key, value]
        }
      }
    case .nodeArray, .list:
      for index in 0..<object.items {
        pairs.append(arena.copy(String(index)))
        pairs.append(item(object, index))
      }
    case .string:
      let bytes = object.bytes
      var index = 0
      var units = 0
      while index < bytes.count {
        let end = bytes.advance(index, codePoints: 1)
        let isPair = bytes[index] >= 0xF0
        for _ in 0..<(isPair ? 2 : 1) {
          pairs.append(arena.copy(String(units)))
          pairs.append(isPair ? arena.copy("\u{FFFD}") : Value(bytes.slice(index, end)))
          units += 1
        }
        index = end
      }
    default: break
    }
  }

  // MARK: Text

  /// Writes a value as an output does.
  @inline(__always)
  mutating func writeScript(_ value: Value, isRaw: Bool) {
    switch value.tag {
    case .string:
      if isRaw || value.scale != 0 {
        output.append(value.bytes)
      } else {
        ScriptText.writeEscaped(value.bytes, &output)
      }
    case .none, .unset: break
    case .integer:
      let integer = value.integer
      unsafe output.write(NumberWriting.maximumBytes) { target in
        unsafe NumberWriting.integer(integer, target)
      }
    default:
      let bytes = scriptText(value)
      if isRaw { output.append(bytes) } else { ScriptText.writeEscaped(bytes, &output) }
    }
  }

  /// The text of a value.
  mutating func scriptText(_ value: Value) -> Bytes {
    if value.tag == .string { return value.bytes }
    var bytes: [UInt8] = []
    appendText(value, &bytes)
    return arena.copy(bytes).bytes
  }

  private mutating func appendText(_ value: Value, _ bytes: inout [UInt8]) {
    switch value.tag {
    case .none, .unset: break
    case .string: bytes += value.bytes.array
    case .decimal, .float: bytes += ScriptNumber.text(Renderer.simpleDouble(value))
    case .nodeArray, .list:
      for index in 0..<value.items {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        appendText(item(value, index), &bytes)
      }
    case .nodeObject, .map, .namespace, .layered: bytes += Array("[object Object]".utf8)
    default: bytes += textBytes(value).array
    }
  }
}
