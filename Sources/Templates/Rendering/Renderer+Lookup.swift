import Diagnostics
import Documents

extension Renderer {
  /// The value of a top-level name as the current frame sees it; `unset` becomes nil.
  @inline(__always)
  mutating func value(of name: Int, isLenient: Bool) throws(Halt) -> Value {
    let slot = frame.base &+ name &* 2
    let inner = slots[slot]
    if inner.tag != .unset { return inner }
    let outer = slots[slot &+ 1]
    if outer.tag != .unset { return outer }
    return try outsideValue(of: name, isLenient: isLenient)
  }

  private mutating func outsideValue(of name: Int, isLenient: Bool) throws(Halt) -> Value {
    if !counters.isEmpty {
      for entry in counters where entry.frame == frame.serial && entry.key == name {
        return Value(entry.count)
      }
    }
    if !frame.isIsolated || options.globalsAreStatic {
      let value = global(name)
      if value.tag != .unset { return value }
    }
    if program.names[name].isScope { return Value(.scope, bits: UInt64(frameIndex)) }
    if options.strictVariables, !isLenient {
      throw undefined(program.names[name].text)
    }
    return .none
  }

  private mutating func undefined(_ name: String) -> Halt {
    var known = globalNames.map { $0.name.bytes.string }
    if root.tag == .nodeObject { known += members(of: root).map { $0.key.bytes.string } }
    let halt = fail(.undefinedVariable, "nothing is called '\(name)'")
    if let nearest = NearestName.suggest(name, among: known) {
      failure?.hints = ["did you mean '\(nearest)'?"]
    } else {
      failure?.hints = ["give it a value, or a fallback: {{ \(name) | default: '…' }}"]
    }
    return halt
  }

  /// What the caller gave under a name, or `unset`.
  mutating func global(_ name: Int) -> Value {
    let known = globals[name]
    if known.tag != .unset { return known.tag == .blank ? .unset : known }
    let entry = program.names[name]
    let bytes = text.slice(Int(entry.offset), Int(entry.offset + entry.count))
    let value = findGlobal(bytes, entry.hash)
    // `blank` marks a name that is known to be missing; no global ever is that literal.
    globals[name] = value.tag == .unset ? Value(.blank) : value
    return value
  }

  private func findGlobal(_ name: Bytes, _ hash: UInt32) -> Value {
    for entry in globalNames.reversed() where entry.hash == hash {
      if entry.name.bytes.equals(name) { return entry.value }
    }
    guard root.tag == .nodeObject else { return .unset }
    return nodeMember(root, name, hash) ?? .unset
  }

  /// The member of a document's object, or nil when it has no such key.
  @inline(__always)
  func nodeMember(_ object: Value, _ name: Bytes, _ hash: UInt32) -> Value? {
    let view = documents[Int(object.document)]
    guard let node = view.member(object.index, name, hash: hash)
    else { return nil }
    return load(object.document, node)
  }

  /// The value of a document's node.
  @inline(__always)
  func load(_ document: UInt16, _ node: Int) -> Value {
    let value = read(document, node)
    return recordsMap ? marked(value, document, node) : value
  }

  @inline(__always)
  private func read(_ document: UInt16, _ node: Int) -> Value {
    let view = documents[Int(document)]
    switch view.kind(node) {
    case .null: return .none
    case .false: return Value(.no)
    case .true: return Value(.yes)
    case .string:
      return Value(view.content(node))
    case .number:
      let bytes = view.content(node)
      let isInteger = view.node(node).isIntegerLexeme
      if isInteger, let small = NumberReading.smallInteger(bytes) { return Value(small) }
      return loadNumber(bytes, isInteger: isInteger)
    case .array:
      return Value(
        .nodeArray, bits: UInt64(node), count: view.count(node), document: document)
    case .object:
      return Value(
        .nodeObject, bits: UInt64(node), count: view.count(node), document: document)
    }
  }

  private func loadNumber(_ bytes: Bytes, isInteger: Bool) -> Value {
    guard isInteger else { return NumberReading.float(bytes) }
    if let word = Int(bytes.string) { return Value(word) }
    // Too long to compute with: it still prints as it is, and a filter refuses it.
    guard bytes.count <= BigInteger.maximumDigits else { return Value(bytes) }
    // The digits stay where they are; arithmetic reads them.
    var value = Value(bytes)
    value.tag = .bigInteger
    value.scale = 1
    return value
  }

  /// The member that a constant key names; nil when there is none.
  @inline(__always)
  mutating func member(_ object: Value, _ key: PathKey) -> Value {
    if key.offset >= 0 {
      let name = text.slice(Int(key.offset), Int(key.offset &+ key.count))
      if object.tag == .nodeObject {
        if let value = nodeMember(object, name, key.hash) { return value }
        return commandMember(object, key.command)
      }
      return namedMember(object, name, key.hash) ?? commandMember(object, key.command)
    }
    return item(object, key.integer)
  }

