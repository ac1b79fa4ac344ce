/// Writes problems as GitLab's code quality report.
public struct GitLabReporter: Reporter {
  /// Creates a writer.
  public init() {}

  /// Returns a JSON array; equal problems of one file get fingerprints of their own.
  public func render(_ report: DiagnosticReport) -> String {
    var tables = LineTables()
    var fingerprints = Fingerprints()
    var entries: [JSONOutput] = []
    for diagnostic in report.diagnostics {
      let path = diagnostic.span?.source.path ?? report.home
      // Lines stay out of the fingerprint: a problem is the same when text above it grows.
      let (hash, occurrence) = fingerprints.next([diagnostic.code.name, path, diagnostic.message])
      var lines = (begin: 1, end: 1)
      if let span = diagnostic.span {
        let positions = tables.positions(span)
        lines = (positions.start.line, positions.end.line)
      }
      entries.append([
        "description": .string(diagnostic.message), "check_name": .string(diagnostic.code.name),
        "fingerprint": .string(occurrence == 1 ? hash : "\(hash)-\(occurrence)"),
        "severity": .string(Self.severity(diagnostic.severity)),
        "location": [
          "path": .string(path),
          "lines": ["begin": .integer(lines.begin), "end": .integer(lines.end)],
        ],
      ])
    }
    return JSONOutput.array(entries).text(.pretty) + "\n"
  }

  private static func severity(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .information: "info"
    case .warning: "minor"
    case .error: "major"
    }
  }
}
