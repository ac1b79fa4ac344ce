/// A failed operation on the content as a whole: it could not be found or read.
///
/// Problems inside a file are diagnostics, never errors.
package struct ContentError: Error, Sendable {
  /// The kind of failure; open, so that a new kind breaks nobody.
  package struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The name of the kind, for tests and logs.
    package let description: String

    /// No folder upward from the start holds `galley.yaml`.
    package static let rootNotFound = Code(description: "root-not-found")
    /// The content root is there but holds no `galley.yaml`.
    package static let settingsMissing = Code(description: "settings-missing")
    /// A path leaves the content root or is not spelled as a path inside it.
    package static let invalidPath = Code(description: "invalid-path")
    /// The file or folder does not exist.
    package static let notFound = Code(description: "not-found")
    /// The system refused to list or read a file.
    package static let readFailed = Code(description: "read-failed")
    /// The file is larger than `ContentLimits.maximumFileBytes`.
    package static let fileTooLarge = Code(description: "file-too-large")
    /// The content has more files than `ContentLimits.maximumFiles`.
    package static let tooManyFiles = Code(description: "too-many-files")
    /// The system refused to write or remove a file.
    package static let writeFailed = Code(description: "write-failed")
    /// The user stopped the work before anything was changed.
    package static let stopped = Code(description: "stopped")
    /// A symbolic link stands where a file was asked for; links are never followed.
    package static let symbolicLink = Code(description: "symbolic-link")
  }

  /// The kind of failure.
  package let code: Code
  /// What went wrong, one sentence without a full stop.
  package let message: String
  /// What to do next.
  package let hints: [String]

  /// Creates an error.
  package init(_ code: Code, _ message: String, hints: [String] = []) {
    self.code = code
    self.message = message
    self.hints = hints
  }

  /// Whether a file could not be written, whatever stands in the way.
  package var isWriteFailure: Bool { code == .writeFailed || code == .symbolicLink }

  /// Whether the user's set-up is wrong (exit code 2) rather than an operation failed (3).
  package var isConfiguration: Bool {
    code == .rootNotFound || code == .settingsMissing
  }
}
