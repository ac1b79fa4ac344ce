/// Writes problems as workflow commands, which GitHub turns into annotations.
public struct GitHubReporter: Reporter {
  /// Annotations of one level that GitHub shows for a step; the rest is printed as plain lines.
  public static let maximumAnnotations = 10

  /// Creates a writer.
  public init() {}

  /// Returns one command a problem, the worst first.
  public func render(_ report: DiagnosticReport) -> String {
    var tables = LineTables()
    var counts: [Diagnostic.Severity: Int] = [:]
    var output = ""
    var rest = ""
    for diagnostic in report.worstFirst {
      counts[diagnostic.severity, default: 0] += 1
      if counts[diagnostic.severity, default: 0] <= Self.maximumAnnotations {
        output += Self.command(diagnostic, &tables) + "\n"
      } else {
        rest += Self.line(diagnostic, &tables) + "\n"
      }
    }
    return output + rest
  }

  /// Escapes the text of a command.
  public static func escapedData(_ text: String) -> String {
    escape(text, isProperty: false)
  }

  /// Escapes the value of a command's property.
  public static func escapedProperty(_ text: String) -> String {
    escape(text, isProperty: true)
  }

  private static func escape(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func command(_ diagnostic: Diagnostic, _ tables: inout LineTables) -> String {
    var properties: [String] = []
    if let span = diagnostic.span {
      let (start, end) = tables.positions(span)
      properties.append("file=\(escapedProperty(span.source.path))")
      properties.append("line=\(start.line)")
      properties.append("endLine=\(end.line)")
      // Columns are only allowed when the place lies on one line.
      if start.line == end.line {
        properties.append("col=\(start.column)")
        properties.append("endColumn=\(end.column)")
      }
    }
    properties.append("title=\(escapedProperty(diagnostic.code.name))")
    let text = ([diagnostic.message] + diagnostic.notes.map(\.message)).joined(separator: "\n")
    let list = properties.joined(separator: ",")
    return "::\(level(diagnostic.severity)) \(list)::\(escapedData(text))"
  }

  private static func line(_ diagnostic: Diagnostic, _ tables: inout LineTables) -> String {
    var place = ""
    if let span = diagnostic.span {
      let start = tables.positions(span).start
      place = "\(span.source.path):\(start.line):\(start.column): "
    }
    let text = "\(place)\(diagnostic.severity.name)[\(diagnostic.code.name)]: \(diagnostic.message)"
    // The old form of a command works anywhere in a line; the new form where a line begins, blanks
    // not counted: the dash keeps it out.
    return "- "
      + TerminalText.visible(text).split(separator: "##[", omittingEmptySubsequences: false)
      .joined(separator: "## [")
  }

  private static func level(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .information: "notice"
    case .warning: "warning"
    case .error: "error"
    }
  }
}
