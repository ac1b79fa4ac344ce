/// Myers' greedy search for the shortest edit script, with a row kept for each edit.
struct ShortestPath {
  private let old: [Int32]
  private let new: [Int32]
  /// For each number of edits, the furthest column on every second diagonal from `-edits` on.
  private var rows: [[Int32]] = []

  /// Prepares to turn one sequence into another.
  init(_ old: [Int32], _ new: [Int32]) {
    self.old = old
    self.new = new
  }

  /// The edits; nil when they are more, or harder to find, than `SequenceDifference` allows.
  mutating func edits() -> [SequenceEdit]? {
    let limit = min(old.count + new.count, SequenceDifference.maximumEdits)
    var furthest = [Int32](repeating: 0, count: 2 * limit + 3)
    let middle = limit + 1
    var steps = 0
    for distance in 0...limit {
      for diagonal in stride(from: -distance, through: distance, by: 2) {
        let below = furthest[middle + diagonal - 1]
        let above = furthest[middle + diagonal + 1]
        let isInsertion = diagonal == -distance || diagonal != distance && below < above
        var column = Int(isInsertion ? above : below + 1)
        let start = column
        while column < old.count, column - diagonal < new.count,
          old[column] == new[column - diagonal]
        {
          column += 1
        }
        steps += column - start + 1
        furthest[middle + diagonal] = Int32(column)
        if column >= old.count, column - diagonal >= new.count { return backtrack(distance) }
      }
      guard steps <= SequenceDifference.maximumSteps else { return nil }
      rows.append(
        stride(from: -distance, through: distance, by: 2).map { furthest[middle + $0] })
    }
    return nil
  }

  /// The furthest column on a diagonal with a number of edits, or -1 outside of what was searched.
  private func column(_ edits: Int, _ diagonal: Int) -> Int {
    let index = diagonal + edits
    return index >= 0 && index / 2 < rows[edits].count ? Int(rows[edits][index / 2]) : -1
  }

  /// Walks the rows back from the end and joins neighbouring insertions and deletions.
  private func backtrack(_ count: Int) -> [SequenceEdit] {
    var edits: [SequenceEdit] = []
    var column = old.count
    var line = new.count
    var distance = count
    while distance > 0 {
      let diagonal = column - line
      let below = self.column(distance - 1, diagonal - 1)
      let above = self.column(distance - 1, diagonal + 1)
      let isInsertion = diagonal == -distance || diagonal != distance && below < above
      let previous = isInsertion ? diagonal + 1 : diagonal - 1
      let previousColumn = isInsertion ? above : below
      let previousLine = previousColumn - previous
      let edit = SequenceEdit(
        old: previousColumn..<(isInsertion ? previousColumn : previousColumn + 1),
        new: previousLine..<(isInsertion ? previousLine + 1 : previousLine))
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
