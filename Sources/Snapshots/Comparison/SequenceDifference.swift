/// A replaced range: `old` of the first sequence became `new` of the second; either may be empty.
package struct SequenceEdit: Sendable, Hashable {
  /// Positions in the old sequence.
  package let old: Range<Int>
  /// Positions in the new sequence.
  package let new: Range<Int>

  /// Creates an edit.
  package init(old: Range<Int>, new: Range<Int>) {
    self.old = old
    self.new = new
  }
}

/// The shortest edit script between two sequences (Myers 1986), bounded in time and memory.
package enum SequenceDifference {
  /// Most insertions and deletions searched for before the differing middle counts as one edit.
  ///
  /// The search keeps one row per edit: 1,000 rows are at most 4 MB and some milliseconds.
  package static let maximumEdits = 1_000

  /// Returns the edits that turn `old` into `new`, in order, never touching each other.
  package static func edits<Element: Equatable>(
    from old: [Element], to new: [Element]
  ) -> [SequenceEdit] {
    let prefix = zip(old, new).prefix { $0 == $1 }.count
    var suffix = 0
    while suffix < old.count - prefix, suffix < new.count - prefix,
      old[old.count - 1 - suffix] == new[new.count - 1 - suffix]
    {
      suffix += 1
    }
    let oldMiddle = Array(old[prefix..<old.count - suffix])
    let newMiddle = Array(new[prefix..<new.count - suffix])
    if oldMiddle.isEmpty, newMiddle.isEmpty { return [] }
    let whole = SequenceEdit(
      old: prefix..<old.count - suffix, new: prefix..<new.count - suffix)
    if oldMiddle.isEmpty || newMiddle.isEmpty { return [whole] }
    guard let path = shortestPath(oldMiddle, newMiddle) else { return [whole] }
    return path.map {
      SequenceEdit(
        old: $0.old.lowerBound + prefix..<$0.old.upperBound + prefix,
        new: $0.new.lowerBound + prefix..<$0.new.upperBound + prefix)
    }
  }

  /// Myers' greedy search; nil when more than `maximumEdits` edits are needed.
  private static func shortestPath<Element: Equatable>(
    _ old: [Element], _ new: [Element]
  ) -> [SequenceEdit]? {
    let limit = min(old.count + new.count, maximumEdits)
    var furthest = [Int](repeating: 0, count: 2 * limit + 3)
    let middle = limit + 1
    var rows: [[Int]] = []
    for distance in 0...limit {
      for diagonal in stride(from: -distance, through: distance, by: 2) {
        var column =
          diagonal == -distance
            || diagonal != distance
              && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1]
          ? furthest[middle + diagonal + 1] : furthest[middle + diagonal - 1] + 1
        while column < old.count, column - diagonal < new.count,
          old[column] == new[column - diagonal]
        {
          column += 1
        }
        furthest[middle + diagonal] = column
        if column >= old.count, column - diagonal >= new.count {
          return backtrack(rows, distance: distance, oldCount: old.count, newCount: new.count)
        }
      }
      rows.append(Array(furthest[middle - distance...middle + distance]))
    }
    return nil
  }

  /// Walks the rows back from the end and joins neighbouring insertions and deletions.
  private static func backtrack(
    _ rows: [[Int]], distance: Int, oldCount: Int, newCount: Int
  ) -> [SequenceEdit] {
    var edits: [SequenceEdit] = []
    var column = oldCount
    var line = newCount
    var distance = distance
    while distance > 0 {
      let row = rows[distance - 1]
      func at(_ diagonal: Int) -> Int {
        let index = diagonal + distance - 1
        return row.indices.contains(index) ? row[index] : -1
      }
      let diagonal = column - line
      let isInsertion =
        diagonal == -distance || diagonal != distance && at(diagonal - 1) < at(diagonal + 1)
      let previous = isInsertion ? diagonal + 1 : diagonal - 1
      let previousColumn = at(previous)
      let previousLine = previousColumn - previous
      let edit =
        isInsertion
        ? SequenceEdit(
          old: previousColumn..<previousColumn, new: previousLine..<previousLine + 1)
        : SequenceEdit(
          old: previousColumn..<previousColumn + 1, new: previousLine..<previousLine)
      if let last = edits.last, last.old.lowerBound == edit.old.upperBound,
        last.new.lowerBound == edit.new.upperBound
      {
        edits[edits.count - 1] = SequenceEdit(
          old: edit.old.lowerBound..<last.old.upperBound,
          new: edit.new.lowerBound..<last.new.upperBound)
      } else {
        edits.append(edit)
      }
      column = previousColumn
      line = previousLine
      distance -= 1
    }
    return edits.reversed()
  }
}
