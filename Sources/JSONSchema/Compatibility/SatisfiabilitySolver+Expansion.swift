import Diagnostics
import Documents

extension SatisfiabilitySolver {
  /// Takes a claim apart into demands on a value of the branch's kind.
  mutating func expand(_ literal: Literal, _ branch: inout SolverBranch) -> Expansion {
    guard literal.kind != .differs else { return .open }
    let member = universe.members[Int(literal.index)]
    let scope = ExpansionScope(
      program: universe.programs[member.program], number: member.program,
      classes: universe.classes[member.program], context: literal.context)
    let plan = scope.program.plans[member.plan]
    let allows = plan.types.rawValue >> branch.kind.rawValue & 1 != 0
    if literal.kind == .holds {
      guard allows else { return .contradiction }
      return expandHolding(plan, scope, &branch)
    }
    guard allows, let ways = waysToFail(plan, scope, branch.kind) else { return .open }
    if ways.isEmpty { return .contradiction }
    if ways.count == 1 { branch.agenda += ways[0] } else { branch.agenda.append(.choice(ways)) }
    return .open
  }

  // MARK: A plan that holds

  private mutating func expandHolding(
    _ plan: SchemaPlan, _ scope: ExpansionScope, _ branch: inout SolverBranch
  ) -> Expansion {
    if plan.values >= 0 {
      return .candidates(
        scope.program.values[Int(plan.values)].outputs(branch.kind, in: scope.program))
    }
    switch branch.kind {
    case .number:
      if plan.types.contains(.integerOnly) { branch.agenda.append(.number(.integer(true))) }
      if plan.number >= 0 {
        branch.agenda += scope.program.numbers[Int(plan.number)].demands.map { .number($0) }
      }
    case .string:
      if plan.string >= 0 {
        branch.agenda += scope.demands(scope.program.strings[Int(plan.string)])
      }
    case .array:
      if plan.array >= 0 {
        branch.agenda += scope.demands(scope.program.arrays[Int(plan.array)])
      }
    case .object:
      if plan.object >= 0 { branch.agenda += demands(ofObject: Int(plan.object), scope) }
    case .null, .true, .false: break
    }
    for step in scope.program.steps[Int(plan.firstStep)..<Int(plan.firstStep + plan.stepCount)] {
      switch demands(of: step, holds: true, scope) {
      case nil: return .contradiction
      case .some(let ways):
        // No way listed: the step demands nothing that can be taken apart.
        if ways.isEmpty { break }
        if ways.count == 1 { branch.agenda += ways[0] } else { branch.agenda.append(.choice(ways)) }
      }
    }
    return .open
  }

  private func demands(ofObject index: Int, _ scope: ExpansionScope) -> [Demand] {
    let object = scope.program.objects[index]
    var result: [Demand] = []
    if object.minimum > 0 { result.append(.atLeast(Int(object.minimum))) }
    if object.maximum < .max { result.append(.atMost(Int(object.maximum))) }
    result.append(.object(.members(ObjectPlace(program: scope.number, index: index))))
    if object.propertyNames >= 0 {
      result.append(.object(.names(scope.child(object.propertyNames))))
    }
    for index in object.names.names.indices where object.isRequired(index) {
      result.append(.object(.present(object.names.names[index])))
    }
    for dependency in object.dependencies {
      var consequence: [Demand] = dependency.names.map {
        .object(.present(object.names.names[Int($0)]))
      }
      if dependency.plan >= 0 { consequence.append(scope.same(dependency.plan, true)) }
      let trigger = object.names.names[Int(dependency.trigger)]
      result.append(.choice([[.object(.absent(trigger))], consequence]))
    }
    return result
  }

  // MARK: Steps

  /// The ways in which a step holds or fails: nil for none, no way listed for "cannot be told".
  private mutating func demands(
    of step: SchemaStep, holds: Bool, _ scope: ExpansionScope
  ) -> [[Demand]]? {
    let list = step.kind == .allOf || step.kind == .anyOf || step.kind == .oneOf
    let branches = list ? Array(scope.program.lists[Int(step.a)..<Int(step.a + step.b)]) : []
    switch step.kind {
    case .reference:
      guard step.b == 1 else { return [[scope.same(step.a, holds)]] }
      let target = scope.classes[Int(step.a)]
      let active = contexts[Int(scope.context)]
      // The validator takes a reference that it is already following as satisfied.
      if active.contains(target) { return holds ? [] : nil }
      var inner = scope
      inner.context = context((active + [target]).sorted())
      return [[inner.same(step.a, holds)]]
    case .dynamicReference:
      let dynamic = scope.program.dynamicReferences[Int(step.a)]
      let isFixed = dynamic.candidates.allSatisfy { $0.plan == dynamic.fallback }
      return isFixed ? [[scope.same(dynamic.fallback, holds)]] : []
    case .not: return [[scope.same(step.a, !holds)]]
    case .allOf:
      if holds { return [branches.map { scope.same($0, true) }] }
      return branches.isEmpty ? nil : branches.map { [scope.same($0, false)] }
    case .anyOf:
      if !holds { return [branches.map { scope.same($0, false) }] }
      return branches.isEmpty ? nil : branches.map { [scope.same($0, true)] }
    case .oneOf:
      if holds {
        let ways = branches.indices.map { chosen in
          branches.indices.map { scope.same(branches[$0], $0 == chosen) }
        }
        return ways.isEmpty ? nil : ways
      }
      var ways = [branches.map { scope.same($0, false) }]
      for first in branches.indices {
        for second in branches.indices where second > first {
          ways.append([scope.same(branches[first], true), scope.same(branches[second], true)])
        }
      }
      return ways
    case .conditional:
      return [(step.a, true, step.b), (step.a, false, step.c)].compactMap { test, outcome, arm in
        if arm < 0 { return holds ? [scope.same(test, outcome)] : nil }
        return [scope.same(test, outcome), scope.same(arm, holds)]
      }
    }
  }