  /// The item at a position, counted from the end where negative; nil when there is none.
  func item(_ array: Value, _ position: Int) -> Value {
    guard array.isArray else { return .none }
    let index = position < 0 ? position + array.items : position
    guard index >= 0, index < array.items else { return .none }
    if array.tag == .list { return heap[array.index + index] }
    let view = documents[Int(array.document)]
    var node = array.index + 1
    for _ in 0..<index { node = view.next(node) }
    return load(array.document, node)
  }

  /// All items of an array, in one pass.
  func items(of array: Value) -> [Value] {
    guard array.tag == .nodeArray else {
      return array.tag == .list ? Array(heap[array.index..<array.index + array.items]) : []
    }
    let view = documents[Int(array.document)]
    var result: [Value] = []
    result.reserveCapacity(array.items)
    var node = array.index + 1
    for _ in 0..<array.items {
      result.append(load(array.document, node))
      node = view.next(node)
    }
    return result
  }

  /// All keys with their values, in one pass.
  func members(of object: Value) -> [(key: Value, value: Value)] {
    guard object.tag == .nodeObject else {
      return (0..<count(ofMembers: object)).map { memberAt(object, $0) }
    }
    let view = documents[Int(object.document)]
    var result: [(key: Value, value: Value)] = []
    var key = object.index + 1
    for _ in 0..<object.items {
      result.append((self.key(object.document, key), load(object.document, key + 1)))
      key = view.next(key + 1)
    }
    return result
  }

  /// The key of a document's member as a value.
  private func key(_ document: UInt16, _ key: Int) -> Value {
    let value = Value(documents[Int(document)].content(key))
    return recordsMap ? markedKey(value, document, member: key + 1) : value
  }

  /// The member that a computed key names.
  mutating func member(_ object: Value, dynamic key: Value) -> Value {
    switch key.tag {
    case .string: return namedMember(object, key.bytes, key.bytes.hash) ?? .none
    case .integer: return item(object, key.integer)
    default:
      guard object.tag == .map else { return .none }
      return mapMember(object, key) ?? .none
    }
  }

  /// The member called `name` of any value with keys; nil when there is none.
  mutating func namedMember(_ object: Value, _ name: Bytes, _ hash: UInt32) -> Value? {
    switch object.tag {
    case .nodeObject: return nodeMember(object, name, hash)
    case .map: return mapMember(object, Value(name))
    case .namespace:
      for entry in namespaces[object.index] where entry.hash == hash {
        if entry.name.bytes.equals(name) { return entry.value }
      }
      return nil
    case .loop: return loopMember(object.index, name)
    case .scope: return scopeMember(object.index, name)
    default: return nil
    }
  }

  private func mapMember(_ map: Value, _ key: Value) -> Value? {
    for pair in 0..<map.items where equals(heap[map.index + pair * 2], key) {
      return heap[map.index + pair * 2 + 1]
    }
    return nil
  }

  private mutating func scopeMember(_ index: Int, _ name: Bytes) -> Value? {
    let owner = index == frameIndex ? frame : frames[index]
    guard
      let number = program.names.firstIndex(where: { entry in
        text.slice(Int(entry.offset), Int(entry.offset + entry.count)).equals(name)
      })
    else {
      guard !owner.isIsolated || options.globalsAreStatic else { return nil }
      let value = findGlobal(name, name.hash)
      return value.tag == .unset ? nil : value
    }
    for slot in [owner.base + number * 2, owner.base + number * 2 + 1] {
      if slots[slot].tag != .unset { return slots[slot] }
    }
    guard !owner.isIsolated || options.globalsAreStatic else { return nil }
    let value = global(number)
    return value.tag == .unset ? nil : value
  }

  private mutating func commandMember(_ object: Value, _ command: PathCommand) -> Value {
    let value = self.command(object, command)
    return recordsMap && command != .none
      ? derived(value, by: .command(command), from: object) : value
  }

  /// What `size`, `first` and `last` mean for a value without such a key.
  mutating func command(_ object: Value, _ command: PathCommand) -> Value {
    switch command {
    case .none: return .none
    case .size: return size(object)
    case .first: return end(object, isFirst: true)
    case .last: return end(object, isFirst: false)
    }
  }

  /// Ruby's `size`: items, members, characters, or the bytes of an integer; nil for others.
  mutating func size(_ value: Value) -> Value {
    switch value.tag {
    case .string: return Value(value.bytes.codePointCount)
    case .nodeArray, .list, .nodeObject, .map: return Value(value.items)
    case .namespace: return Value(namespaces[value.index].count)
    case .range:
      return Value(rangeCount(value))
    case .integer: return Value(8)
    case .bigInteger:
      return Value((bigInteger(value).limbs.count * 4 + 7) / 8 * 8)
    default: return .none
    }
  }

