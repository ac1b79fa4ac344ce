/// Chooses few combinations such that every pair of values of two dimensions occurs in one, unless
/// every combination with it is excluded.
///
/// Greedy: each new combination takes the first pair still missing and fills the other dimensions
/// with the values that cover most of what is missing. Deterministic; not the smallest possible set.
/// The values are taken in the order of their names, so the order of a file changes nothing.
struct PairwiseCover {
  /// For each dimension, its values in the order of their names.
  private let order: [[Int]]
  private let sizes: [Int]
  /// For each two dimensions, the pairs that no combination has yet.
  private var missing: [[[Bool]]]
  private var allowed: AllowedChoices

  /// Returns the choices in the order they were found.
  static func choices(
    _ dimensions: CaseDimensions, _ allowed: inout AllowedChoices
  ) -> [CaseChoice] {
    let order = dimensions.names.map { names in
      names.indices.sorted { NaturalOrder.precedes(names[$0], names[$1]) }
    }
    var cover = PairwiseCover(order, allowed)
    let choices = cover.combinations().map(CaseChoice.init)
    allowed = cover.allowed
    return choices
  }

  private init(_ order: [[Int]], _ allowed: AllowedChoices) {
    self.allowed = allowed
    self.order = order
    let sizes = order.map(\.count)
    self.sizes = sizes
    missing = sizes.indices.map { first in
      sizes.indices.map { second in
        second > first ? [Bool](repeating: true, count: sizes[first] * sizes[second]) : []
      }
    }
  }

  private mutating func combinations() -> [[Int]] {
    var combinations: [[Int]] = []
    for first in sizes.indices {
      for second in sizes.indices where second > first {
        for pair in missing[first][second].indices where missing[first][second][pair] {
          let chosen = combination(
            (first, pair / sizes[second]), (second, pair % sizes[second]))
          if let chosen { combinations.append(zip(order, chosen).map { $0[$1] }) }
        }
      }
    }
    return combinations
  }

  /// The best combination with two values given, whose pairs are missing no longer; nil where none is
  /// allowed.
  private mutating func combination(
    _ left: (dimension: Int, value: Int), _ right: (dimension: Int, value: Int)
  ) -> [Int]? {
    guard isPossible([left, right]) else { return nil }
    var chosen = [(dimension: left.dimension, value: left.value), right]
    for dimension in sizes.indices
    where dimension != left.dimension && dimension != right.dimension {
      var best = (value: 0, score: -1)
      for value in 0..<sizes[dimension] {
        let score = chosen.count { isMissing($0, (dimension, value)) }
        if score > best.score, isPossible(chosen + [(dimension, value)]) { best = (value, score) }
      }
      guard best.score >= 0 else { return nil }
      chosen.append((dimension, best.value))
    }
    chosen.sort { $0.dimension < $1.dimension }
    for (number, first) in chosen.enumerated() {
      for second in chosen[(number + 1)...] {
        missing[first.dimension][second.dimension][
          first.value * sizes[second.dimension] + second.value] = false
      }
    }
    return chosen.map(\.value)
  }

  /// Whether an allowed combination has these values.
  private mutating func isPossible(_ chosen: [(dimension: Int, value: Int)]) -> Bool {
    guard !allowed.isEverything else { return true }
    var values = [Int?](repeating: nil, count: sizes.count)
    for (dimension, value) in chosen { values[dimension] = order[dimension][value] }
    return allowed.first(values) != nil
  }

  private func isMissing(
    _ left: (dimension: Int, value: Int), _ right: (dimension: Int, value: Int)
  ) -> Bool {
    let (first, second) = left.dimension < right.dimension ? (left, right) : (right, left)
    return missing[first.dimension][second.dimension][
      first.value * sizes[second.dimension] + second.value]
  }
}
