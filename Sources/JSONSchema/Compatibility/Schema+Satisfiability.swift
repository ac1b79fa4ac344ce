public import Diagnostics

/// Whether a schema accepts any value at all.
public enum Satisfiability: Sendable {
  /// This value is valid.
  case satisfiable(example: JSONOutput)
  /// No value is valid.
  case unsatisfiable
  /// Neither could be shown, for this reason.
  case undecided(UndecidedReason)
}

extension Schema {
  /// Says whether any value is valid.
  public func satisfiability(limits: ComparisonLimits = ComparisonLimits()) -> Satisfiability {
    let universe = SchemaUniverse([program])
    var solver = SatisfiabilitySolver(universe, limits: limits)
    let claim = Literal(kind: .holds, index: universe.classes[0][program.root])
    switch solver.solve([claim]) {
    case .empty: return .unsatisfiable
    case .unknown(let reason): return .undecided(reason)
    case .witness(let value):
      guard program.accepts(value) else { return .undecided(.combination) }
      return .satisfiable(example: value)
    }
  }
}
