import Diagnostics

extension Renderer {
  /// What a partial's name means where it stands.
  private enum Target {
    case unit(Int)
    case inline(Int)
    case closure(Int)
    /// The body of the call itself, where there is no partial.
    case body
  }

  /// Runs a partial; false when an error ended the render.
  mutating func partial(_ form: PartialForm) throws(Halt) -> Bool {
    let heapMark = heap.count
    let operands = (form.hasContext ? 1 : 0) + Int(form.hashCount) * 2
    let first = stack.count - operands
    var value = form.hasContext ? stack[first] : form.isExplicit ? .none : currentContext
    if form.fillsNothing, !form.hasContext, !form.isExplicit, value.isNone {
      value = Self.emptyObject
    }
    if form.hasHash {
      // Straight from the stack: an array in between would be an allocation a call.
      let base = try spread(value)
      let start = heap.count
      heap.append(base)
      for index in (first + (form.hasContext ? 1 : 0))..<stack.count { heap.append(stack[index]) }
      value = Value(.layered, bits: UInt64(start), count: Int(form.hashCount))
    }
    stack.truncate(first)
    let name = form.name < 0 && !form.isBlock ? stack.pop() : Value.none
    let target = try target(form, name)
    guard context.depth < options.limits.fragmentDepth else {
      throw fail(
        .fragmentDepth, "fragments run each other deeper than \(options.limits.fragmentDepth)",
        isLimit: true)
    }
    try step()
    try checkMemory()
    let start = output.count
    let finished = run(target, form, value)
    if form.indentCount > 0, finished { indent(form, from: start) }
    heap.removeLast(heap.count - heapMark)
    return finished
  }

  private mutating func target(_ form: PartialForm, _ name: Value) throws(Halt) -> Target {
    let partialBlock = context.data[context.position.data].partialBlock
    if form.isBlock {
      if partialBlock >= 0 { return .closure(partialBlock) }
      if form.body >= 0 { return .body }
      throw fail(.unknownFragment, "'@partial-block' stands outside a fragment that has a body")
    }
    var text = ""
    if form.name >= 0 {
      text = program.names[Int(form.name)].text
    } else {
      guard !name.isNone else {
        throw fail(.unknownFragment, "the name of a fragment is nothing", value: name)
      }
      text = scriptText(name).string
    }
    var inline = context.activations[context.position.activation].inline
    while inline >= 0 {
      let entry = context.inlines[inline]
      if entry.name == form.name || form.name < 0 && program.names[Int(entry.name)].text == text {
        return .inline(inline)
      }
      inline = entry.older
    }
    let unit = form.name < 0 ? program.unitIndex[text] ?? -1 : Int(form.unit)
    if unit >= 0 {
      let found = program.units[unit]
      if found.entry >= 0 { return .unit(unit) }
      let halt = fail(
        .unknownFragment,
        "fragment '\(found.name)' cannot be compiled: \(found.problem?.message ?? "")")
      failure?.span = found.problem?.span
      throw halt
    }
    if form.body >= 0 { return .body }
    throw fail(.unknownFragment, "no fragment is called '\(text)'")
  }

  private mutating func run(_ target: Target, _ form: PartialForm, _ value: Value) -> Bool {
    let outer = context.position
    let marks = (
      context.contexts.count, context.data.count, context.scopes.count, context.inlines.count,
      context.closures.count, context.activations.count
    )
    let returnTo = pc
    if form.body >= 0 {
      context.closures.append(
        ContextState.Closure(
          entry: Int(form.body), position: outer, outer: context.data[outer.data].partialBlock))
      pushData { $0.partialBlock = marks.4 }
    }
    let entry: Int
    switch target {
    case .unit(let unit):
      entry = enterUnit(unit, form, value, outer)
    case .inline(let number):
      let inline = context.inlines[number]
      entry = enterBody(inline.entry, inline.position, value)
    case .closure(let number):
      let closure = context.closures[number]
      pushData { $0.partialBlock = closure.outer }
      entry = enterBody(closure.entry, closure.position, value)
    case .body:
      let closure = context.closures[marks.4]
      pushData { $0.partialBlock = closure.outer }
      entry = enterBody(closure.entry, closure.position, value)
    }
    context.depth += 1
    let finished = run(entry)
    context.depth -= 1
    if case .unit = target, finished || options.afterError == .goOn { calls.removeLast() }
    pc = returnTo
    context.position = outer
    context.contexts.removeLast(context.contexts.count - marks.0)
    context.data.removeLast(context.data.count - marks.1)
    context.scopes.removeLast(context.scopes.count - marks.2)
    context.inlines.removeLast(context.inlines.count - marks.3)
    context.closures.removeLast(context.closures.count - marks.4)
    context.activations.removeLast(context.activations.count - marks.5)
    return finished
  }

