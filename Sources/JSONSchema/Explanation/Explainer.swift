import Diagnostics
import Documents

/// Walks an invalid value once more and says what is wrong with it: one failure for each fault.
///
/// Marks of evaluated members are kept leniently: a member whose value is wrong is not reported a
/// second time as unevaluated.
struct Explainer {
  let program: SchemaProgram
  let document: Document
  let view: DocumentView
  let root: NodeID
  var failures: [SchemaFailure] = []
  private var scope: [Int32] = []
  private var active: [(plan: Int, node: Int, depth: Int, via: String)] = []
  fileprivate var stop: Evaluator.Stop?
  /// How many more subschemas may be applied, by the walk itself and by its probes.
  private var work: Int

  init(_ program: SchemaProgram, _ document: Document, _ view: DocumentView, root: NodeID) {
    self.program = program
    self.document = document
    self.view = view
    self.root = root
    work = program.limits.maximumApplications
  }

  /// All faults, in the order of the file.
  mutating func explain() -> [SchemaFailure] {
    var marks = Marks()
    explain(program.root, root.index, &marks)
    if let stop { return [limitFailure(stop)] }
    if failures.isEmpty {
      // The verdict said "not valid" by a limit that the explanation did not meet.
      let outcome = Evaluator.check(
        program, view, plan: program.root, node: root.index, work: &work)
      if let stop = outcome.stop { return [limitFailure(stop)] }
      add(program.root, "", root.index, "does not satisfy the schema")
    }
    var result: [SchemaFailure] = []
    let sorted = failures.enumerated().sorted {
      ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset)
    }
    for (_, failure) in sorted
    where !isMistyped(failure)
      && !result.contains(where: {
        $0.span.start == failure.span.start && $0.keyword == failure.keyword
          && $0.message == failure.message
      })
    {
      result.append(failure)
      if result.count == program.limits.maximumFailures { break }
    }
    return result
  }

  /// Whether a property is only missing because its name is mistyped, which is reported itself.
  private func isMistyped(_ failure: SchemaFailure) -> Bool {
    guard let missing = failure.missing else { return false }
    return failures.contains { other in
      other.code == .unknownProperty && other.suggestions.contains(missing)
        && other.instance.hasPrefix(failure.instance + "/")
        && other.depth == failure.depth + 1
    }
  }

  /// Members or items that some keyword has evaluated, by position.
  struct Marks {
    var positions: Set<Int> = []
    /// Whether a choice failed so that nobody knows which members belong to it.
    var isUnsure = false
  }

  /// Whether the value is valid by a plan in the present scope.
  mutating func isValid(_ plan: Int, _ node: Int) -> Bool {
    let outcome = Evaluator.check(
      program, view, plan: plan, node: node, scope: scope, work: &work)
    if let stop = outcome.stop { giveUp(stop) }
    return outcome.isValid
  }

  /// The failures of a value by a plan, apart from those found so far.
  mutating func collected(
    _ plan: Int, _ node: Int, _ marks: inout Marks, via: String = ""
  ) -> [SchemaFailure] {
    let saved = failures
    failures = []
    explain(plan, node, &marks, via: via)
    defer { failures = saved }
    return failures
  }

  // MARK: One plan

  /// The subschemas that are being applied, the root's first.
  var trail: [SchemaTrailStep] {
    active.map { step in
      let plan = program.plans[step.plan]
      return SchemaTrailStep(
        file: program.documents[Int(plan.document)].source.path, node: Int(plan.node),
        depth: step.depth, via: step.via)
    }
  }

  /// Adds the failures of a value by a plan; `via` is the keyword that applies it, if several can.
  mutating func explain(
    _ index: Int, _ node: Int, _ marks: inout Marks, via: String = ""
  ) {
    guard failures.count < program.limits.maximumFailures, stop == nil else { return }
    if active.contains(where: { $0.plan == index && $0.node == node }) { return }
    guard active.count < program.limits.maximumNesting else {
      stop = .nesting(node: node)
      return
    }
    work -= 1
    guard work >= 0 else {
      giveUp(.work(node: node))
      return
    }
    let depth = active.last.map { $0.depth + ($0.node == node ? 0 : 1) } ?? 0
    active.append((index, node, depth, via))
    scope.append(program.plans[index].resource)
    explainEntered(index, node, &marks)
    scope.removeLast()
    active.removeLast()
  }

  private mutating func explainEntered(_ index: Int, _ node: Int, _ marks: inout Marks) {
    let plan = program.plans[index]
    guard explainType(index, plan, node), explainValues(index, plan, node) else { return }
    let kind = view.node(node).kind
    switch kind {
    case .number: if plan.number >= 0 { explainNumber(index, Int(plan.number), node) }
    case .string: if plan.string >= 0 { explainString(index, Int(plan.string), node) }
    default: break
    }
    let unevaluated =
      kind == .object ? plan.unevaluatedProperties : kind == .array ? plan.unevaluatedItems : -1
    guard unevaluated >= 0 else {
      explainInside(index, plan, node, &marks)
      return
    }
    var own = Marks()
    explainInside(index, plan, node, &own)
    if !own.isUnsure { explainUnevaluated(index, Int(unevaluated), node, own) }
    marks.isUnsure = marks.isUnsure || own.isUnsure
    marks.positions.formUnion(0..<view.count(node))
  }

  private mutating func explainInside(
    _ index: Int, _ plan: SchemaPlan, _ node: Int, _ marks: inout Marks
  ) {
    switch view.node(node).kind {
    case .object: if plan.object >= 0 { explainObject(index, Int(plan.object), node, &marks) }
    case .array: if plan.array >= 0 { explainArray(index, Int(plan.array), node, &marks) }
    default: break
    }
    for step in Int(plan.firstStep)..<Int(plan.firstStep + plan.stepCount) {
      explainStep(index, program.steps[step], node, &marks)
    }
  }

  private mutating func explainStep(
    _ index: Int, _ step: SchemaStep, _ node: Int, _ marks: inout Marks
  ) {
    switch step.kind {
    case .reference: explain(Int(step.a), node, &marks, via: "$")
    case .dynamicReference:
      explain(program.target(of: Int(step.a), in: scope), node, &marks, via: "$")
    case .allOf:
      for number in 0..<Int(step.b) {
        explain(
          Int(program.lists[Int(step.a) + number]), node, &marks, via: "allOf/\(number)")
      }
    case .anyOf, .oneOf: explainBranches(index, step, node, &marks)
    case .not:
      if isValid(Int(step.a), node) { explainExclusion(index, Int(step.a), node) }
    case .conditional:
      let holds = isValid(Int(step.a), node)
      if holds { explain(Int(step.a), node, &marks, via: "if") }
      let branch = holds ? step.b : step.c
      if branch >= 0 {
        let count = failures.count
        explain(Int(branch), node, &marks, via: holds ? "then" : "else")
        let reason =
          "asked for because \(fragment(Int(step.a))) \(holds ? "holds" : "does not hold")"
        for number in failures.indices.dropFirst(count) {
          failures[number].details.append(.init(reason))
        }
      }
    }
  }

  private mutating func explainUnevaluated(
    _ index: Int, _ unevaluated: Int, _ node: Int, _ marks: Marks
  ) {
    let isObject = view.node(node).kind == .object
    var child = node + 1
    let end = view.end(node)
    var position = 0
    while child < end {
      let value = isObject ? child + 1 : child
      if !marks.positions.contains(position) {
        if program.plans[unevaluated].types.isEmpty {
          if isObject {
            addUnknownProperty(
              index, "unevaluatedProperties", key: child, names: declaredNames(index, node))
          } else {
            add(
              index, "unevaluatedItems", value, "the list has more items than the schema names",
              path: node)
          }
        } else {
          var inner = Marks()
          explain(unevaluated, value, &inner)
        }
      }
      child = view.next(value)
      position += 1
    }
  }

  /// The property names that a plan and what it applies to the same value declare.
  ///
  /// Of a choice only the branches that hold count, where some do.
  mutating func declaredNames(_ index: Int, _ node: Int, depth: Int = 0) -> [String] {
    guard depth < 8 else { return [] }
    let plan = program.plans[index]
    var names: [String] = []
    if plan.object >= 0 {
      let object = program.objects[Int(plan.object)]
      for (name, entry) in zip(object.names.names, object.entries) where entry.plan >= 0 {
        names.append(String(decoding: name, as: UTF8.self))
      }
    }
    for step in program.steps[Int(plan.firstStep)..<Int(plan.firstStep + plan.stepCount)] {
      switch step.kind {
      case .reference: names += declaredNames(Int(step.a), node, depth: depth + 1)
      case .allOf, .anyOf, .oneOf:
        let branches = program.lists[Int(step.a)..<Int(step.a + step.b)].map(Int.init)
        let holding = step.kind == .allOf ? branches : branches.filter { isValid($0, node) }
        for branch in holding.isEmpty ? branches : holding {
          names += declaredNames(branch, node, depth: depth + 1)
        }
      case .conditional:
        for branch in [step.b, step.c] where branch >= 0 {
          names += declaredNames(Int(branch), node, depth: depth + 1)
        }
      case .not, .dynamicReference: break
      }
    }
    return Array(Set(names)).sorted()
  }
}

extension Explainer {
  /// Notes that a limit was reached: the first one counts, and nothing else is reported.
  mutating func giveUp(_ reason: Evaluator.Stop) {
    stop = stop ?? reason
  }
}
