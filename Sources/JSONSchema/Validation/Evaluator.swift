import Documents

/// Walks a document by a program for the verdict only.
struct Evaluator {
  let program: SchemaProgram
  let view: DocumentView
  /// Why the walk was given up, if it was: the verdict is then "not valid".
  private(set) var stop: Stop?
  /// The dynamic scope, outermost first; kept only where a reference asks for it.
  private(set) var scope: [Int32] = []
  private let tracksScope: Bool
  /// Bit sets of evaluated members and items, one region after the other.
  private var marks: [UInt64] = []
  private var nesting = 0
  /// References on a cycle that are being followed, with the value they are applied to.
  private var active: [(plan: Int32, node: Int)] = []

  /// A limit that was reached.
  enum Stop {
    case nesting(node: Int)
    case pattern(Int, node: Int)
  }

  init(_ program: SchemaProgram, _ view: DocumentView, scope: [Int32] = []) {
    self.program = program
    self.view = view
    self.scope = scope
    tracksScope = !program.dynamicReferences.isEmpty
  }

  /// Whether the value at `node` is valid by the plan, without marks.
  mutating func check(_ plan: Int, _ node: Int) -> Bool { check(plan, node, tracker: -1) }

  /// The evaluated positions of a container by a plan's own in-place keywords, whatever they say.
  mutating func evaluated(_ plan: Int, _ node: Int) -> [Bool] {
    let tracker = beginRegion(node)
    _ = check(plan, node, tracker: tracker)
    let count = view.count(node)
    let result = (0..<count).map { marks[tracker + $0 / 64] >> UInt64($0 % 64) & 1 == 1 }
    marks.removeLast(marks.count - tracker)
    return result
  }

  // MARK: One plan

  /// Checks the value; marks what is evaluated in the region at `tracker`, unless that is -1.
  private mutating func check(_ index: Int, _ node: Int, tracker: Int) -> Bool {
    let plan = program.plans[index]
    let stored = view.node(node)
    let kind = stored.kind
    guard plan.types.rawValue >> kind.rawValue & 1 != 0 else { return false }
    if kind == .number, plan.types.contains(.integerOnly), !stored.isIntegerLexeme {
      guard unsafe ExactNumber(lexeme: view.bytes(node)).isInteger else { return false }
    }
    if plan.values >= 0 {
      guard isMember(Int(plan.values), node) else { return false }
      if plan.moreValues >= 0, !isMember(Int(plan.moreValues), node) { return false }
    }
    switch kind {
    case .string: if plan.string >= 0 { return checkString(plan, node, tracker) }
    case .number: if plan.number >= 0, !checkNumber(Int(plan.number), node) { return false }
    default: break
    }
    guard kind == .object || kind == .array || plan.stepCount > 0 else { return true }
    nesting += 1
    guard nesting <= program.limits.maximumNesting else {
      nesting -= 1
      stop = stop ?? .nesting(node: node)
      return false
    }
    if tracksScope { scope.append(plan.resource) }
    let result = checkInside(plan, node, kind, tracker)
    if tracksScope { scope.removeLast() }
    nesting -= 1
    return result
  }

  private mutating func checkString(_ plan: SchemaPlan, _ node: Int, _ tracker: Int) -> Bool {
    guard checkString(Int(plan.string), node) else { return false }
    guard plan.stepCount > 0 else { return true }
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= program.limits.maximumNesting else {
      stop = stop ?? .nesting(node: node)
      return false
    }
    if tracksScope { scope.append(plan.resource) }
    defer { if tracksScope { scope.removeLast() } }
    return checkSteps(plan, node, tracker)
  }

  private mutating func checkInside(
    _ plan: SchemaPlan, _ node: Int, _ kind: DocumentKind, _ outer: Int
  ) -> Bool {
    let isObject = kind == .object
    let unevaluated =
      isObject ? plan.unevaluatedProperties : kind == .array ? plan.unevaluatedItems : -1
    guard unevaluated >= 0 else {
      if isObject, plan.object >= 0, !checkObject(Int(plan.object), node, outer) { return false }
      if kind == .array, plan.array >= 0, !checkArray(Int(plan.array), node, outer) {
        return false
      }
      return plan.stepCount == 0 || checkSteps(plan, node, outer)
    }
    let tracker = beginRegion(node)
    defer { marks.removeLast(marks.count - tracker) }
    if isObject, plan.object >= 0, !checkObject(Int(plan.object), node, tracker) { return false }
    if kind == .array, plan.array >= 0, !checkArray(Int(plan.array), node, tracker) {
      return false
    }
    if plan.stepCount > 0, !checkSteps(plan, node, tracker) { return false }
    var child = node + 1
    let end = view.end(node)
    var position = 0
    while child < end {
      let value = isObject ? child + 1 : child
      if !isMarked(tracker, position), !check(Int(unevaluated), value) { return false }
      child = view.next(value)
      position += 1
    }
    // Everything is evaluated now, which is what an outer `unevaluated…` sees.
    if outer >= 0 { markAll(outer, position) }
    return true
  }

