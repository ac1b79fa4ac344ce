/// Chooses few combinations such that every pair of values of two dimensions occurs in one.
///
/// Greedy: each new combination takes the first pair still missing and fills the other dimensions
/// with the values that cover most of what is missing. Deterministic; not the smallest possible set.
enum PairwiseCover {
  private struct Pair: Hashable {
    var firstDimension: Int
    var first: Int
    var secondDimension: Int
    var second: Int
  }

  /// Returns the choices in the order they were found.
  static func choices(_ dimensions: CaseDimensions) -> [CaseChoice] {
    let sizes = dimensions.sizes
    var missing: Set<Pair> = []
    var order: [Pair] = []
    for firstDimension in sizes.indices {
      for secondDimension in sizes.indices where secondDimension > firstDimension {
        for first in 0..<sizes[firstDimension] {
          for second in 0..<sizes[secondDimension] {
            let pair = Pair(
              firstDimension: firstDimension, first: first, secondDimension: secondDimension,
              second: second)
            order.append(pair)
            missing.insert(pair)
          }
        }
      }
    }
    var choices: [CaseChoice] = []
    for pair in order where missing.contains(pair) {
      var values: [Int?] = sizes.map { _ in nil }
      values[pair.firstDimension] = pair.first
      values[pair.secondDimension] = pair.second
      for dimension in sizes.indices where values[dimension] == nil {
        let scores = (0..<sizes[dimension]).map { value in
          sizes.indices.count { other in
            guard let chosen = values[other] else { return false }
            return missing.contains(Self.pair(dimension, value, other, chosen))
          }
        }
        values[dimension] = scores.indices.max {
          scores[$0] < scores[$1] || scores[$0] == scores[$1] && $0 > $1
        }
      }
      let chosen = values.map { $0 ?? 0 }
      for first in chosen.indices {
        for second in chosen.indices where second > first {
          missing.remove(Self.pair(first, chosen[first], second, chosen[second]))
        }
      }
      choices.append(
        CaseChoice(
          profile: chosen[0], locale: chosen[1], clock: chosen[2], variant: chosen[3],
          environment: chosen[4], recordingSet: chosen[5]))
    }
    return choices
  }

  private static func pair(_ left: Int, _ leftValue: Int, _ right: Int, _ rightValue: Int) -> Pair {
    left < right
      ? Pair(firstDimension: left, first: leftValue, secondDimension: right, second: rightValue)
      : Pair(firstDimension: right, first: rightValue, secondDimension: left, second: leftValue)
  }
}
