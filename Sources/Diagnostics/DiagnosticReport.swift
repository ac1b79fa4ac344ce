/// Everything a run found, in the order in which it is printed: what reporters read.
public struct DiagnosticReport: Sendable {
  /// The program that found the problems.
  public struct Tool: Sendable {
    /// The program's name.
    public let name: String
    /// Its version.
    public let version: String

    /// Names a program.
    public init(name: String, version: String) {
      self.name = name
      self.version = version
    }
  }

  /// The program that found the problems.
  public let tool: Tool
  /// The problems by path, place and code, each once; those without a place come first.
  public let diagnostics: [Diagnostic]
  /// The file that a problem without a place is shown at, in formats that demand a file.
  public let home: String

  /// Sorts the problems and drops those that are there twice.
  public init(_ diagnostics: [Diagnostic], tool: Tool, home: String = "galley.yaml") {
    self.tool = tool
    self.home = home
    self.diagnostics = Self.sortedAndUnique(diagnostics)
  }

  /// The number of problems of one severity.
  public func count(_ severity: Diagnostic.Severity) -> Int {
    diagnostics.reduce(0) { $1.severity == severity ? $0 + 1 : $0 }
  }

  /// Whether a problem is an error, so that the command fails.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// The problems with the worst first, otherwise in the report's order.
  var worstFirst: [Diagnostic] {
    let severities: [Diagnostic.Severity] = [.error, .warning, .information]
    return severities.flatMap { severity in diagnostics.filter { $0.severity == severity } }
  }
}