  // MARK: Steps

  private mutating func checkSteps(_ plan: SchemaPlan, _ node: Int, _ tracker: Int) -> Bool {
    for index in Int(plan.firstStep)..<Int(plan.firstStep + plan.stepCount) {
      guard checkStep(program.steps[index], node, tracker) else { return false }
    }
    return true
  }

  private mutating func checkStep(_ step: SchemaStep, _ node: Int, _ tracker: Int) -> Bool {
    switch step.kind {
    case .reference:
      if step.b == 1 { return checkCircular(step.a, node, tracker) }
      return check(Int(step.a), node, tracker: tracker)
    case .dynamicReference: return check(target(of: Int(step.a)), node, tracker: tracker)
    case .allOf:
      for index in Int(step.a)..<Int(step.a + step.b) {
        guard check(Int(program.lists[index]), node, tracker: tracker) else { return false }
      }
      return true
    case .anyOf, .oneOf: return checkBranches(step, node, tracker)
    case .not: return !check(Int(step.a), node)
    case .conditional:
      let branch = attempt(Int(step.a), node, tracker) ? step.b : step.c
      return branch < 0 || check(Int(branch), node, tracker: tracker)
    }
  }

  private mutating func checkBranches(_ step: SchemaStep, _ node: Int, _ tracker: Int) -> Bool {
    let candidates = step.c >= 0 ? self.candidates(Int(step.c), node) : ~0
    let isOne = step.kind == .oneOf
    var matches = 0
    for offset in 0..<Int(step.b) {
      if offset < 64, candidates >> UInt64(offset) & 1 == 0 { continue }
      guard attempt(Int(program.lists[Int(step.a) + offset]), node, tracker) else { continue }
      matches += 1
      if isOne, matches > 1 { return false }
      // With marks at stake every branch that matches counts.
      if !isOne, tracker < 0 { return true }
    }
    return matches > 0
  }

  /// The branches of a choice that the discriminator's text leaves open.
  private func candidates(_ choice: Int, _ node: Int) -> UInt64 {
    guard view.node(node).kind == .object else { return ~0 }
    let choice = program.choices[choice]
    let value = unsafe choice.name.bytes.withUnsafeBufferPointer { name in
      unsafe ValueEquality.member(view, node, hash: choice.name.hash, name)
    }
    guard value >= 0 else { return ~0 }
    guard view.node(value).kind == .string else { return choice.always }
    let text = unsafe view.bytes(value)
    let hash = unsafe text.baseAddress.map { unsafe KeyHash.hash($0, count: text.count) } ?? 0
    let found = unsafe choice.texts.find(hash: hash, text)
    return found < 0 ? choice.always : choice.branches[found] | choice.always
  }

  /// Checks, and takes back the marks where the value is not valid.
  private mutating func attempt(_ plan: Int, _ node: Int, _ tracker: Int) -> Bool {
    guard tracker >= 0, program.plans[plan].marks else { return check(plan, node) }
    let words = marks.count
    let used = wordCount(node)
    for word in 0..<used { marks.append(marks[tracker + word]) }
    let result = check(plan, node, tracker: tracker)
    if !result { for word in 0..<used { marks[tracker + word] = marks[words + word] } }
    marks.removeLast(marks.count - words)
    return result
  }

  private mutating func checkCircular(_ plan: Int32, _ node: Int, _ tracker: Int) -> Bool {
    // Following the same reference at the same value again would add no constraint.
    if active.contains(where: { $0.plan == plan && $0.node == node }) { return true }
    active.append((plan, node))
    defer { active.removeLast() }
    return check(Int(plan), node, tracker: tracker)
  }

  /// The plan a dynamic reference leads to in the present scope.
  func target(of reference: Int) -> Int {
    let dynamic = program.dynamicReferences[reference]
    for resource in scope {
      for candidate in dynamic.candidates where candidate.resource == resource {
        return Int(candidate.plan)
      }
    }
    return Int(dynamic.fallback)
  }

  // MARK: Objects

