/// Rendered text as reports show it: short, on one line, nothing invisible, nothing that steers.
package enum ReportText {
  /// Returns the start of a text, at most `limit` characters, with an ellipsis if it was cut.
  static func excerpt(_ text: String, limit: Int = 120) -> String {
    let head = text.prefix(limit)
    return head.endIndex == text.endIndex ? text : head + "…"
  }

  /// Returns the text in quotes with invisible characters made visible.
  static func quoted(_ text: String) -> String { "\"\(visible(text))\"" }

  /// Returns one line in which control, formatting and unusual blank characters are `<U+XXXX>`.
  package static func visible(_ line: String, limit: Int = 400) -> String {
    var result = ""
    var count = 0
    for scalar in line.unicodeScalars {
      count += 1
      if count > limit { return result + "…" }
      switch scalar.value {
      case 0x09: result += "\t"
      case 0..<0x20, 0x7F..<0xA0, 0xA0, 0xAD, 0x061C, 0x180E, 0x200B...0x200F, 0x2028...0x202F,
        0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
        result += "<U+\(zeros)\(digits)>"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Returns the lines of a change as a difference with signs, at most `limit` of them.
  static func difference(_ change: TestReport.Change, limit: Int) -> [String] {
    let difference = TextDifference(
      old: change.old ?? [], new: change.new ?? [])
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
