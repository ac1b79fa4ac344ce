import Documents

extension Evaluator {
  /// Checks the keywords that apply further schemas to the same value.
  mutating func checkSteps(
    _ plan: UnsafePointer<SchemaPlan>, _ node: Int, _ tracker: Int, isEntered: Bool = false
  ) -> Bool {
    if !isEntered {
      guard unsafe enter(plan, node) else { return false }
    }
    var step = unsafe tables.steps + Int(plan.pointee.firstStep)
    let end = unsafe step + Int(plan.pointee.stepCount)
    var result = true
    while unsafe step != end {
      guard unsafe checkStep(step, node, tracker) else {
        result = false
        break
      }
      unsafe step += 1
    }
    if !isEntered { leave() }
    return result
  }

  private mutating func checkStep(
    _ step: UnsafePointer<StepTable>, _ node: Int, _ tracker: Int
  ) -> Bool {
    let first = unsafe Int(step.pointee.a)
    switch unsafe step.pointee.kind {
    case .reference: return check(first, node, tracker: tracker)
    case .circular: return checkCircular(first, node, tracker)
    case .dynamicReference:
      let target = program.target(of: first, in: scope)
      return check(target, node, tracker: tracker)
    case .allOf:
      let end = unsafe first &+ Int(step.pointee.b)
      var index = first
      while index < end {
        guard unsafe check(Int(tables.lists[index]), node, tracker: tracker) else { return false }
        index &+= 1
      }
      return true
    case .anyOf, .oneOf: return unsafe checkBranches(step, node, tracker)
    case .not: return !check(first, node)
    case .conditional:
      let holds = attempt(first, node, tracker)
      let branch = unsafe holds ? step.pointee.b : step.pointee.c
      return branch < 0 || check(Int(branch), node, tracker: tracker)
    case .lookup: return unsafe checkLookup(step, node, tracker)
    }
  }

  /// Applies what follows from the `if`s that hold and from those that do not.
  private mutating func checkLookup(
    _ step: UnsafePointer<StepTable>, _ node: Int, _ tracker: Int
  ) -> Bool {
    let found = unsafe branches(Int(step.pointee.a), node)
    // An `if` that holds has looked at the property.
    if tracker >= 0, found.position >= 0, found.open != 0 { marks.mark(tracker, found.position) }
    var pair = unsafe tables.lists + Int(step.pointee.b)
    var open = found.open
    var rest = unsafe step.pointee.c
    while rest > 0 {
      let branch = unsafe open & 1 != 0 ? pair[0] : pair[1]
      if branch >= 0, !check(Int(branch), node, tracker: tracker) { return false }
      unsafe pair += 2
      open >>= 1
      rest &-= 1
    }
    return true
  }

  private mutating func checkBranches(
    _ step: UnsafePointer<StepTable>, _ node: Int, _ tracker: Int
  ) -> Bool {
    let choice = unsafe Int(step.pointee.c)
    let isOne = unsafe step.pointee.kind == .oneOf
    let count = unsafe Int(step.pointee.b)
    let branches = unsafe tables.lists + Int(step.pointee.a)
    if choice >= 0 {
      var open = self.branches(choice, node).open
      if count < 64 { open &= 1 << UInt64(count) &- 1 }
      return unsafe checkOpen(branches, open, isOne, node, tracker)
    }
    let kind = view.node(node).kind.rawValue
    var matches = 0
    var offset = 0
    while offset < count {
      let branch = unsafe Int(branches[offset])
      offset &+= 1
      guard unsafe tables.plans[branch].types.rawValue >> kind & 1 != 0,
        attempt(branch, node, tracker)
      else { continue }
      matches &+= 1
      if isOne, matches > 1 { return false }
      // With marks at stake every branch that matches counts.
      if !isOne, tracker < 0 { return true }
    }
    return matches > 0
  }

  /// Checks the branches that a discriminator leaves open.
  private mutating func checkOpen(
    _ branches: UnsafePointer<Int32>, _ candidates: UInt64, _ isOne: Bool, _ node: Int,
    _ tracker: Int
  ) -> Bool {
    var open = candidates
    // The only branch left needs no copy of the marks: if it fails, so does the choice.
    if open != 0, open & (open &- 1) == 0 {
      return unsafe check(Int(branches[open.trailingZeroBitCount]), node, tracker: tracker)
    }
    var matches = 0
    while open != 0 {
      let branch = unsafe Int(branches[open.trailingZeroBitCount])
      open &= open &- 1
      guard attempt(branch, node, tracker) else { continue }
      matches &+= 1
      if isOne, matches > 1 { return false }
      if !isOne, tracker < 0 { return true }
    }
    return matches > 0
  }

  /// The branches that the discriminator's text leaves open, and the place of the discriminator
  /// among the members, or -1.
  private func branches(_ choice: Int, _ node: Int) -> (open: UInt64, position: Int) {
    let table = unsafe tables.choices + choice
    guard view.node(node).kind == .object else { return unsafe (table.pointee.other, -1) }
    var key = node &+ 1
    let end = view.end(node)
    let hash = unsafe table.pointee.hash
    var position = 0
    while key < end {
      let name = unsafe view.key(key)
      if unsafe name.hash == hash, unsafe Int(table.pointee.length) == name.bytes.count,
        unsafe ByteEquality.areEqual(
          tables.names + Int(table.pointee.offset), name.bytes.baseAddress ?? tables.names,
          name.bytes.count)
      {
        return unsafe (open(table, value: key &+ 1), position)
      }
      key = view.next(key &+ 1)
      position &+= 1
    }
    return unsafe (table.pointee.absent, -1)
  }

  private func open(_ table: UnsafePointer<ChoiceTable>, value: Int) -> UInt64 {
    let always = unsafe table.pointee.always
    guard view.node(value).kind == .string else { return always }
    let text = unsafe view.bytes(value)
    let hash = unsafe text.baseAddress.map { unsafe KeyHash.hash($0, count: text.count) } ?? 0
    let slot = unsafe tables.slot(
      hash, text, first: table.pointee.firstSlot, mask: table.pointee.slotMask)
    return unsafe always | (slot?.pointee.bit ?? 0)
  }

  /// Checks, and takes back the marks where the value is not valid.
  private mutating func attempt(_ plan: Int, _ node: Int, _ tracker: Int) -> Bool {
    guard tracker >= 0, unsafe tables.plans[plan].marks else { return check(plan, node) }
    let bits = view.count(node)
    let copy = marks.pushCopy(of: tracker, bits: bits)
    let result = check(plan, node, tracker: tracker)
    if !result { marks.restore(tracker, from: copy, bits: bits) }
    marks.pop(to: copy)
    return result
  }

  private mutating func checkCircular(_ plan: Int, _ node: Int, _ tracker: Int) -> Bool {
    // Following the same reference at the same value again would add no constraint.
    if active.contains(where: { $0.plan == plan && $0.node == node }) { return true }
    active.append((Int32(truncatingIfNeeded: plan), node))
    defer { active.removeLast() }
    return check(plan, node, tracker: tracker)
  }
}

extension SchemaProgram {
  /// The plan that a dynamic reference leads to in a scope.
  func target(of reference: Int, in scope: [Int32]) -> Int {
    let dynamic = dynamicReferences[reference]
    for resource in scope {
      for candidate in dynamic.candidates where candidate.resource == resource {
        return Int(candidate.plan)
      }
    }
    return Int(dynamic.fallback)
  }
}
