/// Writes problems for people: place, message, the source line with an underline, notes, the fix.
public struct TextReporter: Reporter {
  private let useColor: Bool

  /// Creates a writer, with ANSI colours if asked for.
  public init(useColor: Bool = false) {
    self.useColor = useColor
  }

  /// Returns the problems with a blank line between them, and how many there are.
  public func render(_ report: DiagnosticReport) -> String {
    guard !report.diagnostics.isEmpty else { return "" }
    var tables = LineTables()
    var output = ""
    for diagnostic in report.diagnostics {
      output += render(diagnostic, &tables) + "\n"
    }
    return output + summary(report) + "\n"
  }

  /// Returns one problem with its source line, notes and fix; every line ends with a line break.
  public func render(_ diagnostic: Diagnostic) -> String {
    var tables = LineTables()
    return render(diagnostic, &tables)
  }

  private func render(_ diagnostic: Diagnostic, _ tables: inout LineTables) -> String {
    let color = Self.color(diagnostic.severity)
    let label = "\(diagnostic.severity.name)[\(diagnostic.code.name)]"
    let message = TerminalText.visible(diagnostic.message)
    var output =
      place(diagnostic.span, &tables) + paint(label, color) + ": " + paint(message, .bold)
    output += "\n" + excerpt(diagnostic.span, color, &tables)
    for note in diagnostic.notes {
      let place = place(note.span, &tables)
      output +=
        "  " + paint("note", .cyan) + ": " + place + TerminalText.visible(note.message) + "\n"
      output += excerpt(note.span, .cyan, &tables)
    }
    if let fix = diagnostic.fix {
      output += "  " + paint("fix", .green) + ": " + TerminalText.visible(fix.message) + "\n"
    }
    return output
  }

  private func place(_ span: SourceSpan?, _ tables: inout LineTables) -> String {
    guard let span else { return "" }
    let position = tables.table(span.source).position(of: span.start)
    let path = TerminalText.visible(span.source.path)
    return paint("\(path):\(position.line):\(position.column):", .bold) + " "
  }

  private func excerpt(_ span: SourceSpan?, _ color: Color, _ tables: inout LineTables) -> String {
    guard let span, !span.source.bytes.isEmpty else { return "" }
    let table = tables.table(span.source)
    let excerpt = SourceExcerpt(span, table)
    let number = String(table.line(at: span.start))
    let margin = String(repeating: " ", count: max(0, 4 - number.count))
    let blank = String(repeating: " ", count: max(4, number.count))
    return margin + paint("\(number) |", .blue) + " \(excerpt.line)\n" + blank + paint(" |", .blue)
      + " " + paint(excerpt.underline, color) + "\n"
  }

  private func summary(_ report: DiagnosticReport) -> String {
    let severities: [Diagnostic.Severity] = [.error, .warning, .information]
    let parts = severities.compactMap { severity -> String? in
      let count = report.count(severity)
      guard count > 0 else { return nil }
      let plural = count == 1 || severity == .information ? "" : "s"
      return "\(count) \(severity.name)\(plural)"
    }
    return parts.joined(separator: ", ")
  }

  private enum Color: String {
    case bold = "1"
    case red = "1;31"
    case green = "1;32"
    case yellow = "1;33"
    case blue = "34"
    case cyan = "1;36"
  }

  private static func color(_ severity: Diagnostic.Severity) -> Color {
    switch severity {
    case .error: .red
    case .warning: .yellow
    case .information: .cyan
    }
  }

  private func paint(_ text: String, _ color: Color) -> String {
    useColor ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }
}
