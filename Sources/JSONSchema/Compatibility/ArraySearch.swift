import Diagnostics

/// The demands on an array, sorted.
struct ArrayDemands {
  var each: [(index: Int, claim: Literal)] = []
  var every: [(from: Int, claim: Literal)] = []
  var placed: [(index: Int, claim: Literal)] = []
  /// Items to be placed: somewhere from an index on; those of one group at different indices.
  var floating: [(from: Int, claim: Literal, group: Int)] = []
  var atLeast: [(claim: Literal, count: Int)] = []
  var atMost: [(claim: Literal, count: Int)] = []
  var isUnique = false
  var isRepeating = false

  init(_ demands: [ArrayDemand]) {
    for demand in demands {
      switch demand {
      case .each(let index, let claim): each.append((index, claim))
      case .every(let start, let claim): every.append((start, claim))
      case .exists(let index, let claim): placed.append((index, claim))
      case .some(let start, let claim): floating.append((start, claim, -1 - floating.count))
      case .contains(let claim, let count): atLeast.append((claim, count))
      case .containsAtMost(let claim, 0): every += claim.denial.map { [(0, $0)] } ?? []
      case .containsAtMost(let claim, let count): atMost.append((claim, count))
      case .unique(true): isUnique = true
      case .unique(false): isRepeating = true
      }
    }
    for (group, demand) in atLeast.enumerated() {
      // More than a few are only counted, not placed.
      for _ in 0..<min(demand.count, 3) { floating.append((0, demand.claim, group)) }
    }
  }

  /// The index from which all items are alike.
  var tail: Int {
    max(
      each.map { $0.index + 1 }.max() ?? 0, placed.map { $0.index + 1 }.max() ?? 0,
      every.map(\.from).max() ?? 0, floating.map(\.from).max() ?? 0)
  }

  /// What every item at an index must satisfy, if it is there.
  func claims(at index: Int) -> [Literal] {
    each.filter { $0.index == index }.map(\.claim)
      + every.filter { $0.from <= index }.map(\.claim)
  }
}

extension SatisfiabilitySolver {
  /// Most positions of an array looked at one by one.
  private static let maximumPositions = 64
  /// Most items written into a witness.
  private static let maximumItems = 1_000
  /// Most ways of placing items that must exist.
  private static let maximumPlacings = 200

  /// Decides a branch of arrays.
  mutating func decideArray(_ branch: SolverBranch) -> SolverOutcome {
    let demands = ArrayDemands(branch.array)
    var minimum = branch.minimum
    var maximum = branch.maximum
    let tail = demands.tail
    guard tail <= Self.maximumPositions, demands.floating.count <= 6 else {
      return .unknown(.tooManyCases)
    }
    minimum = max(minimum, demands.placed.map { $0.index + 1 }.max() ?? 0)
    minimum = max(minimum, demands.atLeast.map(\.count).max() ?? 0)
    minimum = max(minimum, demands.isRepeating ? 2 : demands.floating.isEmpty ? 0 : 1)
    for index in 0...tail where index < maximum {
      if solve(demands.claims(at: index)).isEmpty { maximum = index }
    }
    guard minimum <= maximum else { return .empty }
    if maximum == 0 { return test([.array([])], branch) }
    if countsContradict(demands, minimum, maximum, tail) { return .empty }
    var slots: [Int: [Literal]] = [:]
    for demand in demands.placed { slots[demand.index, default: []].append(demand.claim) }
    var placer = ItemPlacer(demands.floating, slots, tail: tail, maximum: maximum)
    var result = SolverOutcome.empty
    var tries = 0
    while let placed = placer.next() {
      tries += 1
      guard tries <= Self.maximumPlacings else { return .unknown(.tooManyCases) }
      let found = fill(placed, demands, minimum, maximum, tail, branch)
      result = Self.joined(result, found)
      if result.witness != nil { return result }
    }
    return result
  }

  /// Whether the numbers of items demanded, allowed and possible cannot go together.
  private mutating func countsContradict(
    _ demands: ArrayDemands, _ minimum: Int, _ maximum: Int, _ tail: Int
  ) -> Bool {
    for (claim, count) in demands.atLeast {
      if demands.atMost.contains(where: { $0.claim == claim && $0.count < count }) { return true }
      var able = 0
      for index in 0..<min(tail, maximum)
      where !solve(demands.claims(at: index) + [claim]).isEmpty {
        able += 1
      }
      if maximum > tail, !solve(demands.claims(at: tail) + [claim]).isEmpty { able = .max }
      if able < count { return true }
      if demands.isUnique, hasFewer(than: count, [claim] + common(demands)) { return true }
    }
    for (claim, count) in demands.atMost {
      guard let denial = claim.denial else { continue }
      var forced = 0
      for index in 0..<min(minimum, tail)
      where solve(demands.claims(at: index) + [denial]).isEmpty {
        forced += 1
      }
      if minimum > tail, solve(demands.claims(at: tail) + [denial]).isEmpty {
        forced += minimum - tail
      }
      if forced > count { return true }
    }
    return demands.isUnique && minimum > 1 && hasFewer(than: minimum, common(demands))
  }

