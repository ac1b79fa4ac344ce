import Diagnostics

extension LiquidCompiler {
  /// Emits a run of nodes.
  mutating func body(_ body: LiquidBody) {
    for node in body.nodes { self.node(node) }
  }

  private mutating func node(_ node: LiquidNode) {
    let first = builder.here
    let place = place(node.range)
    switch node.kind {
    case .nothing: break
    case .text, .raw:
      guard node.range.end > node.range.start else { break }
      builder.emit(
        Instruction(
          .text, a: builder.textOffset(file, node.range.start),
          b: node.range.end - node.range.start), at: place)
    case .output(let value): output(value, place)
    case .assign(let name, let value):
      filtered(value)
      define(name, value)
      builder.emit(Instruction(.assign, a: builder.name(name)), at: place)
    case .capture(let text, let content):
      let name = builder.name(text)
      define(text, content)
      builder.emit(Instruction(.captureBegin), at: place)
      enclosing.append(.capture(name))
      body(content)
      enclosing.removeLast()
      builder.emit(Instruction(.captureEnd, a: name), at: place)
    case .branches(let branches, let isUnless): self.branches(branches, isUnless, place)
    case .choice(let left, let branches): choice(left, branches, node.range)
    case .loop(let loop): self.loop(loop, node.range)
    case .table(let loop): table(loop, node.range)
    case .cycle(let name, let key, let values):
      if let name { expression(name, at: node.range) }
      for value in values { expression(value, at: node.range) }
      builder.emit(
        Instruction(.cycle, a: builder.group(key), b: values.count, c: name == nil ? 0 : 1),
        at: place)
    case .increment(let name):
      builder.emit(Instruction(.increment, a: builder.name(name)), at: place)
    case .decrement(let name):
      builder.emit(Instruction(.decrement, a: builder.name(name)), at: place)
    case .changed(let content):
      builder.emit(Instruction(.changedBegin), at: place)
      enclosing.append(.changed)
      body(content)
      enclosing.removeLast()
      builder.emit(Instruction(.changedEnd), at: place)
    case .leave(let isContinue): leave(isContinue, place)
    case .render(let call): render(call, node.range)
    case .include(let call): include(call, node.range)
    }
    // Inner nodes have set theirs already; the rest of the steps belong to this node.
    for index in first..<builder.here where builder.resume[index] == 0 {
      builder.resume[index] = Int32(builder.here)
    }
  }

  private mutating func output(_ value: LiquidFiltered, _ place: Place) {
    filtered(value)
    reportUnpaddedDecimals(value)
    let last = builder.here - 1
    if builder.code[last].opcode == .path, value.filters.isEmpty {
      builder.code[last].opcode = .writePath
    } else {
      builder.emit(Instruction(.write), at: place)
    }
  }

  private mutating func branches(_ branches: [LiquidBranch], _ isUnless: Bool, _ place: Place) {
    var ends: [Int] = []
    var subject = BranchSubject()
    for (index, branch) in branches.enumerated() {
      var falseJumps: [Int] = []
      if let condition = branch.condition {
        subject.add(self.subject(condition))
        falseJumps = self.condition(condition)
        if isUnless, index == 0 {
          let skip = builder.emit(Instruction(.jump), at: place)
          for jump in falseJumps { builder.land(jump) }
          falseJumps = [skip]
        }
      }
      builder.mark(
        kind(of: branch, at: index, isUnless), at: self.place(branch.range), of: place, subject)
      body(branch.body)
      let isLast = index == branches.count - 1
      if !isLast || builder.recordsBranches, branch.condition != nil {
        ends.append(builder.emit(Instruction(.jump), at: place))
      }
      for jump in falseJumps { builder.land(jump) }
      // Nothing after an `else` can run.
      if branch.condition == nil { break }
      if isLast { builder.mark(.skipped, at: place, of: place, subject) }
    }
    for end in ends { builder.land(end) }
  }

  private mutating func choice(
    _ left: LiquidExpression, _ branches: [LiquidBranch], _ range: LiquidRange
  ) {
    let decision = place(range)
    var subject = subject(left, at: range)
    for branch in branches {
      for value in branch.values { subject.add(self.subject(value, at: branch.range)) }
    }
    let state = builder.name("case \(source.path) \(range.start)")
    builder.emit(Instruction(.matchBegin, a: state), at: place(range))
    for branch in branches {
      let place = place(branch.range)
      if branch.values.isEmpty {
        let skip = builder.emit(Instruction(.jumpIfMatched, a: state), at: place)
        builder.mark(.otherwise, at: place, of: decision, subject)
        body(branch.body)
        builder.code[skip].b = Int32(builder.here)
        continue
      }
      for value in branch.values {
        expression(left, at: range, isCondition: true)
        expression(value, at: branch.range, isCondition: true)
        builder.emit(
          Instruction(.compare, a: ComparisonOperator.matches.rawValue), at: place)
        builder.emit(Instruction(.match, a: state), at: place)
      }
      // Every value that matches prints the body once.
      let again = builder.emit(Instruction(.matchNext, a: state), at: place)
      builder.mark(.when, at: place, of: decision, subject)
      body(branch.body)
      builder.emit(Instruction(.jump, a: again), at: place)
      builder.code[again].b = Int32(builder.here)
    }
    if builder.recordsBranches, !branches.contains(where: \.values.isEmpty) {
      let skip = builder.emit(Instruction(.jumpIfMatched, a: state), at: decision)
      builder.mark(.skipped, at: decision, of: decision, subject)
      builder.code[skip].b = Int32(builder.here)
    }
  }

