import Clibgit2

/// What the library said about a call that failed.
struct LibraryFailure {
  /// The value the call returned.
  let status: Int32
  /// The library's own sentence.
  let message: String

  /// Copies the thread's last message; call it before anything else happens on this thread.
  init(status: Int32) {
    self.status = status
    if let last = git_error_last(), let text = last.pointee.message {
      message = String(cString: text)
    } else {
      message = "the library gave no reason (code \(status))"
    }
  }

  /// Whether the call returned this code.
  func `is`(_ code: git_error_code) -> Bool {
    status == code.rawValue
  }
}

extension GitError {
  /// Translates a failed call whose kind needs no knowledge of what was attempted.
  init(_ operation: String, status: Int32) {
    self.init(operation, LibraryFailure(status: status))
  }

  /// Translates a failure whose kind needs no knowledge of what was attempted.
  init(_ operation: String, _ failure: LibraryFailure) {
    let message = failure.message
    if message.contains("unsupported mandatory extension: 'sdir'") {
      self.init(
        .sparseIndex, operation, "the index is a sparse index, which cannot be read here",
        hints: ["git sparse-checkout reapply --no-sparse-index"])
    } else if message.contains("unsupported mandatory extension: 'link'") {
      self.init(
        .splitIndex, operation, "the index is a split index, which cannot be read here",
        hints: ["git update-index --no-split-index"])
    } else if failure.is(GIT_EMISMATCH) {
      self.init(.corruptObject, operation, message, hints: ["git fsck"])
    } else if failure.is(GIT_EBAREREPO) {
      self.init(.bareRepository, operation, "the repository has no work tree")
    } else if failure.is(GIT_ENOTFOUND), message.hasPrefix("object not found") {
      self.init(.missingObject, operation, message, hints: ["git fsck"])
    } else {
      self.init(.library, operation, message)
    }
  }
}

/// Throws when a call of the library failed.
func check(_ operation: String, _ status: Int32) throws(GitError) {
  guard status >= 0 else {
    throw GitError(operation, status: status)
  }
}
