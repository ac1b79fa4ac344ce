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
///
/// What both ends share is cut off, and elements that only one sequence has are set aside: they are
/// part of an edit whatever the search finds. The search keeps one row for each edit. Rows cost less
/// than the search in halves that needs none: they stay below 2 MB whatever the texts are, and give
/// the same edits wherever a text stands, on which the names of edits rest.
package enum SequenceDifference {
  /// Most insertions and deletions of elements that both sequences have; where more are needed, the
  /// differing middle counts as one edit.
  package static let maximumEdits = 1_000
  /// Most steps of a search: positions tried and elements compared.
  ///
  /// Counted instead of time, so that every machine finds the same.
  package static let maximumSteps = 8_000_000
  /// Most elements of a sequence.
  package static let maximumElements = 4_000_000

  /// Returns the edits that turn `old` into `new`, in order, never touching each other.
  package static func edits<Element: Hashable>(
    from old: [Element], to new: [Element]
  ) -> [SequenceEdit] {
    var numbers: [Element: Int32] = [:]
    func number(_ element: Element) -> Int32 {
      if let number = numbers[element] { return number }
      let number = Int32(numbers.count)
      numbers[element] = number
      return number
    }
    let oldNumbers = old.map(number)
    let newNumbers = new.map(number)
    return edits(fromNumbers: oldNumbers, to: newNumbers, below: numbers.count)
  }

  /// Returns the edits of sequences whose elements are numbers from 0 and below `limit`.
  static func edits(
    fromNumbers old: [Int32], to new: [Int32], below limit: Int
  ) -> [SequenceEdit] {
    var prefix = 0
    while prefix < old.count, prefix < new.count, old[prefix] == new[prefix] { prefix += 1 }
    var suffix = 0
    while suffix < old.count - prefix, suffix < new.count - prefix,
      old[old.count - 1 - suffix] == new[new.count - 1 - suffix]
    {
      suffix += 1
    }
    let whole = SequenceEdit(
      old: prefix..<old.count - suffix, new: prefix..<new.count - suffix)
    if whole.old.isEmpty, whole.new.isEmpty { return [] }
    guard !whole.old.isEmpty, !whole.new.isEmpty,
      max(whole.old.count, whole.new.count) <= maximumElements
    else { return [whole] }
    let shared = SharedElements(old[whole.old], new[whole.new], below: limit)
    var search = ShortestPath(shared.old.map(\.number), shared.new.map(\.number))
    guard let path = search.edits() else { return [whole] }
    return between(path, shared, whole)
  }

  /// The edits of the whole sequences, from those of the elements that both have.
  private static func between(
    _ path: [SequenceEdit], _ shared: SharedElements, _ whole: SequenceEdit
  ) -> [SequenceEdit] {
    var edits: [SequenceEdit] = []
    var (oldEnd, newEnd) = (whole.old.lowerBound, whole.new.lowerBound)
    func close(_ oldStart: Int, _ newStart: Int) {
      if oldStart > oldEnd || newStart > newEnd {
        edits.append(SequenceEdit(old: oldEnd..<oldStart, new: newEnd..<newStart))
      }
    }
    var (old, new) = (0, 0)
    func match(upTo end: Int) {
      while old < end {
        close(shared.old[old].position, shared.new[new].position)
        (oldEnd, newEnd) = (shared.old[old].position + 1, shared.new[new].position + 1)
        old += 1
        new += 1
      }
    }
    for edit in path {
      match(upTo: edit.old.lowerBound)
      (old, new) = (edit.old.upperBound, edit.new.upperBound)
    }
    match(upTo: shared.old.count)
    close(whole.old.upperBound, whole.new.upperBound)
    return edits
  }
}

/// The elements that two sequences share, as numbers with their positions.
private struct SharedElements {
  let old: [(number: Int32, position: Int)]
  let new: [(number: Int32, position: Int)]

  init(_ oldNumbers: ArraySlice<Int32>, _ newNumbers: ArraySlice<Int32>, below limit: Int) {
    func marks(_ numbers: ArraySlice<Int32>) -> [Bool] {
      var marks = [Bool](repeating: false, count: limit)
      for number in numbers { marks[Int(number)] = true }
      return marks
    }
    func kept(
      _ numbers: ArraySlice<Int32>, _ marks: [Bool]
    ) -> [(number: Int32, position: Int)] {
      zip(numbers, numbers.indices).filter { marks[Int($0.0)] }.map { (number: $0, position: $1) }
    }
    old = kept(oldNumbers, marks(newNumbers))
    new = kept(newNumbers, marks(oldNumbers))
  }
}
