/// Finds the known name that a misspelt one most likely stands for.
enum NearestName {
  /// The nearest of `names`, or nil when none is near; the first of equally near ones.
  static func find(_ name: String, among names: some Sequence<String>) -> String? {
    let letters = Array(name.utf8)
    var best: (name: String, distance: Int)?
    for candidate in names where candidate != name {
      let distance = distance(letters, Array(candidate.utf8))
      guard distance <= max(1, min(letters.count, candidate.utf8.count) / 3) else { continue }
      if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
    }
    return best?.name
  }

  /// Insertions, deletions, replacements and swaps of neighbours between two words.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      for column in 0..<right.count {
        let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
        var cost = min(replaced, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
