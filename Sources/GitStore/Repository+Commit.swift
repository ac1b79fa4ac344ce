import Clibgit2

/// What a new commit is to be.
package struct CommitDraft: Sendable, Hashable {
  /// The message; blank lines around it and spaces at the ends of lines are taken away.
  package var message: String
  /// The time of the commit, unless the environment sets one.
  package var time: GitTime
  /// The author, unless environment and configuration are to say it.
  package var author: Identity?
  /// Whether the commit is signed.
  package var signing: SigningChoice
  /// Whether a commit without any change is made.
  package var allowsNoChange: Bool
  /// The tree that was checked: if the index holds another one meanwhile, nothing is committed.
  package var expectedTree: ObjectID?

  /// Describes a commit.
  package init(
    message: String, time: GitTime, author: Identity? = nil, signing: SigningChoice = .configured,
    allowsNoChange: Bool = false, expectedTree: ObjectID? = nil
  ) {
    self.message = message
    self.time = time
    self.author = author
    self.signing = signing
    self.allowsNoChange = allowsNoChange
    self.expectedTree = expectedTree
  }
}

extension Repository {
  /// Writes the tree that the next commit would have, and returns it.
  package func stagedTree() throws(GitError) -> ObjectID {
    let operation = "write the staged tree"
    let unmerged = try index().unmergedPaths
    guard unmerged.isEmpty else {
      let some = unmerged.prefix(5).joined(separator: ", ")
      throw GitError(
        .unmergedPaths, operation,
        "\(unmerged.count == 1 ? "a path is" : "\(unmerged.count) paths are") in conflict: \(some)",
        hints: ["resolve the conflicts, then git add the files"])
    }
    // A copy of the index: files that are only announced are not part of a commit.
    let path = indexPath
    let index = try Handle<IndexKind>(operation) { git_index_open(&$0, path) }
    for entry in try self.index().entries where entry.isOnlyIntended {
      try check(operation, git_index_remove(index.raw, entry.file.path, 0))
    }
    var oid = git_oid()
    try check(operation, git_index_write_tree_to(&oid, index.raw, raw))
    return ObjectID(oid)
  }

  /// Commits what is staged to the branch that is checked out, and returns the commit.
  ///
  /// The branch moves only if it is still where it was when this began. Hooks are not run: run
  /// `git commit` where hooks matter.
  package func commitStaged(
    _ draft: CommitDraft, patience: LockPatience = LockPatience()
  ) throws(GitError) -> Commit {
    let operation = "make the commit"
    guard !isBare else {
      throw GitError(.bareRepository, operation, "the repository has no work tree")
    }
    try checkState(operation)
    let (reference, parent) = try headReference()
    let tree = try stagedTree()
    if let expected = draft.expectedTree, expected != tree {
      throw GitError(
        .staleIndex, operation, "the index changed since it was checked", hints: ["try again"])
    }
    if !draft.allowsNoChange {
      let isUnchanged =
        if let parent { try commit(parent).tree == tree } else { try index().entries.isEmpty }
      guard !isUnchanged else {
        throw GitError(
          .nothingToCommit, operation, "nothing is staged", hints: ["git add the changed files"])
      }
    }
    let message = try Self.tidied(draft.message, operation)
    let author = try signature(.author, identity: draft.author, time: draft.time)
    let committer = try signature(.committer, identity: nil, time: draft.time)
    let parents = parent.map { "parent \($0.hex)\n" } ?? ""
    let header =
      "tree \(tree.hex)\n\(parents)author \(author.line)\ncommitter \(committer.line)\n"
    var text = header + "\n" + message
    let armor = try armor(
      text, choice: draft.signing, setting: "commit.gpgsign", operation: operation)
    if let armor {
      let folded = armor.split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: "\n ")
      text = header + "gpgsig " + folded + "\n\n" + message
    }
    let id = try store(Array(text.utf8), .commit, operation)
    let summary = message.prefix { $0 != "\n" }
    try check(
      operation,
      git_repository_set_ident(raw, committer.identity.name, committer.identity.email))
    try move(
      reference, from: parent, to: id,
      log: parent == nil ? "commit (initial): \(summary)" : "commit: \(summary)",
      patience: patience)
    return try commit(id)
  }

  /// Refuses to commit while another operation waits for its own commit.
  private func checkState(_ operation: String) throws(GitError) {
    let state = git_repository_state(raw)
    switch git_repository_state_t(rawValue: UInt32(max(0, state))) {
    case GIT_REPOSITORY_STATE_NONE, GIT_REPOSITORY_STATE_BISECT: return
    case GIT_REPOSITORY_STATE_MERGE:
      throw GitError(
        .mergeInProgress, operation, "a merge waits for its commit",
        hints: ["git commit", "git merge --abort"])
    case GIT_REPOSITORY_STATE_REVERT, GIT_REPOSITORY_STATE_REVERT_SEQUENCE:
      throw underWay("revert", operation)
    case GIT_REPOSITORY_STATE_CHERRYPICK, GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE:
      throw underWay("cherry-pick", operation)
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX, GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE:
      throw underWay("am", operation)
    default:
      throw underWay("rebase", operation)
    }
  }

  private func underWay(_ command: String, _ operation: String) -> GitError {
    GitError(
      .operationInProgress, operation, "a \(command) is under way",
      hints: ["git \(command) --continue", "git \(command) --abort"])
  }

  /// Returns the reference that a commit moves, and where it stands.
  private func headReference() throws(GitError) -> (name: String, commit: ObjectID?) {
    switch try head() {
    case .detached(let commit): return ("HEAD", commit)
    case .branch(let name, let commit): return (Self.fullName(name), commit)
    case .unborn(let name): return (Self.fullName(name), nil)
    }
  }

  private static func fullName(_ branch: String) -> String {
    branch.hasPrefix("refs/") ? branch : "refs/heads/" + branch
  }

  /// Takes blank lines and spaces away where git does.
  static func tidied(_ message: String, _ operation: String) throws(GitError) -> String {
    guard !message.utf8.contains(0) else {
      throw GitError(.invalidMessage, operation, "the message holds a zero byte")
    }
    var buffer = git_buf()
    let status = git_message_prettify(&buffer, message, 0, CChar(bitPattern: UInt8(ascii: "#")))
    defer { git_buf_dispose(&buffer) }
    try check(operation, status)
    let text = buffer.text
    guard !text.isEmpty else {
      throw GitError(.invalidMessage, operation, "the message is empty")
    }
    return text
  }
}