  private mutating func context(_ classes: [Int32]) -> Int32 {
    if let known = contexts.firstIndex(of: classes) { return Int32(truncatingIfNeeded: known) }
    contexts.append(classes)
    return Int32(truncatingIfNeeded: contexts.count - 1)
  }

  // MARK: A plan that fails

  /// The ways in which a value of the kind can fail the plan; nil where it may fail in a way that
  /// cannot be taken apart.
  private mutating func waysToFail(
    _ plan: SchemaPlan, _ scope: ExpansionScope, _ kind: DocumentKind
  ) -> [[Demand]]? {
    var ways: [[Demand]] = []
    for values in [plan.values, plan.moreValues] where values >= 0 {
      let outputs = scope.program.values[Int(values)].outputs(kind, in: scope.program)
      let indices = outputs.compactMap { table.index(of: $0) }
      guard indices.count == outputs.count else { return nil }
      ways.append(
        indices.map {
          .literal(Literal(kind: .differs, index: Int32(truncatingIfNeeded: $0)))
        })
    }
    switch kind {
    case .number:
      if plan.types.contains(.integerOnly) { ways.append([.number(.integer(false))]) }
      if plan.number >= 0 {
        ways += scope.program.numbers[Int(plan.number)].demands.map { [.number($0.denial)] }
      }
    case .string:
      if plan.string >= 0 { ways += scope.failures(scope.program.strings[Int(plan.string)]) }
    case .array:
      if plan.array >= 0 { ways += scope.failures(scope.program.arrays[Int(plan.array)]) }
      // An over-approximation: the item must also be one that nothing else has evaluated.
      if plan.unevaluatedItems >= 0, let claim = scope.child(plan.unevaluatedItems).denial {
        ways.append([.array(.some(from: 0, claim))])
      }
    case .object:
      if plan.object >= 0 { ways += failures(ofObject: Int(plan.object), scope) }
      if plan.unevaluatedProperties >= 0,
        let claim = scope.child(plan.unevaluatedProperties).denial
      {
        ways.append([.object(.some(.anywhere, claim))])
      }
    case .null, .true, .false: break
    }
    for step in scope.program.steps[Int(plan.firstStep)..<Int(plan.firstStep + plan.stepCount)] {
      guard let more = demands(of: step, holds: false, scope) else { continue }
      if more.isEmpty {
        // A dynamic reference may fail in any way; an `if` without arms cannot fail.
        if step.kind == .conditional { continue }
        return nil
      }
      ways += more
    }
    return ways.contains { $0.isEmpty } ? nil : ways
  }

  private func failures(ofObject index: Int, _ scope: ExpansionScope) -> [[Demand]] {
    let object = scope.program.objects[index]
    let place = ObjectPlace(program: scope.number, index: index)
    var ways: [[Demand]] = []
    if object.minimum > 0 { ways.append([.atMost(Int(object.minimum) - 1)]) }
    if object.maximum < .max { ways.append([.atLeast(Int(object.maximum) + 1)]) }
    for (index, entry) in object.entries.enumerated() {
      let name = object.names.names[index]
      if object.isRequired(index) { ways.append([.object(.absent(name))]) }
      if entry.plan >= 0 {
        ways.append([.object(.member(name, scope.child(entry.plan, holds: false)))])
      }
    }
    for pair in object.patterns {
      let pattern = PatternPlace(program: scope.number, index: Int(pair.pattern))
      ways.append([.object(.some(.matching(pattern), scope.child(pair.plan, holds: false)))])
    }
    if object.additional >= 0 {
      ways.append([
        .object(.some(.beyond(place), scope.child(object.additional, holds: false)))
      ])
    }
    if object.propertyNames >= 0 {
      ways.append([.object(.some(.named, scope.child(object.propertyNames, holds: false)))])
    }
    for dependency in object.dependencies {
      let trigger = Demand.object(.present(object.names.names[Int(dependency.trigger)]))
      for name in dependency.names {
        ways.append([trigger, .object(.absent(object.names.names[Int(name)]))])
      }
      if dependency.plan >= 0 { ways.append([trigger, scope.same(dependency.plan, false)]) }
    }
    return ways
  }
}

/// Where a claim is taken apart: a program with the circular references being followed.
struct ExpansionScope {
  let program: SchemaProgram
  let number: Int
  let classes: [Int32]
  var context: Int32

  /// The claim that a plan holds of, or fails, the same value.
  func same(_ plan: Int32, _ holds: Bool) -> Demand {
    .literal(
      Literal(kind: holds ? .holds : .fails, index: classes[Int(plan)], context: context))
  }

  /// The claim that a plan holds of, or fails, a part of the value.
  func child(_ plan: Int32, holds: Bool = true) -> Literal {
    Literal(kind: holds ? .holds : .fails, index: classes[Int(plan)])
  }
}
