/// A hunk of a difference whose lines know which of their words an edit changes.
struct PlacedHunk {
  /// A line of the hunk.
  struct Line {
    let kind: TextDifference.Line.Kind
    /// The line with its sign.
    let line: DetailLine
    /// The line without a sign, as it stands beside another one.
    let cell: DetailLine
  }

  /// The first line of the hunk in the new text, counted from 1.
  let start: Int
  /// The lines in order.
  let lines: [Line]

  init(_ hunk: TextDifference.Hunk, old: TextLines, new: TextLines) {
    start = hunk.newStart
    var (oldLine, newLine) = (hunk.oldStart - 1, hunk.newStart - 1)
    lines = hunk.lines.map { line in
      switch line.kind {
      case .context:
        (oldLine, newLine) = (oldLine + 1, newLine + 1)
        return Self.line(.context, new, newLine - 1, .plain, nil, " ")
      case .removed:
        oldLine += 1
        return Self.line(.removed, old, oldLine - 1, .removed, .removedWord, "-")
      case .added:
        newLine += 1
        return Self.line(.added, new, newLine - 1, .added, .addedWord, "+")
      }
    }
  }

  private static func line(
    _ kind: TextDifference.Line.Kind, _ text: TextLines, _ index: Int, _ style: ScreenLine.Style,
    _ word: ScreenLine.Style?, _ sign: String
  ) -> Line {
    let range = text.ranges.indices.contains(index) ? text.ranges[index] : 0..<0
    let changed = word == nil ? [] : text.changed(in: range)
    func line(_ sign: String) -> DetailLine {
      DetailLine(text.bytes, range, changed: changed, as: word ?? style, style, sign: sign)
    }
    return Line(kind: kind, line: line(sign), cell: line(""))
  }

  /// The lines as they stand beside each other: what goes beside what comes.
  var pairs: [(old: DetailLine?, new: DetailLine?)] {
    var pairs: [(old: DetailLine?, new: DetailLine?)] = []
    var removed: [DetailLine] = []
    var added: [DetailLine] = []
    func flush() {
      for index in 0..<max(removed.count, added.count) {
        pairs.append(
          (
            removed.indices.contains(index) ? removed[index] : nil,
            added.indices.contains(index) ? added[index] : nil
          ))
      }
      (removed, added) = ([], [])
    }
    for line in lines {
      switch line.kind {
      case .removed: removed.append(line.cell)
      case .added: added.append(line.cell)
      case .context:
        flush()
        pairs.append((line.cell, line.cell))
      }
    }
    flush()
    return pairs
  }
}