  private mutating func checkObject(_ index: Int, _ node: Int, _ tracker: Int) -> Bool {
    let plan = program.objects[index]
    let count = view.count(node)
    guard count >= Int(plan.minimum), count <= Int(plan.maximum) else { return false }
    var seen: UInt64 = 0
    var key = node + 1
    let end = view.end(node)
    var position = 0
    while key < end {
      var isEvaluated = false
      let name =
        plan.names.count == 0
        ? -1
        : unsafe plan.names.find(
          hash: view.keyHash(key), view.bytes(key))
      if name >= 0 {
        let entry = plan.entries[name]
        seen |= entry.bit
        if entry.plan >= 0 {
          isEvaluated = true
          guard check(Int(entry.plan), key + 1) else { return false }
        }
      }
      for pair in plan.patterns where matches(Int(pair.pattern), key) {
        isEvaluated = true
        guard check(Int(pair.plan), key + 1) else { return false }
      }
      if plan.additional >= 0, !isEvaluated {
        isEvaluated = true
        guard check(Int(plan.additional), key + 1) else { return false }
      }
      if plan.propertyNames >= 0, !check(Int(plan.propertyNames), key) { return false }
      if tracker >= 0, isEvaluated { mark(tracker, position) }
      key = view.next(key + 1)
      position += 1
    }
    guard seen & plan.required == plan.required else { return false }
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

  // MARK: Arrays

  private mutating func checkArray(_ index: Int, _ node: Int, _ tracker: Int) -> Bool {
    let plan = program.arrays[index]
    let count = view.count(node)
    guard count >= Int(plan.minimum), count <= Int(plan.maximum) else { return false }
    var item = node + 1
    let end = view.end(node)
    var position = 0
    var contained = 0
    while item < end {
      let plans = position < plan.prefix.count ? plan.prefix[position] : plan.items
      if plans >= 0, !check(Int(plans), item) { return false }
      var isEvaluated = plans >= 0
      if plan.contains >= 0, check(Int(plan.contains), item) {
        contained += 1
        isEvaluated = isEvaluated || plan.containsMarks
      }
      if tracker >= 0, isEvaluated { mark(tracker, position) }
      item = view.next(item)
      position += 1
    }
    if plan.contains >= 0 {
      guard contained >= Int(plan.minimumContains), contained <= Int(plan.maximumContains) else {
        return false
      }
    }
    return !plan.uniqueItems || ValueEquality.duplicate(view, node) == nil
  }

  // MARK: Scalars

  private mutating func checkString(_ index: Int, _ node: Int) -> Bool {
    let plan = program.strings[index]
    let bytes = unsafe view.bytes(node)
    if plan.minimum > 0 || plan.maximum < .max {
      guard unsafe TextLength.isWithin(bytes, plan.minimum, plan.maximum) else { return false }
    }
    if plan.pattern >= 0, !matches(Int(plan.pattern), node) { return false }
    if let format = plan.format, unsafe !format.accepts(bytes) { return false }
    if plan.isBase64 || plan.isJSON {
      return unsafe ContentCheck.accepts(bytes, isBase64: plan.isBase64, isJSON: plan.isJSON)
    }
    return true
  }

  private mutating func matches(_ pattern: Int, _ node: Int) -> Bool {
    switch unsafe program.patterns[pattern].search(view.bytes(node)) {
    case .match: return true
    case .noMatch: return false
    case .outOfSteps:
      stop = stop ?? .pattern(pattern, node: node)
      return false
    }
  }

  private func checkNumber(_ index: Int, _ node: Int) -> Bool {
    let plan = program.numbers[index]
    let number = unsafe ExactNumber(lexeme: view.bytes(node))
    if let bound = plan.minimum, number < bound { return false }
    if let bound = plan.maximum, number > bound { return false }
    if let bound = plan.exclusiveMinimum, number <= bound { return false }
    if let bound = plan.exclusiveMaximum, number >= bound { return false }
    if let divisor = plan.multipleOf, !number.isMultiple(of: divisor) { return false }
    return true
  }

  private func isMember(_ index: Int, _ node: Int) -> Bool {
    let set = program.values[index]
    switch view.node(node).kind {
    case .null, .true, .false:
      return set.words.rawValue >> view.node(node).kind.rawValue & 1 != 0
    case .string:
      guard set.strings.count > 0 else { return false }
      let text = unsafe view.bytes(node)
      let hash = unsafe text.baseAddress.map { unsafe KeyHash.hash($0, count: text.count) } ?? 0
      return unsafe set.strings.find(hash: hash, text) >= 0
    default:
      guard !set.others.isEmpty else { return false }
      return program.documents[Int(set.document)].withView { schema in
        set.others.contains { ValueEquality.areEqual(view, node, schema, Int($0)) }
      }
    }
  }

  // MARK: Marks

  private func wordCount(_ node: Int) -> Int { (view.count(node) + 63) / 64 }

  private mutating func beginRegion(_ node: Int) -> Int {
    let start = marks.count
    for _ in 0..<wordCount(node) { marks.append(0) }
    return start
  }

  private mutating func mark(_ tracker: Int, _ position: Int) {
    marks[tracker + position / 64] |= 1 << UInt64(position % 64)
  }

  private func isMarked(_ tracker: Int, _ position: Int) -> Bool {
    marks[tracker + position / 64] >> UInt64(position % 64) & 1 != 0
  }

  private mutating func markAll(_ tracker: Int, _ count: Int) {
    for position in 0..<count { mark(tracker, position) }
  }
}
