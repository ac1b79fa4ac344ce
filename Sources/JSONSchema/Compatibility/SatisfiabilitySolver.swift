import Diagnostics
import Documents

/// Looks for a value that satisfies some schemas and violates others.
///
/// A question is a set of claims about one value. Kind by kind the claims are taken apart into
/// demands; choices (`anyOf`, a violated `allOf`, …) are tried one after the other; what is left
/// is decided by kind, with questions about items and members asked in turn. "Empty" is only said
/// where every way has ended in a contradiction, and a witness only when the validator agrees.
///
/// Values are finite: a question that comes up again inside itself has no smallest witness there,
/// so that way counts as empty as long as the outer question is open. An answer that rests on such
/// an assumption is not kept.
struct SatisfiabilitySolver {
  let universe: SchemaUniverse
  let evaluator: ClaimEvaluator
  let limits: ComparisonLimits
  var table = InstanceTable()
  /// The circular references followed at one value, as sets of classes; the first is empty.
  var contexts: [[Int32]] = [[]]
  private(set) var steps = 0
  private var answers: [[Literal]: SolverOutcome] = [:]
  private var open: [[Literal]: Int] = [:]
  /// The outermost open question that an answer has assumed to be empty.
  private var assumption = Int.max

  init(_ universe: SchemaUniverse, limits: ComparisonLimits) {
    self.universe = universe
    self.limits = limits
    evaluator = ClaimEvaluator(universe: universe)
  }

  /// The kinds of value in the order in which they are tried: simple witnesses first.
  static let kinds: [DocumentKind] = [.string, .number, .object, .array, .true, .false, .null]

  /// Looks for a value for which all claims hold.
  mutating func solve(_ claims: [Literal]) -> SolverOutcome {
    let claims = Self.normalised(claims)
    if let known = answers[claims] { return known }
    if claims.contains(where: { $0.denial.map(claims.contains) ?? false }) { return .empty }
    let depth = open.count
    if let outer = open[claims] {
      assumption = min(assumption, outer)
      return .empty
    }
    guard depth < limits.maximumDepth else { return .unknown(.tooDeep) }
    let outerAssumption = assumption
    assumption = .max
    open[claims] = depth
    var result = SolverOutcome.empty
    for kind in Self.kinds {
      let found = explore(SolverBranch(kind, claims))
      result = Self.joined(result, found)
      if result.witness != nil { break }
    }
    open[claims] = nil
    if assumption >= depth || result.witness != nil {
      answers[claims] = result
      assumption = outerAssumption
    } else {
      assumption = min(assumption, outerAssumption)
    }
    return result
  }

  /// Looks for a value of one kind, under further demands on it alone.
  mutating func solve(
    _ claims: [Literal], _ kind: DocumentKind, _ demands: [Demand]
  ) -> SolverOutcome {
    var branch = SolverBranch(kind, Self.normalised(claims))
    branch.hasOwnDemands = true
    branch.agenda += demands
    return explore(branch)
  }

  /// The claims without repetition, in order.
  static func normalised(_ claims: [Literal]) -> [Literal] {
    var result: [Literal] = []
    for claim in claims.sorted() where result.last != claim { result.append(claim) }
    return result
  }

  /// One answer for two ways: a witness of either; empty only where both are.
  static func joined(_ left: SolverOutcome, _ right: SolverOutcome) -> SolverOutcome {
    switch (left, right) {
    case (.witness, _), (.unknown, .empty), (.unknown, .unknown): left
    default: right
    }
  }

  // MARK: Choices

  /// Takes a branch apart until it is decided.
  mutating func explore(_ branch: SolverBranch) -> SolverOutcome {
    steps += 1
    guard steps <= limits.maximumSteps else { return .unknown(.tooManyCases) }
    var branch = branch
    while let demand = branch.agenda.popLast() {
      if case .literal(let literal) = demand {
        switch branch.assert(literal) {
        case true: break
        case false: continue
        case nil: return .empty
        }
        switch expand(literal, &branch) {
        case .open: break
        case .contradiction: return .empty
        case .candidates(let values): return test(values, branch)
        }
      } else if !branch.take(demand) {
        return .empty
      }
    }
    guard let choice = branch.popChoice() else { return decide(branch) }
    var result = SolverOutcome.empty
    for way in choice {
      var next = branch
      next.agenda = way
      result = Self.joined(result, explore(next))
      if result.witness != nil { return result }
    }
    return result
  }

  /// Decides a branch whose value is one of a few: each is shown to the validator.
  mutating func test(_ values: [JSONOutput], _ branch: SolverBranch) -> SolverOutcome {
    var result = SolverOutcome.empty
    for value in values {
      guard let index = table.index(of: value) else { return .unknown(.tooDeep) }
      switch evaluator.satisfies(index, branch.claims, in: table) {
      case true:
        if !branch.hasOwnDemands || satisfiesOwnDemands(value, branch) { return .witness(value) }
      case nil: result = .unknown(.combination)
      default: break
      }
    }
    return result
  }

  /// Accepts a value the solver has built, if the validator does.
  mutating func confirm(_ value: JSONOutput, _ branch: SolverBranch) -> Bool {
    guard let index = table.index(of: value) else { return false }
    return evaluator.satisfies(index, branch.claims, in: table) ?? true
  }

  /// Whether a text meets the demands that do not stand in the claims.
  private func satisfiesOwnDemands(_ value: JSONOutput, _ branch: SolverBranch) -> Bool {
    guard case .string(let text) = value else { return false }
    return StringSearch(branch.text, branch.minimum, branch.maximum, universe)
      .accepts(Array(text.utf8))
  }

  private mutating func decide(_ branch: SolverBranch) -> SolverOutcome {
    guard branch.minimum <= branch.maximum else { return .empty }
    switch branch.kind {
    case .null: return test([.null], branch)
    case .true: return test([.bool(true)], branch)
    case .false: return test([.bool(false)], branch)
    case .number: return decideNumber(branch)
    case .string: return decideText(branch)
    case .array: return decideArray(branch)
    case .object: return decideObject(branch)
    }
  }
}

/// What a step of taking apart has led to.
enum Expansion {
  case open
  case contradiction
  /// The value is one of these, or the branch is empty.
  case candidates([JSONOutput])
}

/// The bounds under which schemas are compared; each ends in "unknown", with the reason.
public struct ComparisonLimits: Sendable {
  /// Most branches explored for one question.
  public var maximumSteps: Int
  /// Deepest nesting of questions about parts of a value.
  public var maximumDepth: Int
  /// Most states visited while patterns are compared.
  public var maximumStates: Int

  /// Creates limits; the defaults decide schemas written by people within a second.
  public init(maximumSteps: Int = 100_000, maximumDepth: Int = 64, maximumStates: Int = 40_000) {
    self.maximumSteps = maximumSteps
    self.maximumDepth = maximumDepth
    self.maximumStates = maximumStates
  }
}
