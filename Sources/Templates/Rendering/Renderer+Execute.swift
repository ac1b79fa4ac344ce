extension Renderer {
  /// Runs steps from `pc` to the end of the unit.
  mutating func execute() throws(Halt) {
    while true {
      let step = code[pc]
      let a = Int(step.a)
      switch step.opcode {
      case .text:
        output.append(text.slice(a, a &+ Int(step.b)))
        if recordsMap { note() }
      case .constant: stack.push(constant(a))
      case .string: stack.push(Value(text.slice(a, a &+ Int(step.b))))
      case .name:
        let value = try value(of: a, isLenient: step.flags != 0)
        if value.tag == .loop { keepsLoops = true }
        stack.push(value)
      case .path: stack.push(try path(a, step))
      case .writePath:
        let value = try path(a, step)
        try write(value)
        if recordsMap { note(value) }
      case .key: stack.replaceTop(member(stack.peek(0), keys[a]))
      case .index:
        let key = stack.pop()
        stack.replaceTop(member(stack.peek(0), dynamic: key))
      case .range:
        let last = stack.pop()
        stack.replaceTop(try makeRange(stack.peek(0), last, isLiteral: a == 1))
      case .filter: try filter(step)
      case .write:
        let value = stack.pop()
        try write(value)
        if recordsMap { note(value) }
      case .compare:
        let right = stack.pop()
        stack.replaceTop(Value(try compare(stack.peek(0), right, a)))
      case .jump:
        pc = a
        continue
      case .jumpIfFalse:
        if !stack.pop().isTruthy {
          pc = a
          continue
        }
      case .jumpIfTrue:
        if stack.pop().isTruthy {
          pc = a
          continue
        }
      case .assign:
        slots[frame.base &+ a &* 2 &+ 1] = stack.pop()
      case .bindLocal: bindLocal(a, stack.pop())
      case .captureBegin: captures.append(output.count)
      case .captureEnd:
        let start = captures.popLast() ?? output.count
        var kept = arena.copy(output.written(since: start))
        output.rewind(to: start)
        if recordsMap { kept.origin = origins?.keep(takeRuns(from: start)) ?? 0 }
        slots[frame.base &+ a &* 2 &+ 1] = kept
        try checkMemory()
      case .loopBegin:
        if try !loopBegin(Int(step.b)) {
          pc = a
          continue
        }
      case .loopNext:
        if try loopNext() {
          pc = a
          continue
        }
      case .loopEnd: loopEnd()
      case .tableBegin:
        let hasRows = try tableBegin(Int(step.b))
        if recordsMap { note() }
        if !hasRows {
          pc = a
          continue
        }
      case .tableNext:
        let hasNext = try tableNext()
        if recordsMap { note() }
        if hasNext {
          pc = a
          continue
        }
      case .tableBreak:
        output.append("</td>")
        if recordsMap { note() }
      case .tableEnd:
        output.append("</tr>\n")
        if recordsMap { note() }
        loopEnd()
      case .increment: try increment(a)
      case .decrement: try decrement(a)
      case .cycle: try cycle(step)
      case .changedBegin: captures.append(output.count)
      case .changedEnd: changedEnd()
      case .scopeBegin: stack.push(Value(saved.count))
      case .include:
        guard try include(a) else { throw halt() }
      case .render:
        guard try render(a) else { throw halt() }
      case .interrupt:
        switch pending {
        case .none: break
        case .isBreak:
          pending = .none
          pc = a
          continue
        case .isContinue:
          pending = .none
          pc = Int(step.b)
          continue
        }
      case .leave:
        pending = a == 0 ? .isBreak : .isContinue
        return
      case .end:
        if output.isOverfull { throw outputLimit() }
        return
      case .matchBegin:
        slots[frame.base &+ a &* 2] = Value(0)
        slots[frame.base &+ a &* 2 &+ 1] = Value(false)
      case .match:
        if stack.pop().isTruthy {
          let slot = frame.base &+ a &* 2
          slots[slot] = Value(slots[slot].integer &+ 1)
          slots[slot &+ 1] = Value(true)
        }
      case .matchNext:
        let slot = frame.base &+ a &* 2
        let left = slots[slot].integer
        if left <= 0 {
          pc = Int(step.b)
          continue
        }
        slots[slot] = Value(left &- 1)
      case .jumpIfMatched:
        if slots[frame.base &+ a &* 2 &+ 1].isTruthy {
          pc = Int(step.b)
          continue
        }
      default:
        let target = try contextStep(step)
        if target >= 0 {
          pc = target
          continue
        }
      }
      pc &+= 1
    }
  }

  private mutating func constant(_ index: Int) -> Value {
    let value = program.constants[index]
    guard value.tag == .bigInteger else { return value }
    return makeInteger(
      BigDecimal(text: text.slice(value.index, value.index + value.items)).coefficient)
  }

  private mutating func path(_ name: Int, _ step: Instruction) throws(Halt) -> Value {
    var current = try value(of: name, isLenient: step.flags != 0)
    var key = Int(step.b)
    let end = key &+ Int(step.c)
    while key < end {
      current = member(current, keys[key])
      key &+= 1
    }
    return current
  }

  private mutating func changedEnd() {
    let start = captures.popLast() ?? output.count
    let content = output.written(since: start)
    let index = changed.firstIndex { $0.frame == frame.serial }
    if let index, changed[index].value.bytes.equals(content) {
      output.rewind(to: start)
      if recordsMap { takeRuns(from: start) }
      return
    }
    let value = arena.copy(content)
    if let index {
      changed[index].value = value
    } else {
      changed.append((frame.serial, value))
    }
  }

  private mutating func counter(_ name: Int) throws(Halt) -> Int {
    if let index = counters.firstIndex(where: { $0.frame == frame.serial && $0.key == name }) {
      return index
    }
    var start = 0
    if !frame.isIsolated, !options.globalsAreStatic {
      let initial = global(name)
      switch initial.tag {
      case .integer: start = initial.integer
      case .none, .unset, .no: break
      default:
        throw fail(
          .invalidValue, "'\(program.names[name].text)' is not a number to count with",
          value: initial)
      }
    }
    counters.append(RenderCounter(frame: frame.serial, key: name, name: .none, count: start))
    return counters.count - 1
  }

  private mutating func increment(_ name: Int) throws(Halt) {
    let index = try counter(name)
    try write(Value(counters[index].count))
    if recordsMap { note() }
    counters[index].count += 1
  }

  private mutating func decrement(_ name: Int) throws(Halt) {
    let index = try counter(name)
    counters[index].count -= 1
    try write(Value(counters[index].count))
    if recordsMap { note() }
  }

  private mutating func cycle(_ step: Instruction) throws(Halt) {
    let count = Int(step.b)
    let name = step.c == 0 ? Value.unset : stack.peek(count)
    let group = step.c == 0 ? Int(step.a) : -1
    var index = 0
    while index < cycles.count {
      let entry = cycles[index]
      if entry.frame == frame.serial, entry.key == group,
        group >= 0 || equals(entry.name, name)
      {
        break
      }
      index += 1
    }
    if index == cycles.count {
      cycles.append(RenderCounter(frame: frame.serial, key: group, name: name, count: 0))
    }
    let turn = cycles[index].count
    let chosen = turn < count ? stack.peek(count - 1 - turn) : .none
    cycles[index].count = turn + 1 >= count ? 0 : turn + 1
    stack.truncate(stack.count - count - (step.c == 0 ? 0 : 1))
    try write(chosen)
    if recordsMap { note(chosen) }
  }
}
