import Clibgit2

/// A version of the repository's content.
package struct Revision: Sendable, Hashable {
  /// The commit.
  package let commit: ObjectID
  /// The commit's tree.
  package let tree: ObjectID
}

extension Repository {
  /// Returns the commit that a name such as `HEAD~2`, `main`, `v1.0` or `1f2e3d` means.
  package func resolve(_ name: String) throws(GitError) -> Revision {
    let operation = "find the revision '\(name)'"
    let repository = raw
    var pointer: OpaquePointer?
    let status = git_revparse_single(&pointer, repository, name)
    guard status >= 0, let pointer else {
      throw try revisionError(operation, LibraryFailure(status: status), name)
    }
    let object = Handle<AnyObjectKind>(owning: pointer)
    var peeled: OpaquePointer?
    let peelStatus = git_object_peel(&peeled, object.raw, GIT_OBJECT_COMMIT)
    guard peelStatus >= 0, let peeled else {
      let failure = LibraryFailure(status: peelStatus)
      guard failure.is(GIT_EPEEL) || failure.is(GIT_EINVALIDSPEC) else {
        throw GitError(operation, failure)
      }
      throw GitError(.notACommit, operation, "it names an object that is not a commit")
    }
    let commit = Handle<AnyObjectKind>(owning: peeled)
    guard let id = git_object_id(commit.raw) else {
      throw GitError(.library, operation, "the commit has no name")
    }
    let found = try self.commit(ObjectID(id.pointee))
    return Revision(commit: found.id, tree: found.tree)
  }

  /// Returns the names of branches, remote branches and tags, sorted.
  package func referenceNames() throws(GitError) -> [String] {
    let operation = "list the references"
    let repository = raw
    let iterator = try Handle<ReferenceIteratorKind>(operation) {
      git_reference_iterator_new(&$0, repository)
    }
    var names: [String] = []
    while true {
      var name: UnsafePointer<CChar>?
      let status = git_reference_next_name(&name, iterator.raw)
      if status == GIT_ITEROVER.rawValue {
        break
      }
      try check(operation, status)
      guard let name else {
        continue
      }
      let full = String(cString: name)
      for prefix in ["refs/heads/", "refs/tags/", "refs/remotes/"] where full.hasPrefix(prefix) {
        names.append(String(full.dropFirst(prefix.utf8.count)))
      }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private func revisionError(
    _ operation: String, _ failure: LibraryFailure, _ name: String
  ) throws(GitError) -> GitError {
    if failure.is(GIT_EAMBIGUOUS) {
      return GitError(
        .ambiguousRevision, operation, "several objects begin with '\(name)'",
        hints: ["give more digits"])
    }
    guard failure.is(GIT_ENOTFOUND) || failure.is(GIT_EINVALIDSPEC) else {
      return GitError(operation, failure)
    }
    let base = String(name.prefix { $0 != "~" && $0 != "^" && $0 != "@" && $0 != ":" })
    let isHead = base == "HEAD" || (base.isEmpty && name.hasPrefix("@"))
    if isHead, case .unborn(let branch) = try head() {
      return GitError(
        .unbornHead, operation, "the branch '\(branch)' has no commit yet",
        hints: ["make a first commit"])
    }
    let names = try referenceNames()
    if base != name || ObjectID(hex: name) != nil, try !shallowBoundary().isEmpty,
      isHead || names.contains(base) || ObjectID(hex: base) != nil
    {
      return GitError(
        .shallowHistory, operation, "the repository is a shallow clone and its history ends before",
        hints: ["git fetch --unshallow"])
    }
    if base != name, isHead || names.contains(base) {
      return GitError(
        .unknownRevision, operation,
        "\(base.isEmpty ? "@" : base) exists, but nothing is at that place in its history")
    }
    let near = NearestNames.of(base, among: names)
    return GitError(
      .unknownRevision, operation, "no branch, tag or commit has that name",
      hints: near.isEmpty ? [] : ["did you mean \(near.joined(separator: " or "))?"])
  }
}
