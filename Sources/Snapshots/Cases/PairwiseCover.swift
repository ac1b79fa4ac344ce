/// Chooses few combinations such that every pair of values of two dimensions occurs in one.
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

  /// Returns the choices in the order they were found.
  static func choices(_ dimensions: CaseDimensions) -> [CaseChoice] {
    let order = dimensions.names.map { names in
      names.indices.sorted { NaturalOrder.precedes(names[$0], names[$1]) }
    }
    var cover = PairwiseCover(order)
    return cover.combinations().map { values in
      CaseChoice(
        profile: values[0], locale: values[1], clock: values[2], variant: values[3],
        environment: values[4], recordingSet: values[5])
    }
  }

  private init(_ order: [[Int]]) {
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
          combinations.append(zip(order, chosen).map { $0[$1] })
        }
      }
    }
    return combinations
  }

  /// The best combination with two values given; its pairs are missing no longer.
  private mutating func combination(
    _ left: (dimension: Int, value: Int), _ right: (dimension: Int, value: Int)
  ) -> [Int] {
    var chosen = [(dimension: left.dimension, value: left.value), right]
    for dimension in sizes.indices
    where dimension != left.dimension && dimension != right.dimension {
      var best = (value: 0, score: -1)
      for value in 0..<sizes[dimension] {
        let score = chosen.count { isMissing($0, (dimension, value)) }
        if score > best.score { best = (value, score) }
      }
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

  private func isMissing(
    _ left: (dimension: Int, value: Int), _ right: (dimension: Int, value: Int)
  ) -> Bool {
    let (first, second) = left.dimension < right.dimension ? (left, right) : (right, left)
    return missing[first.dimension][second.dimension][
      first.value * sizes[second.dimension] + second.value]
  }
}