  private mutating func pushData(_ change: (inout ContextState.DataFrame) -> Void) {
    var frame = context.data[context.position.data]
    frame.parent = context.position.data
    change(&frame)
    context.data.append(frame)
    context.position.data = context.data.count - 1
  }

  /// Goes into a file: its contexts and inline partials are its own.
  private mutating func enterUnit(
    _ unit: Int, _ form: PartialForm, _ value: Value, _ outer: ContextState.Position
  ) -> Int {
    var inline = context.activations[outer.activation].inline
    for number in 0..<Int(form.inlineCount) {
      let given = program.inlines[Int(form.inlineStart) + number]
      context.inlines.append(
        ContextState.Inline(
          name: given.name, entry: Int(given.entry), position: outer, older: inline))
      inline = context.inlines.count - 1
    }
    context.activations.append(ContextState.Activation(inline: inline))
    context.position.activation = context.activations.count - 1
    context.position.scope = -1
    if program.looksOutside {
      context.position.context = pushContext(value, over: outer.context)
    } else {
      context.contexts.append(ContextState.Context(value: value, parent: -1))
      context.position.context = context.contexts.count - 1
    }
    calls.append(pc << 32 | unit)
    return program.units[unit].entry
  }

  /// Goes into a body that belongs to another place; the data frames stay those of the caller.
  private mutating func enterBody(
    _ entry: Int, _ position: ContextState.Position, _ value: Value
  ) -> Int {
    context.position.activation = position.activation
    context.position.scope = position.scope
    context.position.context = pushContext(value, over: position.context)
    return entry
  }

  /// Puts the indentation before every line written since `start`, but not after the last line end.
  private mutating func indent(_ form: PartialForm, from start: Int) {
    let bytes = arena.copy(output.written(since: start)).bytes
    output.rewind(to: start)
    let taken = recordsMap ? takeRuns(from: start) : []
    let indentation = text.slice(
      Int(form.indentOffset), Int(form.indentOffset + form.indentCount))
    var lineStart = 0
    while lineStart < bytes.count {
      var end = lineStart
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      if end < bytes.count { end += 1 }
      output.append(indentation)
      if recordsMap { note() }
      output.append(bytes.slice(lineStart, end))
      if recordsMap { putBack(taken, lineStart..<end) }
      lineStart = end
    }
  }

  /// Defines inline partials until the matching `inlineEnd`.
  mutating func inlineBegin(_ step: Instruction) {
    let activation = context.position.activation
    var inline = context.activations[activation].inline
    context.inlineMarks.append(
      ContextState.InlineMark(
        activation: activation, inline: inline, count: context.inlines.count))
    var position = context.position
    if step.flags & ContextSteps.hasOwnContext != 0, let block = context.blocks.last {
      position = block.position
    } else if step.flags & ContextSteps.isUnit != 0,
      activation == 0 || !program.looksOutside
    {
      position.context = -1
    }
    for number in 0..<Int(step.b) {
      let form = program.inlines[Int(step.a) + number]
      context.inlines.append(
        ContextState.Inline(
          name: form.name, entry: Int(form.entry), position: position, older: inline))
      inline = context.inlines.count - 1
    }
    context.activations[activation].inline = inline
  }

  /// Forgets the inline partials of the innermost `inlineBegin`.
  mutating func inlineEnd() {
    guard let mark = context.inlineMarks.popLast() else { return }
    context.activations[mark.activation].inline = mark.inline
    context.inlines.removeLast(context.inlines.count - mark.count)
  }
}
