/// Finds the known name that a misspelt one probably stands for.
public enum NearestName {
  /// Longest name that is compared, in characters; longer ones get no suggestion.
  public static let maximumLength = 128

  /// Returns the nearest of `candidates`, or nil when none is near enough.
  ///
  /// Of equally near ones the first in byte order, so the answer does not depend on the order of the
  /// candidates.
  public static func suggest(
    _ name: String, among candidates: some Sequence<String>
  ) -> String? {
    nearest(to: name, among: candidates).first
  }

  /// Returns the nearest of `candidates`: all that are equally near, in byte order.
  ///
  /// Near enough is a third of the letters wrong, at least one and at most three; a name that
  /// differs only in upper and lower case, or in `-` and `_`, is always near.
  public static func nearest(
    to name: String, among candidates: some Sequence<String>
  ) -> [String] {
    let wanted = Array(name)
    guard !wanted.isEmpty, wanted.count <= maximumLength else { return [] }
    let folded = fold(name)
    let threshold = min(max(wanted.count / 3, 1), 3)
    var best = threshold
    var names: Set<String> = []
    for candidate in candidates where candidate != name {
      let letters = Array(candidate)
      guard !letters.isEmpty, letters.count <= maximumLength else { continue }
      let distance: Int
      if fold(candidate) == folded {
        distance = 0
      } else if abs(letters.count - wanted.count) > threshold {
        continue
      } else {
        distance = self.distance(wanted, letters)
      }
      // A one-letter name shares nothing with a wrong one-letter name.
      guard distance <= best, distance < max(wanted.count, letters.count) else { continue }
      if distance < best { names = [] }
      best = distance
      names.insert(candidate)
    }
    return names.sorted(by: isBefore)
  }

  /// Counts the insertions, deletions, replacements and swaps of neighbours between two names.
  static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for column in right.indices {
        let cost = left[row] == right[column] ? 0 : 1
        var best = min(previous[column + 1] + 1, current[column] + 1, previous[column] + cost)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforePrevious[column - 1] + 1)
        }
        current.append(best)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[right.count]
  }

  private static func fold(_ name: String) -> String {
    String(name.lowercased().filter { $0 != "-" && $0 != "_" })
  }

  private static func isBefore(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
