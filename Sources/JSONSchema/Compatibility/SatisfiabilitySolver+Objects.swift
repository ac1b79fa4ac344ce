import Diagnostics
import Documents

/// Members that the demands on an object do not tell apart: one known name, or all other names that
/// match just certain patterns.
private struct MemberGroup {
  /// The known name; nil for a group of other names.
  var name: [UInt8]?
  /// The patterns that match.
  var bits: UInt64
  /// What a value must satisfy.
  var claims: [Literal]
  /// Whether there can be such a member at all: its name with a value.
  var outcome: SolverOutcome
}

extension SatisfiabilitySolver {
  /// Most names and patterns that one object may tell apart.
  private static let maximumNames = 500
  private static let maximumPatterns = 6
  /// Most members written into a witness.
  private static let maximumMembers = 1_000

  /// Decides a branch of objects.
  mutating func decideObject(_ branch: SolverBranch) -> SolverOutcome {
    let demands = ObjectDemands(branch.object, universe)
    if branch.maximum == 0 { return test([.object([])], branch) }
    guard demands.present.isDisjoint(with: demands.absent),
      demands.present.count <= branch.maximum
    else { return .empty }
    guard demands.names.count <= Self.maximumNames,
      demands.patterns.count <= Self.maximumPatterns
    else { return .unknown(.tooManyCases) }
    var builder = ObjectBuilder()
    var isCertain = true
    // What must be there.
    var known: [MemberGroup] = []
    for name in demands.names where !demands.absent.contains(name) {
      let isPresent = demands.present.contains(name)
      let group = group(name, demands)
      if isPresent {
        if group.outcome.isEmpty { return .empty }
        if let value = group.outcome.witness {
          builder.set(name, value)
        } else {
          isCertain = false
        }
      }
      if !group.outcome.isEmpty { known.append(group) }
    }
    // Where the required members fill the object, nothing else can be in it.
    let isFull = demands.present.count >= branch.maximum
    let others = isFull ? [] : otherGroups(demands)
    if isFull { known.removeAll { !demands.present.contains($0.name ?? []) } }
    if others.isEmpty, known.count < branch.minimum { return .empty }
    for (search, claim) in demands.searches {
      switch place(search, claim, demands, known + others, &builder) {
      case .empty: return .empty
      case .unknown: isCertain = false
      case .witness: break
      }
    }
    guard isCertain else { return .unknown(.combination) }
    return complete(builder, demands, known, others, branch)
  }

  /// The group of a known name.
  private mutating func group(_ name: [UInt8], _ demands: ObjectDemands) -> MemberGroup {
    guard let bits = demands.matches(name) else {
      return MemberGroup(name: name, bits: 0, claims: [], outcome: .unknown(.pattern))
    }
    let claims = demands.claims(name, bits)
    var outcome = solve(claims)
    if !outcome.isEmpty, !demands.nameClaims.isEmpty {
      let text = JSONOutput.string(String(decoding: name, as: UTF8.self))
      switch table.index(of: text).flatMap({
        evaluator.satisfies($0, demands.nameClaims, in: table)
      }) {
      case true: break
      case false: outcome = .empty
      case nil: outcome = .unknown(.combination)
      }
    }
    return MemberGroup(name: name, bits: bits, claims: claims, outcome: outcome)
  }

  /// The groups of names that nobody mentions, by the patterns they match.
  private mutating func otherGroups(_ demands: ObjectDemands) -> [MemberGroup] {
    var result: [MemberGroup] = []
    for bits in 0..<(UInt64(1) << UInt64(demands.patterns.count)) {
      let claims = demands.claims(nil, bits)
      var outcome = solve(claims)
      guard !outcome.isEmpty else { continue }
      let name = otherName(bits, demands, [], [])
      if name.isEmpty { continue }
      if name.witness == nil { outcome = name }
      result.append(MemberGroup(name: nil, bits: bits, claims: claims, outcome: outcome))
    }
    return result
  }

