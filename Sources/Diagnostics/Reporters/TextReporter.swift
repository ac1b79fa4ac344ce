/// Writes problems for people: place, message, the source line with an underline, notes, the fix.
public struct TextReporter: Reporter {
  private let useColor: Bool

  /// Creates a writer, with ANSI colours if asked for.
  public init(useColor: Bool = false) {
    self.useColor = useColor
  }

  /// Returns the problems with a blank line between them, and how many there are.
  public func render(_ report: DiagnosticReport) -> String {
    var tables = LineTables()
    return render(
      report.diagnostics.map { PlacedDiagnostic($0, &tables, hasExcerpts: true) })
  }

  /// Returns problems that are sorted, with a blank line between them, and how many there are.
  public func render(_ diagnostics: [PlacedDiagnostic]) -> String {
    guard !diagnostics.isEmpty else { return "" }
    return diagnostics.map { render($0) + "\n" }.joined() + summary(diagnostics) + "\n"
  }

  /// Returns one problem with its source line, notes and fix; every line ends with a line break.
  public func render(_ diagnostic: Diagnostic) -> String {
    var tables = LineTables()
    return render(PlacedDiagnostic(diagnostic, &tables, hasExcerpts: true))
  }

  private func render(_ diagnostic: PlacedDiagnostic) -> String {
    let color = Self.color(diagnostic.severity)
    let label = "\(diagnostic.severity.name)[\(diagnostic.code.name)]"
    let message = TerminalText.visible(diagnostic.message)
    var output = place(diagnostic.place) + paint(label, color) + ": " + paint(message, .bold)
    output += "\n" + excerpt(diagnostic.place, color)
    for note in diagnostic.notes {
      output += "  " + paint("note", .cyan) + ": " + place(note.place)
      output += TerminalText.visible(note.message) + "\n" + excerpt(note.place, .cyan)
    }
    if let fix = diagnostic.fix {
      output += "  " + paint("fix", .green) + ": " + TerminalText.visible(fix.message) + "\n"
    }
    return output
  }

  private func place(_ place: PlacedDiagnostic.Place?) -> String {
    guard let place else { return "" }
    let path = TerminalText.visible(place.path)
    return paint("\(path):\(place.start.line):\(place.start.column):", .bold) + " "
  }

  private func excerpt(_ place: PlacedDiagnostic.Place?, _ color: Color) -> String {
    guard let place, let excerpt = place.excerpt else { return "" }
    let number = String(place.start.line)
    let margin = String(repeating: " ", count: max(0, 4 - number.count))
    let blank = String(repeating: " ", count: max(4, number.count))
    return margin + paint("\(number) |", .blue) + " \(excerpt.line)\n" + blank + paint(" |", .blue)
      + " " + paint(excerpt.underline, color) + "\n"
  }

  private func summary(_ diagnostics: [PlacedDiagnostic]) -> String {
    let severities: [Diagnostic.Severity] = [.error, .warning, .information]
    let parts = severities.compactMap { severity -> String? in
      let count = diagnostics.count { $0.severity == severity }
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
