/// Writes a report in one format.
public protocol Reporter: Sendable {
  /// Returns the whole output, with a line break at its end unless it is empty.
  func render(_ report: DiagnosticReport) -> String
}

/// The formats in which problems can be printed, by their names on the command line.
public enum ReportFormat: String, Sendable, CaseIterable {
  /// For people: source lines with underlines.
  case text
  /// galley's own JSON.
  case json
  /// SARIF 2.1.0, for code scanning.
  case sarif
  /// JUnit's XML, for CI servers.
  case junit
  /// Workflow commands that become annotations on GitHub.
  case github
  /// GitLab's code quality report.
  case gitlab

  /// Returns the writer of the format; colour matters to text only.
  public func reporter(useColor: Bool = false) -> any Reporter {
    switch self {
    case .text: TextReporter(useColor: useColor)
    case .json: JSONReporter()
    case .sarif: SARIFReporter()
    case .junit: JUnitReporter()
    case .github: GitHubReporter()
    case .gitlab: GitLabReporter()
    }
  }
}

extension Diagnostic.Severity {
  /// The word that is printed: `error`, `warning`, `information`.
  public var name: String {
    switch self {
    case .information: "information"
    case .warning: "warning"
    case .error: "error"
    }
  }
}
