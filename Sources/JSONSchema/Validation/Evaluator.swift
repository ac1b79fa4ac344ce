import Documents

/// Walks a document by a program for the verdict only.
///
/// Lives within `Schema.isValid` or an explanation, which lend it the arrays that it reads.
struct Evaluator {
  let program: SchemaProgram
  let tables: ProgramView
  let view: DocumentView
  /// Why the walk was given up, if it was: the verdict is then "not valid".
  private(set) var stop: Stop?
  /// The dynamic scope, outermost first; kept only where a reference asks for it.
  var scope: [Int32]
  var marks: MarkStack
  private let tracksScope: Bool
  private let maximumNesting: Int
  private var nesting = 0
  /// References on a cycle that are being followed, with the value they are applied to.
  private var active: [(plan: Int32, node: Int)] = []

  /// A limit that was reached.
  enum Stop {
    case nesting(node: Int)
    case pattern(Int, node: Int)
  }

  private init(
    _ program: SchemaProgram, _ tables: ProgramView, _ view: DocumentView, scope: [Int32],
    marks: MarkStack
  ) {
    self.program = program
    self.tables = tables
    self.view = view
    self.scope = scope
    self.marks = marks
    tracksScope = !program.dynamicReferences.isEmpty
    maximumNesting = program.limits.maximumNesting
  }

  /// Checks one value by one plan.
  static func check(
    _ program: SchemaProgram, _ view: DocumentView, plan: Int, node: Int, scope: [Int32] = []
  ) -> (isValid: Bool, stop: Stop?) {
    program.withView { tables in
      unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { words in
        var evaluator = unsafe Evaluator(
          program, tables, view, scope: scope, marks: MarkStack(words))
        let result = evaluator.check(plan, node)
        evaluator.marks.release()
        return (result && evaluator.stop == nil, evaluator.stop)
      }
    }
  }

  /// Notes the first limit that was reached.
  mutating func giveUp(_ reason: Stop) { stop = stop ?? reason }

  // MARK: One plan

  /// Whether the value at `node` is valid by the plan, without marks.
  @inline(__always)
  mutating func check(_ plan: Int, _ node: Int) -> Bool { check(plan, node, tracker: -1) }

  /// Checks the value; marks what is evaluated in the region at `tracker`, unless that is -1.
  mutating func check(_ index: Int, _ node: Int, tracker: Int) -> Bool {
    let plan = unsafe tables.plans + index
    let stored = view.node(node)
    let kind = stored.kind
    let types = unsafe plan.pointee.types
    guard types.rawValue >> kind.rawValue & 1 != 0 else { return false }
    if unsafe plan.pointee.values >= 0 {
      guard unsafe isMember(plan.pointee.values, node, kind) else { return false }
      let more = unsafe plan.pointee.moreValues
      if more >= 0, !isMember(more, node, kind) { return false }
    }
    switch kind {
    case .string:
      let string = unsafe plan.pointee.string
      if string >= 0, !checkString(Int(string), node) { return false }
    case .number:
      if types.contains(.integerOnly), !stored.isIntegerLexeme {
        guard unsafe ExactNumber(lexeme: view.bytes(node)).isInteger else { return false }
      }
      let number = unsafe plan.pointee.number
      if number >= 0, !checkNumber(Int(number), node) { return false }
    case .object: return unsafe checkObject(plan, node, tracker)
    case .array: return unsafe checkArray(plan, node, tracker)
    default: break
    }
    return unsafe plan.pointee.stepCount == 0 || checkSteps(plan, node, tracker)
  }

  /// Enters a plan that applies others: bounds the nesting, keeps the dynamic scope.
  @inline(__always)
  private mutating func enter(_ plan: UnsafePointer<SchemaPlan>, _ node: Int) -> Bool {
    nesting &+= 1
    if nesting > maximumNesting {
      nesting &-= 1
      giveUp(.nesting(node: node))
      return false
    }
    if tracksScope { unsafe scope.append(plan.pointee.resource) }
    return true
  }

  @inline(__always)
  private mutating func leave() {
    nesting &-= 1
    if tracksScope { scope.removeLast() }
  }

