/// The stable name of a kind of problem, `area/what`, lower case, never reused for another meaning.
///
/// Each module declares its codes as static members in an extension, beside the code that reports
/// them; `docs/diagnostics.md` lists them all.
public struct DiagnosticCode: Sendable, Hashable {
  /// The name as printed: `content/unknown-key`.
  public let name: String
  /// One sentence that says what the code means, without the details of one case.
  public let summary: String

  /// Declares a code.
  public init(_ name: String, _ summary: String) {
    self.name = name
    self.summary = summary
  }

  /// Codes are equal when their names are.
  public static func == (left: DiagnosticCode, right: DiagnosticCode) -> Bool {
    left.name == right.name
  }

  /// Hashes the name only, as equality does.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
  }
}
