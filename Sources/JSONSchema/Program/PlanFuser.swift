import Documents

/// Takes into a plan what it applies to the same value anyway, so that one walk checks it all.
///
/// For the verdict only: the fused plans have forgotten which keyword demanded what.
struct PlanFuser {
  private(set) var parts: ProgramParts
  /// Whether entering a resource matters: then plans of different resources stay apart.
  private let keepsScope: Bool
  private var states: [State]
  /// Plans that stand for two plans at once.
  private var conjunctions: [Pair: Int32] = [:]
  /// How much the fused plans may still grow together.
  private var budget: Int

  private enum State { case untouched, active, done }

  private struct Pair: Hashable {
    var left: Int32
    var right: Int32
  }

  /// Deepest chain of plans that is followed.
  private static let maximumDepth = 100

  init(_ parts: ProgramParts) {
    self.parts = parts
    keepsScope = !parts.dynamicReferences.isEmpty
    states = Array(repeating: .untouched, count: parts.plans.count)
    budget = 4 * parts.plans.count + 10_000
  }

  /// Fuses every plan, and those that it makes on the way.
  mutating func run() {
    var index = 0
    while index < parts.plans.count {
      fuse(index, depth: 0)
      index += 1
    }
  }

  private mutating func fuse(_ index: Int, depth: Int) {
    guard states[index] == .untouched, depth < Self.maximumDepth else { return }
    var plan = parts.plans[index]
    guard plan.stepCount > 0 else {
      states[index] = .done
      return
    }
    states[index] = .active
    var steps: [SchemaStep] = []
    for position in Int(plan.firstStep)..<Int(plan.firstStep + plan.stepCount) {
      let step = parts.steps[position]
      switch step.kind {
      case .reference where step.b != 1:
        if !absorb(Int(step.a), &plan, &steps, depth) { steps.append(step) }
      case .allOf:
        let branches = Array(parts.lists[Int(step.a)..<Int(step.a + step.b)])
        var rest: [Int32] = []
        for branch in branches where !absorb(Int(branch), &plan, &steps, depth) {
          rest.append(branch)
        }
        if !rest.isEmpty { steps.append(allOf(rest)) }
      default: steps.append(step)
      }
    }
    plan.firstStep = Int32(truncatingIfNeeded: parts.steps.count)
    plan.stepCount = Int32(truncatingIfNeeded: steps.count)
    parts.steps += steps
    parts.plans[index] = plan
    states[index] = .done
  }

  private mutating func allOf(_ plans: [Int32]) -> SchemaStep {
    let first = Int32(truncatingIfNeeded: parts.lists.count)
    parts.lists += plans
    return SchemaStep(kind: .allOf, a: first, b: Int32(truncatingIfNeeded: plans.count))
  }

  /// Takes a plan into another one; false where the two cannot be one.
  private mutating func absorb(
    _ index: Int, _ plan: inout SchemaPlan, _ steps: inout [SchemaStep], _ depth: Int
  ) -> Bool {
    guard budget > 0 else { return false }
    fuse(index, depth: depth + 1)
    let other = parts.plans[index]
    // What a plan finds unevaluated depends on its own keywords alone.
    guard states[index] == .done, other.unevaluatedProperties < 0, other.unevaluatedItems < 0,
      !keepsScope || other.resource == plan.resource,
      plan.string < 0 || other.string < 0, plan.number < 0 || other.number < 0,
      plan.array < 0 || other.array < 0
    else { return false }
    let values = [plan.values, plan.moreValues, other.values, other.moreValues].filter { $0 >= 0 }
    guard values.count <= 2 else { return false }
    if plan.object < 0 {
      plan.object = other.object
    } else if other.object >= 0 {
      guard let merged = merged(Int(plan.object), Int(other.object)) else { return false }
      plan.object = merged
    }
    plan.types = plan.types.intersected(other.types)
    plan.values = values.first ?? -1
    plan.moreValues = values.count == 2 ? values[1] : -1
    plan.string = max(plan.string, other.string)
    plan.number = max(plan.number, other.number)
    plan.array = max(plan.array, other.array)
    steps += parts.steps[Int(other.firstStep)..<Int(other.firstStep + other.stepCount)]
    budget -= 1 + Int(other.stepCount)
    return true
  }

  /// An object plan that demands what two demand, or nil where they do not go together.
  private mutating func merged(_ left: Int, _ right: Int) -> Int32? {
    var object = parts.objects[left]
    let other = parts.objects[right]
    // What is additional to one plan's names is not additional to both plans' names.
    guard object.additional < 0, other.additional < 0, other.dependencies.isEmpty,
      other.requiredBeyond.isEmpty, object.names.count + other.names.count <= 64,
      object.propertyNames < 0 || other.propertyNames < 0
    else { return nil }
    object.minimum = max(object.minimum, other.minimum)
    object.maximum = min(object.maximum, other.maximum)
    object.propertyNames = max(object.propertyNames, other.propertyNames)
    object.patterns += other.patterns
    for (name, entry) in zip(other.names.names, other.entries) {
      let position = object.entry(name)
      if other.required & entry.bit != 0 { object.required |= object.entries[position].bit }
      guard entry.plan >= 0 else { continue }
      guard let plan = conjunction(object.entries[position].plan, entry.plan) else { return nil }
      object.entries[position].plan = plan
    }
    budget -= other.names.count
    parts.objects.append(object)
    return Int32(truncatingIfNeeded: parts.objects.count - 1)
  }

  /// A plan that demands what two demand.
  private mutating func conjunction(_ left: Int32, _ right: Int32) -> Int32? {
    if left < 0 || left == right { return right }
    if keepsScope { return nil }
    if let known = conjunctions[Pair(left: left, right: right)] { return known }
    let step = allOf([left, right])
    var plan = parts.plans[Int(left)]
    plan = SchemaPlan(resource: plan.resource, document: plan.document, node: plan.node)
    plan.firstStep = Int32(truncatingIfNeeded: parts.steps.count)
    plan.stepCount = 1
    parts.steps.append(step)
    let index = Int32(truncatingIfNeeded: parts.plans.count)
    parts.plans.append(plan)
    states.append(.untouched)
    conjunctions[Pair(left: left, right: right)] = index
    budget -= 4
    return index
  }
}

extension TypeMask {
  /// The kinds that both masks allow.
  func intersected(_ other: TypeMask) -> TypeMask {
    let integerOnly = union(other).intersection(.integerOnly)
    return intersection(other).intersection(.any).union(integerOnly)
  }
}
