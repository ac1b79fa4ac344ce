import Clibgit2

/// What HEAD points at.
package enum Head: Sendable, Hashable {
  /// A branch, named without `refs/heads/`, and its newest commit.
  case branch(name: String, commit: ObjectID)
  /// A commit that no branch stands for.
  case detached(commit: ObjectID)
  /// A branch without a commit yet.
  case unborn(branch: String)

  /// The commit, unless the branch has none yet.
  package var commit: ObjectID? {
    switch self {
    case .branch(_, let commit), .detached(let commit): commit
    case .unborn: nil
    }
  }

  /// The branch, unless HEAD is detached.
  package var branch: String? {
    switch self {
    case .branch(let name, _), .unborn(let name): name
    case .detached: nil
    }
  }
}

extension Repository {
  /// Returns what HEAD points at.
  package func head() throws(GitError) -> Head {
    let operation = "read HEAD"
    let repository = raw
    let reference = try Handle<ReferenceKind>(operation) {
      git_reference_lookup(&$0, repository, "HEAD")
    }
    guard let symbolic = git_reference_symbolic_target(reference.raw) else {
      guard let target = git_reference_target(reference.raw) else {
        throw GitError(.library, operation, "HEAD points at nothing")
      }
      return .detached(commit: ObjectID(target.pointee))
    }
    let fullName = String(cString: symbolic)
    let name = fullName.hasPrefix("refs/heads/") ? String(fullName.dropFirst(11)) : fullName
    var value = git_oid()
    let status = git_reference_name_to_id(&value, repository, fullName)
    if status == GIT_ENOTFOUND.rawValue {
      return .unborn(branch: name)
    }
    try check(operation, status)
    return .branch(name: name, commit: ObjectID(value))
  }

  /// Returns whether a full reference name such as `refs/heads/main` is allowed.
  static func isValidReferenceName(_ name: String) -> Bool {
    var valid: Int32 = 0
    return git_reference_name_is_valid(&valid, name) >= 0 && valid != 0
  }
}