  private mutating func checkObject(
    _ plan: UnsafePointer<SchemaPlan>, _ node: Int, _ tracker: Int
  ) -> Bool {
    guard unsafe enter(plan, node) else { return false }
    let object = unsafe plan.pointee.object
    let unevaluated = unsafe plan.pointee.unevaluatedProperties
    if unevaluated >= 0 {
      let result = unsafe checkUnevaluated(plan, Int(unevaluated), node, tracker)
      leave()
      return result
    }
    var result = object < 0 || checkMembers(Int(object), node, tracker)
    if result, unsafe plan.pointee.stepCount > 0 {
      result = unsafe checkSteps(plan, node, tracker, isEntered: true)
    }
    leave()
    return result
  }

  private mutating func checkArray(
    _ plan: UnsafePointer<SchemaPlan>, _ node: Int, _ tracker: Int
  ) -> Bool {
    guard unsafe enter(plan, node) else { return false }
    let array = unsafe plan.pointee.array
    let unevaluated = unsafe plan.pointee.unevaluatedItems
    if unevaluated >= 0 {
      let result = unsafe checkUnevaluated(plan, Int(unevaluated), node, tracker)
      leave()
      return result
    }
    var result = array < 0 || checkItems(Int(array), node, tracker)
    if result, unsafe plan.pointee.stepCount > 0 {
      result = unsafe checkSteps(plan, node, tracker, isEntered: true)
    }
    leave()
    return result
  }

  private mutating func checkUnevaluated(
    _ plan: UnsafePointer<SchemaPlan>, _ unevaluated: Int, _ node: Int, _ outer: Int
  ) -> Bool {
    let isObject = view.node(node).kind == .object
    let tracker = marks.push(bits: view.count(node))
    defer { marks.pop(to: tracker) }
    if isObject {
      let object = unsafe plan.pointee.object
      if object >= 0, !checkMembers(Int(object), node, tracker) { return false }
    } else {
      let array = unsafe plan.pointee.array
      if array >= 0, !checkItems(Int(array), node, tracker) { return false }
    }
    if unsafe plan.pointee.stepCount > 0,
      unsafe !checkSteps(plan, node, tracker, isEntered: true)
    {
      return false
    }
    var child = node &+ 1
    let end = view.end(node)
    var position = 0
    while child < end {
      let value = isObject ? child &+ 1 : child
      if !marks.isMarked(tracker, position), !check(unevaluated, value) { return false }
      child = view.next(value)
      position &+= 1
    }
    // Everything is evaluated now, which is what an outer `unevaluated…` sees.
    if outer >= 0 { marks.markAll(outer, position) }
    return true
  }

  // MARK: Members

  private mutating func checkMembers(_ index: Int, _ node: Int, _ tracker: Int) -> Bool {
    let table = unsafe tables.objects + index
    let count = view.count(node)
    guard unsafe count >= Int(table.pointee.minimum), unsafe count <= Int(table.pointee.maximum)
    else { return false }
    let firstSlot = unsafe table.pointee.firstSlot
    let mask = unsafe table.pointee.slotMask
    let patterns = unsafe table.pointee.patternCount
    let additional = unsafe table.pointee.additional
    let propertyNames = unsafe table.pointee.propertyNames
    var seen: UInt64 = 0
    var key = node &+ 1
    let end = view.end(node)
    var position = 0
    while key < end {
      var isEvaluated = false
      let name = unsafe view.key(key)
      if let slot = unsafe tables.slot(name.hash, name.bytes, first: firstSlot, mask: mask) {
        unsafe seen |= slot.pointee.bit
        let plan = unsafe slot.pointee.plan
        if plan >= 0 {
          isEvaluated = true
          guard check(Int(plan), key &+ 1) else { return false }
        }
      }
      if patterns > 0 {
        guard unsafe checkPatterns(table, key, &isEvaluated) else { return false }
      }
      if !isEvaluated, additional >= 0 {
        isEvaluated = true
        guard check(Int(additional), key &+ 1) else { return false }
      }
      if propertyNames >= 0, !check(Int(propertyNames), key) { return false }
      if tracker >= 0, isEvaluated { marks.mark(tracker, position) }
      key = view.next(key &+ 1)
      position &+= 1
    }
    let required = unsafe table.pointee.required
    guard seen & required == required else { return false }
    return unsafe !table.pointee.hasMore || checkMore(index, node, seen, tracker)
  }