  /// A name of a group that is neither mentioned nor used.
  private mutating func otherName(
    _ bits: UInt64, _ demands: ObjectDemands, _ used: [[UInt8]], _ claims: [Literal]
  ) -> SolverOutcome {
    var texts: [Demand] = (demands.names + used).map { .text(.differs($0)) }
    for (bit, place) in demands.patterns.enumerated() {
      texts.append(.text(.pattern(place, bits >> UInt64(bit) & 1 == 1)))
    }
    return solve(demands.nameClaims + claims, .string, texts)
  }

  /// Finds a place for a member that must exist.
  private mutating func place(
    _ search: MemberSearch, _ claim: Literal, _ demands: ObjectDemands, _ groups: [MemberGroup],
    _ builder: inout ObjectBuilder
  ) -> SolverOutcome {
    var result = SolverOutcome.empty
    let isNamed = if case .named = search { true } else { false }
    for group in groups where demands.isWithin(search, group.name, group.bits) {
      let found = isNamed ? group.outcome : solve(group.claims + [claim])
      guard !found.isEmpty else { continue }
      let nameClaims = isNamed ? [claim] : []
      var name: SolverOutcome
      if let known = group.name {
        let text = JSONOutput.string(String(decoding: known, as: UTF8.self))
        let holds = table.index(of: text).map {
          evaluator.satisfies($0, nameClaims, in: table)
        }
        if holds == .some(false) { continue }
        name = .witness(text)
      } else {
        name = otherName(group.bits, demands, builder.names, nameClaims)
        if name.isEmpty { name = otherName(group.bits, demands, [], nameClaims) }
        if name.isEmpty { continue }
      }
      if let value = found.witness, group.outcome.witness != nil || group.name == nil,
        case .string(let text)? = name.witness
      {
        builder.set(Array(text.utf8), value)
        return found
      }
      result = .unknown(.combination)
    }
    return result
  }

  /// Fills up to the number of members demanded and asks the validator.
  private mutating func complete(
    _ builder: ObjectBuilder, _ demands: ObjectDemands, _ known: [MemberGroup],
    _ others: [MemberGroup], _ branch: SolverBranch
  ) -> SolverOutcome {
    guard branch.minimum <= Self.maximumMembers else { return .unknown(.tooManyCases) }
    var builder = builder
    var spare = known.filter { !builder.names.contains($0.name ?? []) }
    // Fresh names say best that the object was open; known ones only where those are not allowed.
    for _ in 0..<3 {
      while builder.count < branch.minimum {
        guard extend(&builder, &spare, demands, others) else { return .unknown(.combination) }
      }
      if confirm(builder.output, branch) { return .witness(builder.output) }
      guard builder.count < branch.maximum, extend(&builder, &spare, demands, others) else { break }
    }
    return .unknown(.combination)
  }

  private mutating func extend(
    _ builder: inout ObjectBuilder, _ spare: inout [MemberGroup], _ demands: ObjectDemands,
    _ others: [MemberGroup]
  ) -> Bool {
    while !spare.isEmpty {
      let group = spare.removeFirst()
      if let name = group.name, let value = group.outcome.witness {
        builder.set(name, value)
        return true
      }
    }
    for group in others {
      guard let value = group.outcome.witness,
        case .string(let name)? = otherName(group.bits, demands, builder.names, []).witness
      else { continue }
      builder.set(Array(name.utf8), value)
      return true
    }
    return false
  }
}

/// The members of a witness.
private struct ObjectBuilder {
  private(set) var names: [[UInt8]] = []
  private var values: [JSONOutput] = []

  var count: Int { names.count }

  mutating func set(_ name: [UInt8], _ value: JSONOutput) {
    if let known = names.firstIndex(of: name) {
      values[known] = value
    } else {
      names.append(name)
      values.append(value)
    }
  }

  var output: JSONOutput {
    .object(
      zip(names, values).map { (key: String(decoding: $0, as: UTF8.self), value: $1) })
  }
}
