import Documents

extension Renderer {
  /// Runs one step of Handlebars; returns where to go on, or -1 for the next step.
  mutating func contextStep(_ step: Instruction) throws(Halt) -> Int {
    let a = Int(step.a)
    switch step.opcode {
    case .contextPath:
      let value = try contextPath(step)
      stack.push(plain(value, step.flags))
    case .writeContextPath:
      let value = try contextPath(step)
      writeScript(value, isRaw: step.flags & ContextSteps.raw != 0)
      if recordsMap { note(value) }
    case .dataValue: stack.push(try dataValue(step))
    case .blockParameter: stack.push(blockParameter(a, Int(step.b)))
    case .memberPath:
      let value = try members(stack.peek(0), step, Int(step.b), Int(step.c))
      stack.replaceTop(plain(value, step.flags))
    case .writeEscaped:
      let value = stack.pop()
      writeScript(value, isRaw: step.flags & ContextSteps.raw != 0)
      if recordsMap { note(value) }
    case .jumpIfEmpty: if conditionIsEmpty(step) { return a }
    case .jumpUnlessEmpty: if !conditionIsEmpty(step) { return a }
    case .blockBegin: if try !blockBegin(program.blocks[Int(step.b)]) { return a }
    case .blockNext: if try blockNext() { return a }
    case .partial: guard try partial(program.partials[a]) else { throw halt() }
    case .inlineBegin: inlineBegin(step)
    case .inlineEnd: inlineEnd()
    case .lookup:
      let key = stack.pop()
      stack.replaceTop(scriptLookup(stack.peek(0), key))
    case .helper: try ownHelper(step)
    case .failure: try missingHelper(step)
    case .sumBegin: context.sums.append(.empty)
    case .sumOutput: sumOutput(stack.pop())
    case .sumText: sumText()
    case .sumEnd: sumEnd()
    case .branch: reached[a] = true
    case .branchDefault: noteDefault(step)
    default: break
    }
    return -1
  }

  /// The root context: the caller's names over its object.
  mutating func rootContext() -> Value {
    if globalNames.isEmpty { return root.tag == .unset ? .none : root }
    namespaces.append(globalNames)
    let names = Value(.namespace, bits: UInt64(namespaces.count - 1), count: globalNames.count)
    guard root.tag == .nodeObject else { return names }
    let pairs = globalNames.flatMap { [$0.name, $0.value] }
    return layered(root, pairs)
  }

  /// An object of some named values over another value.
  mutating func layered(_ base: Value, _ pairs: [Value]) -> Value {
    let start = heap.count
    heap.append(base)
    heap += pairs
    return Value(.layered, bits: UInt64(start), count: pairs.count / 2)
  }

  /// What a helper is called on where the context is nothing.
  static let emptyObject = Value(.map, bits: 0, count: 0)

  /// The current context.
  @inline(__always)
  var currentContext: Value {
    let index = context.position.context
    return index >= 0 ? context.contexts[index].value : .none
  }

  /// A number as helpers need it: whole numbers are integers.
  @inline(__always)
  private mutating func plain(_ value: Value, _ flags: UInt8) -> Value {
    guard flags & ContextSteps.wholeNumbers != 0 else { return value }
    if value.tag == .decimal, value.scale == 0 {
      var whole = Value(value.integer)
      whole.origin = value.origin
      return whole
    }
    if value.tag == .layered { return ordered(value) }
    return value
  }

  private mutating func contextPath(_ step: Instruction) throws(Halt) -> Value {
    var index = context.position.context
    var levels = step.a
    while levels > 0, index >= 0 {
      index = context.contexts[index].parent
      levels &-= 1
    }
    var value = index >= 0 ? context.contexts[index].value : Value.none
    var key = Int(step.b)
    var count = Int(step.c)
    if count == 0 {
      let isFilled = step.a == 0 && step.flags & ContextSteps.fillsNothing != 0
      return isFilled && value.isNone ? Self.emptyObject : value
    }
    if step.flags & ContextSteps.looksOutside != 0 {
      value = outside(index, keys[key])
      if step.flags & ContextSteps.mustExist != 0, count == 1, value.isNone {
        throw undefined(keys[key], currentContext)
      }
      key += 1
      count -= 1
      if count == 0 { return value }
    }
    let checks = ContextSteps.mustExist | ContextSteps.mustHaveParents
    if step.flags & checks != 0, step.flags & ContextSteps.fillsNothing != 0, step.a == 0,
      value.isNone
    {
      value = Self.emptyObject
    }
    return try members(value, step, key, count)
  }

