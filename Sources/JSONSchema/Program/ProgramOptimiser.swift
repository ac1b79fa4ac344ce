/// Passes over a whole program: short cuts, cycles, static answers for `unevaluated…`.
struct ProgramOptimiser {
  private(set) var parts: ProgramParts
  private(set) var root: Int
  /// Plans that a reference leads back to at the same value.
  private(set) var circularPlans: [Int] = []

  init(_ parts: ProgramParts, root: Int) {
    self.parts = parts
    self.root = root
  }

  /// Runs all passes.
  mutating func run() {
    findCycles()
    shortenReferences()
    findMarks()
    resolveUnevaluated()
    findChoices()
  }

  /// Turns the optimised parts into the form that only the verdict path walks.
  mutating func fuse() {
    resolveDynamicReferences()
    // What a subschema says of itself matters to messages only.
    for index in parts.plans.indices { parts.plans[index].isAnnotated = false }
    findCycles()
    shortenReferences()
    var fuser = PlanFuser(parts)
    fuser.run()
    parts = fuser.parts
    findMarks()
    resolveUnevaluated()
    findChoices()
  }

  /// Replaces the dynamic references that every dynamic scope leads to the same plan.
  ///
  /// The outermost resource of every scope is the root's: if it has the anchor, it decides. And
  /// where only one resource has it, there is nothing to decide.
  private mutating func resolveDynamicReferences() {
    let outermost = parts.plans[root].resource
    var isOpen = false
    for index in parts.steps.indices where parts.steps[index].kind == .dynamicReference {
      let reference = parts.dynamicReferences[Int(parts.steps[index].a)]
      let own = reference.candidates.first { $0.resource == outermost }
      let only = reference.candidates.count == 1 ? reference.candidates.first : nil
      if let target = own ?? only {
        parts.steps[index] = SchemaStep(kind: .reference, a: target.plan)
      } else {
        isOpen = true
      }
    }
    if !isOpen { parts.dynamicReferences = [] }
  }

  /// The plans that a step applies to the same value.
  private func targets(of step: SchemaStep) -> [Int32] {
    switch step.kind {
    case .reference, .not: [step.a]
    case .dynamicReference: []
    case .allOf, .anyOf, .oneOf: Array(parts.lists[Int(step.a)..<Int(step.a + step.b)])
    case .conditional: [step.a, step.b, step.c].filter { $0 >= 0 }
    }
  }

  /// The plans that a plan applies to the same value.
  private func targets(of plan: Int) -> [Int32] {
    let stored = parts.plans[plan]
    var result: [Int32] = []
    for index in Int(stored.firstStep)..<Int(stored.firstStep + stored.stepCount) {
      result += targets(of: parts.steps[index])
    }
    if stored.object >= 0 {
      result += parts.objects[Int(stored.object)].dependencies.map(\.plan).filter { $0 >= 0 }
    }
    return result
  }

