public import Diagnostics

/// Why a document could not be written in the form that was asked for.
public struct DocumentError: Error, Sendable {
  /// What is wrong and where.
  public let diagnostic: Diagnostic

  /// Wraps a problem.
  public init(_ diagnostic: Diagnostic) {
    self.diagnostic = diagnostic
  }
}