  /// The member of the nearest context that has a value for a key.
  private mutating func outside(_ start: Int, _ key: PathKey) -> Value {
    var index = start
    while index >= 0 {
      let value = scriptMember(context.contexts[index].value, key)
      if !value.isNone { return value }
      // The reference looks no further than a context that is false, 0 or an empty text.
      let place = context.contexts[index].value
      if !place.isNone, isFalsy(place) { return .none }
      index = context.contexts[index].parent
    }
    return .none
  }

  private mutating func members(
    _ value: Value, _ step: Instruction, _ first: Int, _ count: Int
  ) throws(Halt) -> Value {
    var value = value
    var key = first
    let end = first &+ count
    let checks = step.flags & (ContextSteps.mustExist | ContextSteps.mustHaveParents)
    while key < end {
      if checks != 0 { try check(value, keys[key], step.flags, isLast: key == end - 1) }
      value = scriptMember(value, keys[key])
      key &+= 1
    }
    return value
  }

  private mutating func check(
    _ parent: Value, _ key: PathKey, _ flags: UInt8, isLast: Bool
  ) throws(Halt) {
    if isLast, flags & ContextSteps.mustExist != 0 {
      guard hasMember(parent, key) else { throw undefined(key, parent) }
    } else if parent.isNone {
      throw undefined(key, parent)
    }
  }

  private mutating func undefined(_ key: PathKey, _ parent: Value) -> Halt {
    let name = text.slice(Int(key.offset), Int(key.offset + key.count)).string
    return fail(
      .undefinedVariable,
      parent.isNone ? "'\(name)' is looked up in nothing" : "there is no '\(name)' here")
  }

  /// Whether a value has a member, be it null.
  private mutating func hasMember(_ value: Value, _ key: PathKey) -> Bool {
    if value.tag == .nodeObject {
      let name = text.slice(Int(key.offset), Int(key.offset + key.count))
      return documents[Int(value.document)].member(value.index, name, hash: key.hash) != nil
    }
    if value.tag == .layered {
      let name = text.slice(Int(key.offset), Int(key.offset + key.count))
      for pair in 0..<value.items where heap[value.index + 1 + pair * 2].bytes.equals(name) {
        return true
      }
      return hasMember(heap[value.index], key)
    }
    // The reference cannot ask a text for its length here.
    return !value.isScriptPrimitive && !scriptMember(value, key).isNone
  }

  private mutating func dataValue(_ step: Instruction) throws(Halt) -> Value {
    var frame = context.position.data
    var levels = step.b
    while levels > 0, frame >= 0 {
      frame = context.data[frame].parent
      levels -= 1
    }
    if frame < 0, step.flags & ContextSteps.mustHaveParents != 0 {
      throw fail(.undefinedVariable, "a variable is looked up in a block that is not there")
    }
    guard frame >= 0, let variable = DataVariable(rawValue: Int(step.a)) else { return .none }
    switch variable {
    case .root:
      let given = givenData.isNone ? Value.none : scriptLookup(givenData, arena.copy("root"))
      return given.isNone ? (context.contexts.first?.value ?? .none) : given
    case .other:
      let key = keys[Int(step.c)]
      let value = scriptMember(givenData, key)
      if value.isNone, step.flags & ContextSteps.mustExist != 0 { throw undefined(key, .none) }
      return value
    case .partialBlock: return Value(context.data[frame].partialBlock >= 0)
    default: break
    }
    let number = context.data[frame].block
    guard number >= 0 else {
      guard step.flags & ContextSteps.mustExist == 0 else {
        throw fail(.undefinedVariable, "there is no loop around this place")
      }
      return .none
    }
    let block = context.blocks[number]
    switch variable {
    case .index: return Value(block.index)
    case .key: return block.isObject ? block.key : Value(block.index)
    case .first: return Value(block.index == 0)
    default: return Value(block.index == block.length - 1)
    }
  }

  private func blockParameter(_ level: Int, _ position: Int) -> Value {
    var scope = context.position.scope
    for _ in 0..<level where scope >= 0 { scope = context.scopes[scope].parent }
    guard scope >= 0 else { return .none }
    switch position {
    case 0: return context.scopes[scope].value
    case 1: return context.scopes[scope].key
    default: return .none
    }
  }

  private mutating func missingHelper(_ step: Instruction) throws(Halt) {
    let field = stack.pop()
    let name = program.names[Int(step.a)].text
    if step.b == 3, isFalsy(field) { return stack.push(field) }
    if step.b >= 2 { throw fail(.invalidValue, name) }
    guard step.b == 1, field.isNone else {
      throw fail(.unknownHelper, "no helper is called '\(name)'")
    }
    stack.push(.none)
  }
}
