import Diagnostics

/// Decides whether what one schema accepts is accepted by another.
struct SchemaContainment {
  private let programs: [SchemaProgram]
  private let universe: SchemaUniverse
  private let limits: ComparisonLimits

  init(old: SchemaProgram, new: SchemaProgram, limits: ComparisonLimits) {
    programs = [old, new]
    universe = SchemaUniverse(programs)
    self.limits = limits
  }

  /// Whether every value of program `from` is valid by program `to` (0 the old, 1 the new).
  func verdict(from: Int, to: Int) -> SchemaVerdict {
    let result = decide(
      universe.classes[from][programs[from].root], universe.classes[to][programs[to].root])
    guard case .breaking(let value) = result else { return result }
    // Confirmed against whole schemas, whatever the parts have said.
    return programs[from].accepts(value) && !programs[to].accepts(value)
      ? result : .unknown(.combination)
  }

  /// Whether every value of one plan is valid by another plan of the other program.
  func verdict(from: (program: Int, plan: Int), to: (program: Int, plan: Int)) -> SchemaVerdict {
    decide(universe.classes[from.program][from.plan], universe.classes[to.program][to.plan])
  }

  private func decide(_ sub: Int32, _ `super`: Int32) -> SchemaVerdict {
    if sub == `super` { return .compatible }
    var solver = SatisfiabilitySolver(universe, limits: limits)
    let claims = [
      Literal(kind: .holds, index: sub), Literal(kind: .fails, index: `super`),
    ]
    switch solver.solve(claims) {
    case .empty: return .compatible
    case .witness(let value): return .breaking(counterexample: value)
    case .unknown(let reason): return .unknown(reason)
    }
  }
}