  private func common(_ demands: ArrayDemands) -> [Literal] {
    demands.every.filter { $0.from == 0 }.map(\.claim)
  }

  /// Whether certainly fewer than `count` values satisfy the claims.
  private mutating func hasFewer(than count: Int, _ claims: [Literal]) -> Bool {
    guard count <= 8, !claims.isEmpty else { return false }
    var claims = claims
    for _ in 0..<count {
      let found = solve(claims)
      if found.isEmpty { return true }
      guard let value = found.witness, let index = table.index(of: value) else { return false }
      claims.append(Literal(kind: .differs, index: Int32(truncatingIfNeeded: index)))
    }
    return false
  }

  /// Builds an array from what must stand at some indices.
  private mutating func fill(
    _ slots: [Int: [Literal]], _ demands: ArrayDemands, _ minimum: Int, _ maximum: Int,
    _ tail: Int, _ branch: SolverBranch
  ) -> SolverOutcome {
    for (index, claims) in slots.sorted(by: { $0.key < $1.key }) {
      let found = solve(demands.claims(at: index) + claims)
      if case .witness = found { continue }
      return found
    }
    let needed = max(minimum, (slots.keys.max() ?? -1) + 1)
    guard needed <= Self.maximumItems else { return .unknown(.tooManyCases) }
    if demands.isRepeating { return fillRepeating(slots, demands, needed, maximum, tail, branch) }
    for count in needed...(min(needed + 2, maximum)) {
      guard let items = items(count, slots, demands) else { break }
      if confirm(.array(items), branch) { return .witness(.array(items)) }
    }
    return .unknown(.combination)
  }

  /// Builds an array with two equal items.
  private mutating func fillRepeating(
    _ slots: [Int: [Literal]], _ demands: ArrayDemands, _ needed: Int, _ maximum: Int,
    _ tail: Int, _ branch: SolverBranch
  ) -> SolverOutcome {
    // Behind the tail and the placed items all are alike: two of those stand for every pair.
    let last = min(max(tail, (slots.keys.max() ?? -1) + 1) + 2, maximum)
    var result = SolverOutcome.empty
    for second in 1..<max(last, 1) {
      for first in 0..<second {
        let claims =
          demands.claims(at: first) + demands.claims(at: second) + (slots[first] ?? [])
          + (slots[second] ?? [])
        let found = solve(claims)
        if found.isEmpty { continue }
        result = .unknown(.combination)
        guard let value = found.witness,
          var items = items(max(needed, second + 1), slots, demands)
        else { continue }
        items[first] = value
        items[second] = value
        if confirm(.array(items), branch) { return .witness(.array(items)) }
      }
    }
    return result
  }

  /// Items that satisfy what is demanded at their indices.
  private mutating func items(
    _ count: Int, _ slots: [Int: [Literal]], _ demands: ArrayDemands
  ) -> [JSONOutput]? {
    var result: [JSONOutput] = []
    var distinct: [Literal] = []
    for index in 0..<count {
      let claims = demands.claims(at: index) + (slots[index] ?? []) + distinct
      var found: JSONOutput?
      if slots[index] == nil {
        // An item that need not be there should not count towards an upper bound.
        let denials = demands.atMost.compactMap(\.claim.denial)
        if !denials.isEmpty { found = solve(claims + denials).witness }
      }
      guard let value = found ?? solve(claims).witness else { return nil }
      result.append(value)
      if demands.isUnique, let known = table.index(of: value) {
        guard index < 100 else { return nil }
        distinct.append(Literal(kind: .differs, index: Int32(truncatingIfNeeded: known)))
      }
    }
    return result
  }
}

/// Goes through the ways of placing items that must exist.
struct ItemPlacer {
  private let floating: [(from: Int, claim: Literal, group: Int)]
  private let slots: [Int: [Literal]]
  private let end: Int
  private var positions: [Int]
  private var isDone = false

  init(
    _ floating: [(from: Int, claim: Literal, group: Int)], _ slots: [Int: [Literal]], tail: Int,
    maximum: Int
  ) {
    self.floating = floating
    self.slots = slots
    // Behind the tail one index for each is enough.
    end = min(maximum, tail + max(floating.count, 1))
    positions = floating.map(\.from)
    isDone = floating.contains { $0.from >= min(maximum, tail + max(floating.count, 1)) }
  }

  /// The next way: what must stand at each index.
  mutating func next() -> [Int: [Literal]]? {
    while !isDone {
      let current = positions
      advance()
      guard isAllowed(current) else { continue }
      var result = slots
      for (item, position) in zip(floating, current) {
        result[position, default: []].append(item.claim)
      }
      return result
    }
    return nil
  }

  private func isAllowed(_ positions: [Int]) -> Bool {
    for second in positions.indices {
      for first in 0..<second
      where floating[first].group == floating[second].group
        && positions[first] >= positions[second]
      {
        return false
      }
    }
    return true
  }

  private mutating func advance() {
    for index in positions.indices.reversed() {
      positions[index] += 1
      if positions[index] < end { return }
      positions[index] = floating[index].from
    }
    isDone = true
  }
}
