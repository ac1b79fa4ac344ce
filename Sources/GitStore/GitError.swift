/// A git operation that failed: what was attempted, what went wrong, what to do next.
package struct GitError: Error, Hashable, Sendable {
  /// The stable name of a kind of failure; new ones may appear.
  package struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The name as printed: `unknown-revision`.
    package let name: String

    /// Declares a code.
    package init(_ name: String) {
      self.name = name
    }

    /// The name.
    package var description: String { name }
  }

  /// What kind of failure it is.
  package var code: Code
  /// What was attempted: `open the repository`.
  package var operation: String
  /// What went wrong, in one sentence.
  package var message: String
  /// What the reader can do next, one sentence or command each.
  package var hints: [String]

  /// Describes a failure.
  package init(_ code: Code, _ operation: String, _ message: String, hints: [String] = []) {
    self.code = code
    self.operation = operation
    self.message = message
    self.hints = hints
  }
}

extension GitError: CustomStringConvertible {
  /// The failure on one line, then one line for each hint.
  package var description: String {
    var text = "cannot \(operation): \(message)"
    for hint in hints {
      text += "\n  hint: \(hint)"
    }
    return text
  }
}