  private mutating func checkPatterns(
    _ table: UnsafePointer<ObjectTable>, _ key: Int, _ isEvaluated: inout Bool
  ) -> Bool {
    var pair = unsafe Int(table.pointee.firstPattern)
    let end = unsafe pair &+ 2 &* Int(table.pointee.patternCount)
    while pair < end {
      if unsafe matches(tables.lists[pair], key) {
        isEvaluated = true
        guard unsafe check(Int(tables.lists[pair &+ 1]), key &+ 1) else { return false }
      }
      pair &+= 2
    }
    return true
  }

  /// Checks what few schemas have: names beyond the 64th, and dependencies.
  private mutating func checkMore(
    _ index: Int, _ node: Int, _ seen: UInt64, _ tracker: Int
  ) -> Bool {
    let plan = program.objects[index]
    for name in plan.requiredBeyond where !hasMember(plan, Int(name), seen, node) { return false }
    for dependency in plan.dependencies where hasMember(plan, Int(dependency.trigger), seen, node) {
      for name in dependency.names where !hasMember(plan, Int(name), seen, node) { return false }
      if dependency.plan >= 0, !check(Int(dependency.plan), node, tracker: tracker) {
        return false
      }
    }
    return true
  }

  private func hasMember(_ plan: ObjectPlan, _ name: Int, _ seen: UInt64, _ node: Int) -> Bool {
    let bit = plan.entries[name].bit
    if bit != 0 { return seen & bit != 0 }
    let bytes = plan.names.names[name]
    return unsafe bytes.withUnsafeBufferPointer {
      unsafe ValueEquality.member(view, node, hash: KeyHash.hash(bytes), $0) >= 0
    }
  }

  // MARK: Items

  private mutating func checkItems(_ index: Int, _ node: Int, _ tracker: Int) -> Bool {
    let table = unsafe tables.arrays[index]
    let count = view.count(node)
    guard count >= Int(table.minimum), count <= Int(table.maximum) else { return false }
    if table.items >= 0 || table.contains >= 0 || table.prefixCount > 0 {
      guard checkEachItem(table, node, tracker) else { return false }
    }
    return !table.uniqueItems || ValueEquality.duplicate(view, node) == nil
  }

  private mutating func checkEachItem(_ table: ArrayTable, _ node: Int, _ tracker: Int) -> Bool {
    var item = node &+ 1
    let end = view.end(node)
    var position = 0
    var contained = 0
    while item < end {
      let plan =
        position < Int(table.prefixCount)
        ? unsafe tables.lists[Int(table.firstPrefix) &+ position] : table.items
      if plan >= 0, !check(Int(plan), item) { return false }
      var isEvaluated = plan >= 0
      if table.contains >= 0, check(Int(table.contains), item) {
        contained &+= 1
        isEvaluated = isEvaluated || table.containsMarks
      }
      if tracker >= 0, isEvaluated { marks.mark(tracker, position) }
      item = view.next(item)
      position &+= 1
    }
    return table.contains < 0
      || (contained >= Int(table.minimumContains) && contained <= Int(table.maximumContains))
  }

  // MARK: Scalars

  private mutating func checkString(_ index: Int, _ node: Int) -> Bool {
    let plan = unsafe tables.strings + index
    let bytes = unsafe view.bytes(node)
    let minimum = unsafe plan.pointee.minimum
    let maximum = unsafe plan.pointee.maximum
    if unsafe !TextLength.isWithin(bytes, minimum, maximum) { return false }
    let pattern = unsafe plan.pointee.pattern
    if pattern >= 0, !matches(pattern, node) { return false }
    if let format = unsafe plan.pointee.format, unsafe !format.accepts(bytes) { return false }
    if unsafe plan.pointee.isBase64 || plan.pointee.isJSON {
      return unsafe ContentCheck.accepts(
        bytes, isBase64: plan.pointee.isBase64, isJSON: plan.pointee.isJSON)
    }
    return true
  }

  @inline(__always)
  private mutating func matches(_ pattern: Int32, _ node: Int) -> Bool {
    let table = unsafe tables.patterns[Int(pattern)]
    if table.firstEntry >= 0 { return unsafe tables.matches(table, view.bytes(node)) }
    return matchesSlowly(Int(pattern), node)
  }

  private mutating func matchesSlowly(_ pattern: Int, _ node: Int) -> Bool {
    switch unsafe program.patterns[pattern].search(view.bytes(node)) {
    case .match: return true
    case .noMatch: return false
    case .outOfSteps:
      giveUp(.pattern(pattern, node: node))
      return false
    }
  }

