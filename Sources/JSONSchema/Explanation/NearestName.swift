/// Finds the names that a mistyped one was probably meant to be.
enum NearestName {
  /// The names closest to `name`, best first and only those close enough to be a slip.
  static func nearest(to name: String, among names: [String]) -> [String] {
    let wanted = Array(name.lowercased().unicodeScalars)
    guard !wanted.isEmpty, wanted.count <= 64 else { return [] }
    let limit = wanted.count <= 3 ? 1 : wanted.count <= 7 ? 2 : 3
    var found: [(distance: Int, name: String)] = []
    for candidate in names where candidate != name {
      let scalars = Array(candidate.lowercased().unicodeScalars)
      guard abs(scalars.count - wanted.count) <= limit else { continue }
      let distance = distance(wanted, scalars)
      if distance <= limit, distance < max(wanted.count, scalars.count) {
        found.append((distance, candidate))
      }
    }
    guard let best = found.map(\.distance).min() else { return [] }
    return found.filter { $0.distance == best }.map(\.name).sorted()
  }

  /// Edits between two texts, where swapping two neighbours is one edit.
  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var before: [Int] = []
    var previous = Array(0...right.count)
    for i in left.indices {
      var current = [i + 1]
      for j in right.indices {
        var best = min(previous[j] + (left[i] == right[j] ? 0 : 1), previous[j + 1] + 1)
        best = min(best, current[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, before[j - 1] + 1)
        }
        current.append(best)
      }
      before = previous
      previous = current
    }
    return previous[right.count]
  }
}
