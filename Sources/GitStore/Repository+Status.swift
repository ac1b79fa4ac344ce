import Clibgit2

/// A path that differs between HEAD, the index and the work tree.
package struct StatusEntry: Sendable, Hashable {
  /// How a path differs between two of them.
  package enum Change: Sendable, Hashable {
    /// The path is new.
    case added
    /// The path is gone.
    case removed
    /// The content, or the right to run it, differs.
    case modified
    /// A file became a link, or the other way round.
    case typeChanged
    /// The file's bytes differ, but an external filter decides what that means, and is not run.
    case undecided(filter: String)
  }

  /// The path from the root of the repository.
  package let path: String
  /// How the index differs from HEAD: what the next commit would change.
  package let staged: Change?
  /// How the work tree differs from the index; new files are `isUntracked` instead.
  package let unstaged: Change?
  /// Whether git does not know the file.
  package let isUntracked: Bool
  /// Whether the path is in conflict.
  package let isConflicted: Bool
}

extension Repository {
  /// Returns the paths below a folder that differ between HEAD, the index and the work tree.
  ///
  /// Sorted by the bytes of the path. Ignored files, submodules and files left out by a sparse
  /// checkout are not listed; nothing is written, not even the index.
  package func status(below folder: String = "") throws(GitError) -> [StatusEntry] {
    let operation = "read the status of the work tree"
    guard !isBare else {
      throw GitError(.bareRepository, operation, "the repository has no work tree")
    }
    let path = try RepositoryPath(folder, operation).text
    let index = try openIndex()
    let list = try statusList(below: path, operation)
    var entries: [StatusEntry] = []
    for position in 0..<git_status_list_entrycount(list.raw) {
      guard let pointer = git_status_byindex(list.raw, position) else {
        continue
      }
      let deltas = [pointer.pointee.head_to_index, pointer.pointee.index_to_workdir]
      guard let delta = deltas.lazy.compactMap({ $0 }).first,
        let name = delta.pointee.new_file.path ?? delta.pointee.old_file.path
      else {
        continue
      }
      let known = git_index_get_bypath(index.raw, name, 0)
      let entry = try statusEntry(
        String(cString: name), flags: pointer.pointee.status.rawValue,
        indexFlags: known.map { UInt32($0.pointee.flags_extended) } ?? 0)
      if let entry {
        entries.append(entry)
      }
    }
    return entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private func statusList(
    below path: String, _ operation: String
  ) throws(GitError) -> Handle<StatusListKind> {
    var options = git_status_options()
    try check(
      operation, git_status_options_init(&options, UInt32(GIT_STATUS_OPTIONS_VERSION)))
    options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR
    options.flags =
      GIT_STATUS_OPT_INCLUDE_UNTRACKED.rawValue | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS.rawValue
      | GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH.rawValue
      | GIT_STATUS_OPT_EXCLUDE_SUBMODULES.rawValue
      | GIT_STATUS_OPT_SORT_CASE_SENSITIVELY.rawValue
    let repository = raw
    guard !path.isEmpty else {
      return try Handle(operation) { git_status_list_new(&$0, repository, &options) }
    }
    // The library wants a list of mutable texts and only reads them.
    var bytes = path.utf8CString
    var pointer: OpaquePointer?
    let status = bytes.withUnsafeMutableBufferPointer { text -> Int32 in
      var start = text.baseAddress
      return withUnsafeMutablePointer(to: &start) { list in
        options.pathspec = git_strarray(strings: list, count: 1)
        return git_status_list_new(&pointer, repository, &options)
      }
    }
    guard status >= 0, let pointer else {
      throw GitError(operation, status: status)
    }
    return Handle(owning: pointer)
  }

  private func statusEntry(
    _ path: String, flags: UInt32, indexFlags: UInt32
  ) throws(GitError) -> StatusEntry? {
    var staged = Self.change(
      flags, added: GIT_STATUS_INDEX_NEW, removed: GIT_STATUS_INDEX_DELETED,
      typeChanged: GIT_STATUS_INDEX_TYPECHANGE, modified: GIT_STATUS_INDEX_MODIFIED)
    var unstaged = Self.change(
      flags, added: nil, removed: GIT_STATUS_WT_DELETED, typeChanged: GIT_STATUS_WT_TYPECHANGE,
      modified: GIT_STATUS_WT_MODIFIED)
    if indexFlags & GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue != 0 {
      unstaged = nil
    }
    if indexFlags & GIT_INDEX_ENTRY_INTENT_TO_ADD.rawValue != 0 {
      // The index only announces the file; the library takes the announcement for an empty file.
      staged = staged == .added ? nil : .removed
      unstaged = unstaged == .removed ? .removed : .added
    }
    if unstaged == .modified, let filter = try externalFilter(of: path) {
      unstaged = .undecided(filter: filter)
    }
    let entry = StatusEntry(
      path: path, staged: staged, unstaged: unstaged,
      isUntracked: flags & GIT_STATUS_WT_NEW.rawValue != 0,
      isConflicted: flags & GIT_STATUS_CONFLICTED.rawValue != 0)
    let isClean =
      staged == nil && unstaged == nil && !entry.isUntracked && !entry.isConflicted
    return isClean ? nil : entry
  }

  private static func change(
    _ flags: UInt32, added: git_status_t?, removed: git_status_t, typeChanged: git_status_t,
    modified: git_status_t
  ) -> StatusEntry.Change? {
    let kinds: [(flag: git_status_t?, change: StatusEntry.Change)] = [
      (added, .added), (removed, .removed), (typeChanged, .typeChanged), (modified, .modified),
    ]
    return kinds.first { kind in kind.flag.map { flags & $0.rawValue != 0 } ?? false }?.change
  }
}
