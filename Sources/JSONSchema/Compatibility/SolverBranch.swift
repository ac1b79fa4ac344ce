import Documents

/// One way of satisfying claims, as far as it has been taken apart.
struct SolverBranch {
  let kind: DocumentKind
  /// The question itself.
  let claims: [Literal]
  /// Whether demands were added that do not follow from the claims.
  var hasOwnDemands = false
  /// What is still to be looked at.
  var agenda: [Demand]
  private var asserted: Set<Literal> = []
  private var choices: [[[Demand]]] = []
  /// Bounds of a text's length, of the number of items or members.
  private(set) var minimum = 0
  private(set) var maximum = Int.max
  private(set) var number: [NumberDemand] = []
  private(set) var text: [TextDemand] = []
  private(set) var array: [ArrayDemand] = []
  private(set) var object: [ObjectDemand] = []
  /// Known values that this one is not.
  private(set) var differs: [Int] = []

  init(_ kind: DocumentKind, _ claims: [Literal]) {
    self.kind = kind
    self.claims = claims
    agenda = claims.map { .literal($0) }
  }

  /// Notes a claim: true where it is new, false where it is known, nil where its denial is there.
  mutating func assert(_ literal: Literal) -> Bool? {
    if let denial = literal.denial, asserted.contains(denial) { return nil }
    guard asserted.insert(literal).inserted else { return false }
    if literal.kind == .differs { differs.append(Int(literal.index)) }
    return true
  }

  /// Whether a claim, or its denial, is already there.
  private func settled(_ literal: Literal) -> Bool? {
    if asserted.contains(literal) { return true }
    if let denial = literal.denial, asserted.contains(denial) { return false }
    return nil
  }

  /// Files a demand under its kind; false where it contradicts what is there.
  mutating func take(_ demand: Demand) -> Bool {
    switch demand {
    case .literal: break
    case .atLeast(let bound): minimum = max(minimum, bound)
    case .atMost(let bound): maximum = min(maximum, bound)
    case .number(let demand): number.append(demand)
    case .text(let demand): text.append(demand)
    case .array(let demand): array.append(demand)
    case .object(let demand): object.append(demand)
    case .choice(let ways): choices.append(ways)
    }
    return minimum <= maximum
  }

  /// Takes out the choice with the fewest ways still possible.
  mutating func popChoice() -> [[Demand]]? {
    var best: Int?
    for index in choices.indices {
      choices[index] = choices[index].filter { way in
        way.allSatisfy { demand in
          if case .literal(let literal) = demand { settled(literal) != false } else { true }
        }
      }
      if best.map({ choices[index].count < choices[$0].count }) ?? true { best = index }
    }
    return best.map { choices.remove(at: $0) }
  }
}
