/// Why building, signing or verifying a release failed: thrown by everything in this module.
///
/// A refusal says what is wrong, where, what was expected and found, and what to do.
package struct ReleaseError: Error, Sendable {
  /// What a failure means for the exit code of a command.
  package enum ExitClass: Int, Sendable {
    /// The arguments, a key file or the content to build from cannot be used.
    case input = 2
    /// Reading or writing failed.
    case failed = 3
    /// The release is untrusted or stale; nothing was written.
    case refused = 4
  }

  /// The stable code, `area.what`.
  package let code: ReleaseErrorCode
  /// What is wrong, one sentence without a full stop.
  package let message: String
  /// Where: a file, a member of the archive, a blob.
  package var place: String?
  /// What the format asks for.
  package let expected: String?
  /// What was there instead.
  package let found: String?
  /// What to do next.
  package let advice: String
  /// What the failure means for the exit code.
  package var exitClass: ExitClass

  /// Creates an error; without an exit class the code decides.
  package init(
    _ code: ReleaseErrorCode, _ message: String, at place: String? = nil,
    expected: String? = nil, found: String? = nil, advice: String? = nil,
    exitClass: ExitClass? = nil
  ) {
    self.code = code
    self.message = message
    self.place = place
    self.expected = expected
    self.found = found
    self.advice = advice ?? code.advice
    self.exitClass = exitClass ?? code.exitClass
  }

  /// The same error with a place around its own: `bundle.galley: content/a.txt`.
  func inside(_ outer: String) -> ReleaseError {
    var error = self
    error.place = place.map { "\(outer): \($0)" } ?? outer
    return error
  }

  /// The same error for another exit class.
  func with(_ exitClass: ExitClass) -> ReleaseError {
    var error = self
    error.exitClass = exitClass
    return error
  }
}

extension ReleaseError: CustomStringConvertible {
  /// The whole refusal in one line: `error[code]: what, where, expected and found, what to do`.
  package var description: String {
    var text = "error[\(code.name)]: \(message)"
    if let place { text += " in \(place)" }
    if let expected { text += "; expected \(expected)" }
    if let found { text += expected == nil ? "; found \(found)" : ", found \(found)" }
    return text + "; \(advice)"
  }
}