  /// Marks references that close a cycle without looking at a part of the value.
  private mutating func findCycles() {
    // 0: not visited, 1: on the path, 2: done.
    var states = [UInt8](repeating: 0, count: parts.plans.count)
    var closing: Set<Int32> = []
    for start in parts.plans.indices where states[start] == 0 {
      states[start] = 1
      var path: [(plan: Int, targets: [Int32], next: Int)] = [(start, targets(of: start), 0)]
      while let top = path.last {
        guard top.next < top.targets.count else {
          states[top.plan] = 2
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let target = Int(top.targets[top.next])
        if states[target] == 1 {
          closing.insert(Int32(truncatingIfNeeded: target))
        } else if states[target] == 0 {
          states[target] = 1
          path.append((target, targets(of: target), 0))
        }
      }
    }
    guard !closing.isEmpty else { return }
    for index in parts.steps.indices
    where parts.steps[index].kind == .reference && closing.contains(parts.steps[index].a) {
      parts.steps[index].b = 1
    }
    circularPlans = closing.map(Int.init).sorted()
  }

  /// Replaces plans that are nothing but a reference by what they refer to.
  ///
  /// Not where a dynamic scope is kept: entering the plan may be what enters its resource.
  private mutating func shortenReferences() {
    guard parts.dynamicReferences.isEmpty else { return }
    let targets = parts.plans.indices.map { Int32(truncatingIfNeeded: target(of: $0)) }
    func redirect(_ plan: inout Int32) { if plan >= 0 { plan = targets[Int(plan)] } }
    for index in parts.plans.indices {
      redirect(&parts.plans[index].unevaluatedProperties)
      redirect(&parts.plans[index].unevaluatedItems)
    }
    for index in parts.steps.indices {
      switch parts.steps[index].kind {
      case .reference where parts.steps[index].b == 1: break
      case .reference, .not: redirect(&parts.steps[index].a)
      case .conditional:
        redirect(&parts.steps[index].a)
        redirect(&parts.steps[index].b)
        redirect(&parts.steps[index].c)
      case .allOf, .anyOf, .oneOf, .dynamicReference: break
      }
    }
    for index in parts.lists.indices { redirect(&parts.lists[index]) }
    for index in parts.objects.indices {
      redirect(&parts.objects[index].additional)
      redirect(&parts.objects[index].propertyNames)
      for entry in parts.objects[index].entries.indices {
        redirect(&parts.objects[index].entries[entry].plan)
      }
      for pair in parts.objects[index].patterns.indices {
        redirect(&parts.objects[index].patterns[pair].plan)
      }
      for dependency in parts.objects[index].dependencies.indices {
        redirect(&parts.objects[index].dependencies[dependency].plan)
      }
    }
    for index in parts.arrays.indices {
      redirect(&parts.arrays[index].items)
      redirect(&parts.arrays[index].contains)
      for item in parts.arrays[index].prefix.indices {
        redirect(&parts.arrays[index].prefix[item])
      }
    }
    root = Int(targets[root])
  }

  /// The first plan on a chain of references that is more than a reference.
  private func target(of plan: Int) -> Int {
    var current = plan
    // Steps that close a circle are marked, so the chain ends.
    while true {
      let stored = parts.plans[current]
      guard stored.stepCount == 1, !stored.isAnnotated, stored.types == .any, stored.object < 0,
        stored.array < 0,
        stored.string < 0, stored.number < 0, stored.values < 0,
        stored.unevaluatedProperties < 0, stored.unevaluatedItems < 0
      else { return current }
      let step = parts.steps[Int(stored.firstStep)]
      guard step.kind == .reference, step.b != 1 else { return current }
      current = Int(step.a)
    }
  }

  private mutating func findMarks() {
    for index in parts.plans.indices {
      let plan = parts.plans[index]
      parts.plans[index].marks =
        plan.object >= 0 || plan.array >= 0 || plan.stepCount > 0
        || plan.unevaluatedProperties >= 0 || plan.unevaluatedItems >= 0
    }
  }

  /// Where nothing else can evaluate a member, `unevaluated…` is what `additional…` would be.
  private mutating func resolveUnevaluated() {
    for index in parts.plans.indices {
      let plan = parts.plans[index]
      guard plan.stepCount == 0 else { continue }
      if plan.unevaluatedProperties >= 0 {
        var object = plan.object >= 0 ? parts.objects[Int(plan.object)] : ObjectPlan()
        if !object.dependencies.contains(where: { $0.plan >= 0 }) {
          if object.additional < 0 {
            object.additional = plan.unevaluatedProperties
            object.additionalIsUnevaluated = true
          }
          parts.plans[index].object = Int32(truncatingIfNeeded: parts.objects.count)
          parts.objects.append(object)
          parts.plans[index].unevaluatedProperties = -1
        }
      }
      if plan.unevaluatedItems >= 0 {
        var array = plan.array >= 0 ? parts.arrays[Int(plan.array)] : ArrayPlan()
        if array.contains < 0 || !array.containsMarks || array.items >= 0 {
          if array.items < 0 {
            array.items = plan.unevaluatedItems
            array.itemsKeyword = "unevaluatedItems"
          }
          parts.plans[index].array = Int32(truncatingIfNeeded: parts.arrays.count)
          parts.arrays.append(array)
          parts.plans[index].unevaluatedItems = -1
        }
      }
    }
  }

  private mutating func findChoices() {
    for index in parts.steps.indices {
      let step = parts.steps[index]
      guard step.kind == .anyOf || step.kind == .oneOf, step.b > 1, step.b <= 64 else { continue }
      let finder = ChoiceFinder(parts)
      let branches = parts.lists[Int(step.a)..<Int(step.a + step.b)].map(Int.init)
      guard let choice = finder.choice(between: branches) else { continue }
      parts.choices.append(choice)
      parts.steps[index].c = Int32(truncatingIfNeeded: parts.choices.count - 1)
    }
  }
}
