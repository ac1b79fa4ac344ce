/// The lines of a difference as reports print them: a long line is cut so that its change is seen.
package enum DifferenceLines {
  /// Most characters of a line that are printed.
  private static let limit = 400
  /// Characters before the first that differs, where the start of a line is left out.
  private static let lead = 60

  /// Returns the lines of a hunk without what cannot be seen or would steer a terminal.
  package static func visible(_ hunk: TextDifference.Hunk) -> [TextDifference.Line] {
    var lines: [TextDifference.Line] = []
    var index = 0
    while index < hunk.lines.count {
      let start = index
      while index < hunk.lines.count, hunk.lines[index].kind == .removed { index += 1 }
      let removed = hunk.lines[start..<index]
      let middle = index
      while index < hunk.lines.count, hunk.lines[index].kind == .added { index += 1 }
      let added = hunk.lines[middle..<index]
      lines += pairs(removed, with: added) + pairs(added, with: removed)
      if index == start {
        lines.append(TextDifference.Line(.context, ReportText.visible(hunk.lines[index].text)))
        index += 1
      }
    }
    return lines
  }

  /// The lines of one side, each cut around where it differs from the line at its place on the other.
  private static func pairs(
    _ lines: ArraySlice<TextDifference.Line>, with others: ArraySlice<TextDifference.Line>
  ) -> [TextDifference.Line] {
    lines.enumerated().map { offset, line in
      let other = others.dropFirst(offset).first
      return TextDifference.Line(line.kind, visible(line.text, besides: other?.text))
    }
  }

  private static func visible(_ text: String, besides other: String?) -> String {
    guard let other, text.utf8.count > limit else { return ReportText.visible(text) }
    let scalars = Array(text.unicodeScalars)
    var equal = 0
    for (own, other) in zip(scalars, other.unicodeScalars) {
      if own != other { break }
      equal += 1
    }
    // A change near the start is seen anyway, with room for what comes after it.
    guard equal + lead > limit else { return ReportText.visible(text) }
    var rest = String.UnicodeScalarView()
    rest.append(contentsOf: scalars[max(0, equal - lead)...])
    return "…" + ReportText.visible(String(rest))
  }
}