  private func checkNumber(_ index: Int, _ node: Int) -> Bool {
    if let number = unsafe SmallNumber(lexeme: view.bytes(node)),
      let result = unsafe tables.numbers[index].accepts(number)
    {
      return result
    }
    return unsafe program.numbers[index].accepts(ExactNumber(lexeme: view.bytes(node)))
  }

  @inline(__always)
  private func isMember(_ index: Int32, _ node: Int, _ kind: DocumentKind) -> Bool {
    let table = unsafe tables.values[Int(index)]
    switch kind {
    case .string:
      guard table.slotMask >= 0 else { return false }
      let text = unsafe view.bytes(node)
      let hash = unsafe text.baseAddress.map { unsafe KeyHash.hash($0, count: text.count) } ?? 0
      return unsafe tables.slot(hash, text, first: table.firstSlot, mask: table.slotMask) != nil
    case .null, .true, .false: return table.words >> kind.rawValue & 1 != 0
    default: return table.hasOthers && isOtherMember(Int(index), node)
    }
  }

  private func isOtherMember(_ index: Int, _ node: Int) -> Bool {
    let set = program.values[index]
    return program.documents[Int(set.document)].withView { schema in
      set.others.contains { ValueEquality.areEqual(view, node, schema, Int($0)) }
    }
  }
}

extension Evaluator {
  // MARK: Steps

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
    _ step: UnsafePointer<SchemaStep>, _ node: Int, _ tracker: Int
  ) -> Bool {
    let first = unsafe Int(step.pointee.a)
    switch unsafe step.pointee.kind {
    case .reference:
      if unsafe step.pointee.b == 1 { return checkCircular(first, node, tracker) }
      return check(first, node, tracker: tracker)
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
    }
  }

  private mutating func checkBranches(
    _ step: UnsafePointer<SchemaStep>, _ node: Int, _ tracker: Int
  ) -> Bool {
    let choice = unsafe Int(step.pointee.c)
    let candidates = choice >= 0 ? self.candidates(choice, node) : ~0
    let isOne = unsafe step.pointee.kind == .oneOf
    let count = unsafe Int(step.pointee.b)
    let first = unsafe Int(step.pointee.a)
    var matches = 0
    var offset = 0
    while offset < count {
      defer { offset &+= 1 }
      if offset < 64, candidates >> UInt64(offset) & 1 == 0 { continue }
      let isOnly = offset < 64 && candidates == 1 << UInt64(offset)
      let branch = unsafe Int(tables.lists[first &+ offset])
      // The only branch left needs no copy of the marks: if it fails, so does the choice.
      let holds = isOnly ? check(branch, node, tracker: tracker) : attempt(branch, node, tracker)
      guard holds else { continue }
      matches &+= 1
      if isOne, matches > 1 { return false }
      // With marks at stake every branch that matches counts.
      if !isOne, tracker < 0 { return true }
    }
    return matches > 0
  }

  /// The branches of a choice that the discriminator's text leaves open.
  private func candidates(_ choice: Int, _ node: Int) -> UInt64 {
    guard view.node(node).kind == .object else { return ~0 }
    let table = unsafe tables.choices + choice
    var key = node &+ 1
    let end = view.end(node)
    let hash = unsafe table.pointee.hash
    while key < end {
      let name = unsafe view.key(key)
      if unsafe name.hash == hash, unsafe Int(table.pointee.length) == name.bytes.count,
        unsafe ByteEquality.areEqual(
          tables.names + Int(table.pointee.offset), name.bytes.baseAddress ?? tables.names,
          name.bytes.count)
      {
        return unsafe candidates(table, value: key &+ 1)
      }
      key = view.next(key &+ 1)
    }
    return ~0
  }

  private func candidates(_ table: UnsafePointer<ChoiceTable>, value: Int) -> UInt64 {
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

extension NumberPlan {
  /// Whether a number satisfies all keywords.
  func accepts(_ number: ExactNumber) -> Bool {
    if let bound = minimum, number < bound { return false }
    if let bound = maximum, number > bound { return false }
    if let bound = exclusiveMinimum, number <= bound { return false }
    if let bound = exclusiveMaximum, number >= bound { return false }
    if let divisor = multipleOf, !number.isMultiple(of: divisor) { return false }
    return true
  }
}