  private mutating func form(_ loop: LiquidLoop, object: String) -> Int {
    var form = LoopForm(
      variable: Int32(builder.name(loop.variable)), object: Int32(builder.name(object)),
      group: Int32(builder.group("for " + loop.name)),
      nameOffset: Int32(builder.pool(loop.name)), nameCount: Int32(loop.name.utf8.count))
    form.isReversed = loop.isReversed
    form.hasOffset = loop.offset != nil
    form.hasLimit = loop.limit != nil
    form.hasColumns = loop.columns != nil
    form.continues = loop.continues
    builder.loops.append(form)
    return builder.loops.count - 1
  }

  private mutating func loop(_ loop: LiquidLoop, _ range: LiquidRange) {
    let form = form(loop, object: "forloop")
    let place = place(range)
    expression(loop.collection, at: range)
    if let offset = loop.offset { expression(offset, at: range) }
    if let limit = loop.limit { expression(limit, at: range) }
    let begin = builder.emit(Instruction(.loopBegin, b: form), at: place)
    let subject = subject(loop, at: range)
    builder.mark(.items, at: place, of: place, subject)
    enclosing.append(.loop(breaks: [], continues: []))
    let start = builder.here
    body(loop.body)
    guard case .loop(let breaks, let continues)? = enclosing.popLast() else { return }
    for jump in continues { builder.land(jump) }
    builder.emit(Instruction(.loopNext, a: start), at: place)
    for jump in breaks { builder.land(jump) }
    builder.emit(Instruction(.loopEnd), at: place)
    if loop.otherwise != nil || builder.recordsBranches {
      let skip = builder.emit(Instruction(.jump), at: place)
      builder.land(begin)
      if !isNeverEmpty(loop) { builder.mark(.empty, at: place, of: place, subject) }
      if let otherwise = loop.otherwise { body(otherwise) }
      builder.land(skip)
    } else {
      builder.land(begin)
    }
  }

  private mutating func table(_ loop: LiquidLoop, _ range: LiquidRange) {
    let form = form(loop, object: "tablerowloop")
    let place = place(range)
    expression(loop.collection, at: range)
    if let offset = loop.offset { expression(offset, at: range) }
    if let limit = loop.limit { expression(limit, at: range) }
    if let columns = loop.columns { expression(columns, at: range) }
    let begin = builder.emit(Instruction(.tableBegin, b: form), at: place)
    let subject = subject(loop, at: range)
    builder.mark(.items, at: place, of: place, subject)
    enclosing.append(.loop(breaks: [], continues: []))
    let start = builder.here
    body(loop.body)
    guard case .loop(let breaks, let continues)? = enclosing.popLast() else { return }
    for jump in continues { builder.land(jump) }
    builder.emit(Instruction(.tableNext, a: start), at: place)
    let end = builder.emit(Instruction(.jump), at: place)
    for jump in breaks { builder.land(jump) }
    builder.emit(Instruction(.tableBreak), at: place)
    builder.land(end)
    builder.emit(Instruction(.tableEnd), at: place)
    guard builder.recordsBranches else { return builder.land(begin) }
    let skip = builder.emit(Instruction(.jump), at: place)
    builder.land(begin)
    if !isNeverEmpty(loop) { builder.mark(.empty, at: place, of: place, subject) }
    builder.land(skip)
  }

  /// Emits the way out for `break` or `continue`: captures on the way are closed.
  mutating func leaveAfterInclude(_ isContinue: Bool, _ place: Place) { leave(isContinue, place) }

  private mutating func leave(_ isContinue: Bool, _ place: Place) {
    for index in enclosing.indices.reversed() {
      switch enclosing[index] {
      case .capture(let name):
        builder.emit(Instruction(.captureEnd, a: name), at: place)
      case .changed:
        builder.emit(Instruction(.changedEnd), at: place)
      case .loop(var breaks, var continues):
        let jump = builder.emit(Instruction(.jump), at: place)
        if isContinue { continues.append(jump) } else { breaks.append(jump) }
        enclosing[index] = .loop(breaks: breaks, continues: continues)
        return
      }
    }
    builder.emit(Instruction(.leave, a: isContinue ? 1 : 0), at: place)
  }
}