  /// The first or last item of a value; nil for others.
  mutating func end(_ value: Value, isFirst: Bool) -> Value {
    switch value.tag {
    case .nodeArray, .list: return item(value, isFirst ? 0 : -1)
    case .nodeObject, .map, .namespace:
      return isFirst && count(ofMembers: value) > 0 ? pair(value, 0) : .none
    case .range:
      let (first, last) = rangeEnds(value)
      return Value(isFirst ? first : last)
    case .string:
      let bytes = value.bytes
      if bytes.isEmpty { return value }
      if isFirst { return Value(bytes.slice(0, bytes.advance(0, codePoints: 1))) }
      var start = bytes.count - 1
      while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
      return Value(bytes.slice(start, bytes.count))
    default: return .none
    }
  }

  /// The number of members of a value with keys.
  func count(ofMembers object: Value) -> Int {
    object.tag == .namespace ? namespaces[object.index].count : object.items
  }

  /// The two ends of a range.
  func rangeEnds(_ range: Value) -> (Int, Int) {
    (heap[range.index].integer, heap[range.index + 1].integer)
  }

  /// The number of integers in a range.
  func rangeCount(_ range: Value) -> Int {
    let (first, last) = rangeEnds(range)
    guard last >= first else { return 0 }
    let (difference, overflows) = last.subtractingReportingOverflow(first)
    return overflows || difference == Int.max ? Int.max : difference + 1
  }

  /// The key and value of a member by position, as an array of two.
  mutating func pair(_ object: Value, _ position: Int) -> Value {
    let (key, value) = memberAt(object, position)
    return makeList([key, value])
  }

  /// The key and value of a member by position.
  func memberAt(_ object: Value, _ position: Int) -> (key: Value, value: Value) {
    switch object.tag {
    case .map: return (heap[object.index + position * 2], heap[object.index + position * 2 + 1])
    case .namespace:
      let entry = namespaces[object.index][position]
      return (entry.name, entry.value)
    default:
      let view = documents[Int(object.document)]
      var key = object.index + 1
      for _ in 0..<position { key = view.next(key + 1) }
      return (self.key(object.document, key), load(object.document, key + 1))
    }
  }

  /// Puts values into the heap as an array.
  mutating func makeList(_ items: [Value]) -> Value {
    let start = heap.count
    heap += items
    return Value(.list, bits: UInt64(start), count: items.count)
  }

  /// Takes the caller's data in.
  mutating func setGlobals(_ data: TemplateGlobals, _ list: [Document]) {
    for (name, value) in data.names {
      let name = arena.copy(name)
      globalNames.append((name, name.bytes.hash, convert(value, list, name.bytes)))
    }
    if let given = data.data { givenData = convert(.node(given.document, given.node), list) }
    if let given = data.root { root = convert(.node(given.document, given.node), list) }
  }

  private mutating func convert(
    _ value: TemplateValue, _ list: [Document], _ path: Bytes? = nil
  ) -> Value {
    var result = convertAlone(value, list, path)
    if let origins, let path, !result.isNone, result.origin == 0 {
      switch value {
      case .node, .namespace, .list: break
      default: result.origin = origins.add(.given(path.string))
      }
    }
    return result
  }

  private mutating func convertAlone(
    _ value: TemplateValue, _ list: [Document], _ path: Bytes?
  ) -> Value {
    switch value {
    case .none: return .none
    case .bool(let bool): return Value(bool)
    case .integer(let integer): return Value(integer)
    case .decimal(let digits): return NumberReading.float(arena.copy(digits).bytes)
    case .string(let text): return arena.copy(text)
    case .node(let document, let node):
      return load(UInt16(Program.position(document, in: list) ?? 0), node.index)
    case .namespace(let members):
      var entries: [(name: Value, hash: UInt32, value: Value)] = []
      for (name, value) in members {
        let name = arena.copy(name)
        let inner =
          recordsMap ? path.map { arena.copy("\($0.string).\(name.bytes.string)").bytes } : nil
        entries.append((name, name.bytes.hash, convert(value, list, inner)))
      }
      namespaces.append(entries)
      return Value(.namespace, bits: UInt64(namespaces.count - 1), count: entries.count)
    case .list(let items):
      var values: [Value] = []
      for (index, item) in items.enumerated() {
        let inner = recordsMap ? path.map { arena.copy("\($0.string)[\(index)]").bytes } : nil
        values.append(convert(item, list, inner))
      }
      return makeList(values)
    }
  }
}
