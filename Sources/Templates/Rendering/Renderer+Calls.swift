import Diagnostics

extension Renderer {
  /// The fragment that a call runs: linked at compile time, or found by its name now.
  private mutating func unit(_ form: CallForm, _ name: Value) throws(Halt) -> Int {
    var unit = Int(form.unit)
    if unit < 0 {
      guard name.tag == .string else {
        throw fail(.unknownFragment, "the name of a fragment is not a text", value: name)
      }
      let text = name.bytes.string
      guard let index = program.unitIndex[text] else {
        throw fail(.unknownFragment, "no fragment is called '\(text)'")
      }
      unit = index
    }
    let found = program.units[unit]
    if found.entry < 0 {
      let halt = fail(
        .unknownFragment,
        "fragment '\(found.name)' cannot be compiled: \(found.problem?.message ?? "")")
      failure?.span = found.problem?.span
      throw halt
    }
    guard calls.count < options.limits.fragmentDepth else {
      throw fail(
        .fragmentDepth, "fragments run each other deeper than \(options.limits.fragmentDepth)",
        isLimit: true)
    }
    try step()
    return unit
  }

  private mutating func runUnit(_ unit: Int) -> Bool {
    let returnTo = pc
    calls.append(pc << 32 | unit)
    let finished = run(program.units[unit].entry)
    if finished || options.afterError == .goOn { calls.removeLast() }
    pc = returnTo
    return finished
  }

  /// Runs a fragment in the caller's scope; false when an error ended the render.
  mutating func include(_ number: Int) throws(Halt) -> Bool {
    let form = program.calls[number]
    let mark = stack.pop().integer
    let given = form.hasValue ? stack.pop() : Value.unset
    let name = stack.pop()
    if frame.isIsolated {
      restore(to: mark)
      throw fail(
        .includeInRender, "'include' is not allowed inside a fragment run by 'render'")
    }
    let unit: Int
    do throws(Halt) {
      unit = try self.unit(form, name)
    } catch {
      restore(to: mark)
      throw error
    }
    var value = given
    if !form.hasValue { value = try ownValue(form, name) }
    let alias = aliasName(form, name)
    var finished = true
    if value.isArray {
      for index in 0..<value.items where finished {
        if let alias { bindLocal(alias, item(value, index)) }
        finished = runUnit(unit)
        if pending.isSet { break }
      }
    } else {
      if let alias { bindLocal(alias, value.isNone ? .none : value) }
      finished = runUnit(unit)
    }
    restore(to: mark)
    return finished
  }

  /// The variable that is called as the fragment, if there is one.
  private mutating func ownValue(_ form: CallForm, _ name: Value) throws(Halt) -> Value {
    if form.ownName >= 0 { return try value(of: Int(form.ownName), isLenient: true) }
    return namedMember(Value(.scope, bits: UInt64(frameIndex)), name.bytes, name.bytes.hash)
      ?? .none
  }

  private func aliasName(_ form: CallForm, _ name: Value) -> Int? {
    if form.alias >= 0 { return Int(form.alias) }
    let base = name.bytes.string.split(separator: "/").last.map(String.init) ?? ""
    return program.names.firstIndex { $0.text == base }
  }

  /// Runs a fragment in a frame of its own; false when an error ended the render.
  mutating func render(_ number: Int) throws(Halt) -> Bool {
    let form = program.calls[number]
    let argumentCount = form.arguments.count
    let operands = 1 + (form.hasValue ? 1 : 0) + argumentCount
    let first = stack.count - operands
    let name = stack[first]
    let value = form.hasValue ? stack[first + 1] : Value.unset
    let unit = try self.unit(form, name)
    guard form.isLoop, form.hasValue, value.isArray || value.isObject || value.tag == .range else {
      let finished = runIsolated(unit, form, first + operands - argumentCount, value, loop: -1)
      stack.truncate(first)
      return finished
    }
    let (items, count) = try iterable(value)
    let loop = loops.count
    loops.append(
      LoopFrame(
        length: count, parent: -1, form: -1, name: name, items: .none, cursor: 0,
        savedMark: saved.count))
    loops[loop].outer = currentLoop
    for index in 0..<count {
      try step()
      let item = items.tag == .range ? Value(rangeEnds(items).0 + index) : item(items, index)
      guard runIsolated(unit, form, first + operands - argumentCount, item, loop: loop) else {
        return false
      }
      loops[loop].index += 1
    }
    if !keepsLoops { loops.removeLast() }
    stack.truncate(first)
    return true
  }

  private mutating func runIsolated(
    _ unit: Int, _ form: CallForm, _ arguments: Int, _ value: Value, loop: Int
  ) -> Bool {
    let outer = frame
    let outerIndex = frameIndex
    let marks = (counters.count, cycles.count, continuations.count, changed.count)
    if frames.count <= frameIndex { frames.append(frame) } else { frames[frameIndex] = frame }
    frameIndex += 1
    lastSerial += 1
    frame = RenderFrame(base: slots.count, isIsolated: true, loop: -1, serial: lastSerial)
    slots.extend(nameCount * 2)
    if loop >= 0 {
      slots[frame.base + Int(form.loopObject) * 2 + 1] = Value(.loop, bits: UInt64(loop))
    }
    for (index, name) in form.arguments.enumerated() {
      slots[frame.base + Int(name) * 2 + 1] = stack[arguments + index]
    }
    if !value.isNone { slots[frame.base + Int(form.alias) * 2 + 1] = value }
    let finished = runUnit(unit)
    pending = .none
    slots.truncate(frame.base)
    frame = outer
    frameIndex = outerIndex
    if counters.count > marks.0 { counters.removeLast(counters.count - marks.0) }
    if cycles.count > marks.1 { cycles.removeLast(cycles.count - marks.1) }
    if continuations.count > marks.2 { continuations.removeLast(continuations.count - marks.2) }
    if changed.count > marks.3 { changed.removeLast(changed.count - marks.3) }
    return finished
  }
}

extension Renderer.Pending {
  var isSet: Bool {
    if case .none = self { false } else { true }
  }
}
