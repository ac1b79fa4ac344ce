/// The difference of two texts by lines, as people read it.
package struct TextDifference: Sendable {
  /// One line of a printed difference.
  package struct Line: Sendable, Hashable {
    /// Whether the line stands in both texts, only in the old, or only in the new.
    package enum Kind: Sendable, Hashable {
      /// In both.
      case context
      /// Only in the old text.
      case removed
      /// Only in the new text.
      case added
    }

    /// Where the line stands.
    package let kind: Kind
    /// The line without its line end.
    package let text: String

    /// Creates a line.
    package init(_ kind: Kind, _ text: String) {
      self.kind = kind
      self.text = text
    }
  }

  /// Neighbouring changes with the lines around them.
  package struct Hunk: Sendable {
    /// First line of the hunk in the old text, counted from 1.
    package let oldStart: Int
    /// First line of the hunk in the new text, counted from 1.
    package let newStart: Int
    /// The lines in order.
    package let lines: [Line]
  }

  /// The lines of the old text.
  package let old: [String]
  /// The lines of the new text.
  package let new: [String]
  /// The replaced ranges of lines.
  package let edits: [SequenceEdit]

  /// Compares two texts by their bytes, not by canonical equivalence.
  package init(old: [UInt8], new: [UInt8]) {
    let oldLines = Self.lines(old)
    let newLines = Self.lines(new)
    edits = SequenceDifference.edits(from: oldLines, to: newLines)
    self.old = oldLines.map { String(decoding: $0, as: UTF8.self) }
    self.new = newLines.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether nothing differs.
  package var isEmpty: Bool { edits.isEmpty }

  /// Returns the changes with up to `context` unchanged lines around each.
  package func hunks(context: Int = 3) -> [Hunk] {
    var hunks: [Hunk] = []
    var index = 0
    while index < edits.count {
      var last = index
      while last + 1 < edits.count,
        edits[last + 1].old.lowerBound - edits[last].old.upperBound <= context * 2
      {
        last += 1
      }
      hunks.append(hunk(edits[index...last], context: context))
      index = last + 1
    }
    return hunks
  }

  private func hunk(_ group: ArraySlice<SequenceEdit>, context: Int) -> Hunk {
    guard let first = group.first, let last = group.last else {
      return Hunk(oldStart: 1, newStart: 1, lines: [])
    }
    let before = min(context, first.old.lowerBound)
    let after = min(context, old.count - last.old.upperBound)
    var lines: [Line] = []
    var position = first.old.lowerBound - before
    for edit in group {
      lines += old[position..<edit.old.lowerBound].map { Line(.context, $0) }
      lines += old[edit.old].map { Line(.removed, $0) }
      lines += new[edit.new].map { Line(.added, $0) }
      position = edit.old.upperBound
    }
    lines += old[position..<last.old.upperBound + after].map { Line(.context, $0) }
    return Hunk(
      oldStart: first.old.lowerBound - before + 1, newStart: first.new.lowerBound - before + 1,
      lines: lines)
  }

  /// Splits at LF; the text after the last LF is a line only when it is not empty.
  private static func lines(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
