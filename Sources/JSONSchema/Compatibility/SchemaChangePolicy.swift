/// What is made of the breaks of each rule.
public struct SchemaChangePolicy: Sendable, Equatable {
  /// How much a break by a rule counts.
  public enum Severity: String, Sendable, CaseIterable {
    /// It fails.
    case error
    /// It is shown and fails nothing.
    case warning
    /// It is not shown.
    case off
  }

  private var severities: [String: Severity]

  /// Creates a policy; a rule that it does not name is an error.
  public init(_ severities: [String: Severity] = [:]) {
    self.severities = severities
  }

  /// How much a break by the rule called `code` counts.
  public subscript(code: String) -> Severity {
    get { severities[code] ?? .error }
    set { severities[code] = newValue }
  }
}
