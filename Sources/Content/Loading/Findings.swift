package import Diagnostics

/// Collects the problems found while content is read and checked.
package struct Findings: Sendable {
  private var collected: [Diagnostic] = []
  /// How many errors are among them.
  private(set) var errorCount = 0

  /// Creates an empty collection.
  package init() {}

  /// Adds a problem.
  package mutating func report(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan?,
    severity: Diagnostic.Severity = .error, notes: [String] = [], fix: Diagnostic.Fix? = nil
  ) {
    let notes = notes.map { Diagnostic.Note($0) }
    add([Diagnostic(code, message, at: span, severity: severity, notes: notes, fix: fix)])
  }

  /// Adds problems that another module found.
  package mutating func add(_ diagnostics: [Diagnostic]) {
    collected += diagnostics
    errorCount += diagnostics.count { $0.severity == .error }
  }

  /// How many problems were found.
  package var count: Int { collected.count }

  /// The first error among the problems that were found after so many others.
  func firstError(after count: Int) -> Diagnostic? {
    collected.dropFirst(count).first { $0.severity == .error }
  }

  /// The problems ordered by path, place and code.
  package var sorted: [Diagnostic] {
    collected.enumerated().sorted { left, right in
      let leftKey = Self.key(left.element)
      let rightKey = Self.key(right.element)
      if leftKey.path != rightKey.path {
        return ContentPath.isOrdered(leftKey.path, before: rightKey.path)
      }
      return (leftKey.start, leftKey.code, left.offset)
        < (rightKey.start, rightKey.code, right.offset)
    }.map(\.element)
  }

  private static func key(_ diagnostic: Diagnostic) -> (path: String, start: Int, code: String) {
    (
      diagnostic.span?.source.path ?? "", diagnostic.span?.start ?? 0, diagnostic.code.name
    )
  }
}
