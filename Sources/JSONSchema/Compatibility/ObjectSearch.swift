import Diagnostics

/// The demands on an object, sorted, with the names and patterns that tell members apart.
struct ObjectDemands {
  var plans: [ObjectPlace] = []
  var nameClaims: [Literal] = []
  var present: Set<[UInt8]> = []
  var absent: Set<[UInt8]> = []
  var members: [[UInt8]: [Literal]] = [:]
  var searches: [(search: MemberSearch, claim: Literal)] = []
  /// Every name that some demand mentions, sorted.
  private(set) var names: [[UInt8]] = []
  /// Every pattern that tells names apart.
  private(set) var patterns: [PatternPlace] = []
  private let universe: SchemaUniverse

  init(_ demands: [ObjectDemand], _ universe: SchemaUniverse) {
    self.universe = universe
    for demand in demands {
      switch demand {
      case .members(let place): if !plans.contains(place) { plans.append(place) }
      case .names(let claim): nameClaims.append(claim)
      case .present(let name): present.insert(name)
      case .absent(let name): absent.insert(name)
      case .member(let name, let claim):
        members[name, default: []].append(claim)
        present.insert(name)
      case .some(let search, let claim): searches.append((search, claim))
      }
    }
    var known = present.union(absent)
    for claim in nameClaims { known.formUnion(universe.constantTexts(of: claim)) }
    var texts: Set<String> = []
    for place in places {
      let plan = universe.object(place)
      for (index, entry) in plan.entries.enumerated() where entry.plan >= 0 {
        known.insert(plan.names.names[index])
      }
      for pair in plan.patterns {
        add(PatternPlace(program: place.program, index: Int(pair.pattern)), &texts)
      }
    }
    for (search, claim) in searches {
      switch search {
      case .matching(let pattern): add(pattern, &texts)
      case .named: known.formUnion(universe.constantTexts(of: claim))
      default: break
      }
    }
    names = known.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private var places: [ObjectPlace] {
    plans
      + searches.compactMap { entry in
        if case .beyond(let place) = entry.search { place } else { nil }
      }
  }

  private mutating func add(_ pattern: PatternPlace, _ texts: inout Set<String>) {
    if texts.insert(universe.pattern(pattern).text).inserted { patterns.append(pattern) }
  }

  /// Which patterns match a name, as bits; nil where that cannot be told.
  func matches(_ name: [UInt8]) -> UInt64? {
    var result: UInt64 = 0
    for (bit, place) in patterns.enumerated() {
      switch unsafe name.withUnsafeBufferPointer({
        unsafe universe.pattern(place).search($0)
      }) {
      case .match: result |= 1 << UInt64(bit)
      case .noMatch: break
      case .outOfSteps: return nil
      }
    }
    return result
  }

  private func isMatched(_ place: PatternPlace, _ bits: UInt64) -> Bool {
    let text = universe.pattern(place).text
    guard let bit = patterns.firstIndex(where: { universe.pattern($0).text == text }) else {
      return false
    }
    return bits >> UInt64(bit) & 1 == 1
  }

  /// What a member must satisfy whose name is known, or matches just these patterns.
  func claims(_ name: [UInt8]?, _ bits: UInt64) -> [Literal] {
    var result: [Literal] = []
    for place in plans {
      let plan = universe.object(place)
      let classes = universe.classes[place.program]
      var isEvaluated = false
      func add(_ target: Int32) {
        result.append(Literal(kind: .holds, index: classes[Int(target)]))
      }
      if let name, let entry = plan.names.index(of: name), plan.entries[entry].plan >= 0 {
        add(plan.entries[entry].plan)
        isEvaluated = true
      }
      for pair in plan.patterns
      where isMatched(PatternPlace(program: place.program, index: Int(pair.pattern)), bits) {
        add(pair.plan)
        isEvaluated = true
      }
      if !isEvaluated, plan.additional >= 0 { add(plan.additional) }
    }
    return result + (name.flatMap { members[$0] } ?? [])
  }

  /// Whether a name, or names that match just these patterns, are where a member is searched.
  func isWithin(_ search: MemberSearch, _ name: [UInt8]?, _ bits: UInt64) -> Bool {
    switch search {
    case .anywhere, .named: return true
    case .matching(let pattern): return isMatched(pattern, bits)
    case .beyond(let place):
      let plan = universe.object(place)
      if let name, let entry = plan.names.index(of: name), plan.entries[entry].plan >= 0 {
        return false
      }
      return !plan.patterns.contains {
        isMatched(PatternPlace(program: place.program, index: Int($0.pattern)), bits)
      }
    }
  }
}

extension SchemaUniverse {
  /// The object plan at a place.
  func object(_ place: ObjectPlace) -> ObjectPlan {
    programs[place.program].objects[place.index]
  }

  /// The pattern at a place.
  func pattern(_ place: PatternPlace) -> Pattern {
    programs[place.program].patterns[place.index]
  }

  /// The texts that a class lists by `enum` or `const`, in itself or in what it applies in place.
  func constantTexts(of claim: Literal) -> [[UInt8]] {
    guard claim.kind != .differs else { return [] }
    let member = members[Int(claim.index)]
    let program = programs[member.program]
    var result: [[UInt8]] = []
    var pending = [member.plan]
    var seen: Set<Int> = []
    while let index = pending.popLast() {
      guard seen.insert(index).inserted, seen.count < 200 else { continue }
      let plan = program.plans[index]
      for values in [plan.values, plan.moreValues] where values >= 0 {
        result += program.values[Int(values)].strings.names
      }
      for step in program.steps[Int(plan.firstStep)..<Int(plan.firstStep + plan.stepCount)] {
        switch step.kind {
        case .reference, .not: pending.append(Int(step.a))
        case .allOf, .anyOf, .oneOf:
          pending += program.lists[Int(step.a)..<Int(step.a + step.b)].map(Int.init)
        case .conditional: pending += [step.a, step.b, step.c].filter { $0 >= 0 }.map(Int.init)
        case .dynamicReference: break
        }
      }
    }
    return result
  }
}
