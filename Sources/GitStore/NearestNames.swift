/// The names that a mistyped one may have meant.
enum NearestNames {
  /// The most names suggested.
  static let limit = 3
  /// The longest name that is compared.
  static let longestName = 200

  /// Returns the nearest names, the nearest first, then in the order given.
  static func of(_ name: String, among names: [String]) -> [String] {
    let wanted = Array(name.utf8.prefix(longestName))
    let allowed = max(1, wanted.count / 3)
    var candidates: [(name: String, distance: Int)] = []
    for candidate in names where candidate.utf8.count <= longestName {
      // A remote branch is also known by its name without the remote's.
      let short = candidate.split(separator: "/").last.map { Array($0.utf8) } ?? []
      let distance = min(edits(wanted, Array(candidate.utf8)), edits(wanted, short))
      if distance <= allowed {
        candidates.append((candidate, distance))
      }
    }
    candidates.sort {
      ($0.distance, $0.name.utf8.count) < ($1.distance, $1.name.utf8.count)
        || ($0.distance, $0.name.utf8.count) == ($1.distance, $1.name.utf8.count)
          && $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
    return candidates.prefix(limit).map(\.name)
  }

  /// Returns how many single letters have to be changed, added, taken away or swapped with the next.
  private static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    var before = row
    for (position, letter) in left.enumerated() {
      let above = row
      var diagonal = row[0]
      row[0] = position + 1
      for (column, other) in right.enumerated() {
        var cost = min(row[column] + 1, row[column + 1] + 1, diagonal + (letter == other ? 0 : 1))
        if position > 0, column > 0, letter == right[column - 1], left[position - 1] == other {
          cost = min(cost, before[column - 1] + 1)
        }
        diagonal = row[column + 1]
        row[column + 1] = cost
      }
      before = above
    }
    return row[right.count]
  }
}
