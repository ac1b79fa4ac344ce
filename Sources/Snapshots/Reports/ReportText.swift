/// Rendered text as reports show it: short, on one line, nothing invisible, nothing that steers.
package enum ReportText {
  /// Returns the start of a text, at most `limit` characters, with an ellipsis if it was cut.
  static func excerpt(_ text: String, limit: Int = 120) -> String {
    let head = text.prefix(limit)
    return head.endIndex == text.endIndex ? text : head + "…"
  }

  /// Returns the text in quotes with invisible characters made visible.
  static func quoted(_ text: String) -> String { "\"\(visible(text))\"" }

  /// Returns one line in which nothing is hidden and nothing steers, cut after `limit` characters.
  package static func visible(_ line: String, limit: Int = 400) -> String {
    SafeText.visible(line, maximum: limit)
  }

  /// Returns the lines of a change as a difference with signs, at most `limit` of them.
  static func difference(_ change: TestReport.Change, limit: Int) -> [String] {
    let difference = change.difference
    var lines: [String] = []
    for hunk in difference.hunks(context: 1) {
      for line in DifferenceLines.visible(hunk) {
        guard lines.count < limit else { return lines + ["…"] }
        let sign =
          switch line.kind {
          case .context: " "
          case .removed: "-"
          case .added: "+"
          }
        lines.append(sign + " " + line.text)
      }
    }
    return lines
  }
}
