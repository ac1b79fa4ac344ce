public import Diagnostics

/// What reading a file gave: the document if it could be read, and every problem found.
public struct DocumentReading: Sendable {
  /// The document; nil when an error made it unreadable.
  public let document: Document?
  /// The problems, in the order of the file.
  public let diagnostics: [Diagnostic]

  /// Creates a result.
  public init(document: Document?, diagnostics: [Diagnostic]) {
    self.document = document
    self.diagnostics = diagnostics
  }
}
