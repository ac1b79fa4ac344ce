/// A problem in the user's content as a value: collected, never thrown.
public struct Diagnostic: Sendable {
  /// How bad the problem is; only errors make a command fail.
  public enum Severity: UInt8, Sendable, Comparable, CaseIterable {
    /// Worth knowing, nothing to do.
    case information
    /// Probably a mistake; the output is still defined.
    case warning
    /// Wrong: the content cannot be used as it is.
    case error

    /// Orders by how bad: information, warning, error.
    public static func < (left: Severity, right: Severity) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// Further help on a problem: what was expected, or another place that takes part in it.
  public struct Note: Sendable {
    /// One sentence.
    public let message: String
    /// The place the note speaks of, if it has one.
    public let span: SourceSpan?

    /// Creates a note.
    public init(_ message: String, at span: SourceSpan? = nil) {
      self.message = message
      self.span = span
    }
  }

  /// A mechanical correction: the bytes of `span` become `replacement`.
  public struct Fix: Sendable {
    /// What the correction does, in the imperative: "replace with 'endif'".
    public let message: String
    /// The bytes to replace.
    public let span: SourceSpan
    /// The text that takes their place.
    public let replacement: String

    /// Creates a correction.
    public init(_ message: String, replacing span: SourceSpan, with replacement: String) {
      self.message = message
      self.span = span
      self.replacement = replacement
    }
  }

  /// The kind of problem.
  public let code: DiagnosticCode
  /// How bad it is.
  public var severity: Severity
  /// What is wrong, one sentence without a full stop, naming the offending text.
  public let message: String
  /// Where; nil only for problems of the repository as a whole.
  public let span: SourceSpan?
  /// What was expected, what to do next, other places.
  public var notes: [Note]
  /// A correction that can be applied mechanically, if there is exactly one.
  public var fix: Fix?

  /// Creates a diagnostic.
  public init(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan?,
    severity: Severity = .error, notes: [Note] = [], fix: Fix? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.span = span
    self.notes = notes
    self.fix = fix
  }
}
