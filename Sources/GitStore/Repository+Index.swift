import Clibgit2

/// One entry of the index: what the next commit holds at a path.
package struct IndexEntry: Sendable, Hashable {
  /// Which side of a conflict an entry is.
  package enum Stage: Int32, Sendable, Hashable {
    /// No conflict.
    case normal = 0
    /// The common ancestor's version.
    case ancestor
    /// The version of the branch that is checked out.
    case ours
    /// The version of the branch that is merged in.
    case theirs
  }

  /// The path, the kind of file, the content.
  package let file: TreeFile
  /// Which side of a conflict it is.
  package let stage: Stage
  /// Whether a sparse checkout leaves the file out of the work tree.
  package let skipsWorkTree: Bool
  /// Whether `git add -N` only announced the file; the next commit does not hold it.
  package let isOnlyIntended: Bool
}

/// The index, read whole, in git's order.
package struct IndexListing: Sendable, Hashable {
  /// The entries.
  package var entries: [IndexEntry] = []
  /// Paths whose bytes are not UTF-8, repaired for printing; their files are not listed.
  package var unreadableNames: [String] = []

  /// The files that the next commit would hold.
  package var files: [TreeFile] {
    entries.filter { $0.stage == .normal && !$0.isOnlyIntended && $0.file.mode != .submodule }
      .map(\.file)
  }

  /// The paths in conflict, each once.
  package var unmergedPaths: [String] {
    var paths: [String] = []
    for entry in entries where entry.stage != .normal && paths.last != entry.file.path {
      paths.append(entry.file.path)
    }
    return paths
  }
}

extension Repository {
  /// The index file: the one that `GIT_INDEX_FILE` names, or the repository's own.
  package var indexPath: String { indexPathGiven ?? gitDirectory + "index" }

  /// Returns the entries of the index below a folder.
  package func index(below folder: String = "") throws(GitError) -> IndexListing {
    let path = try RepositoryPath(folder, "read the index")
    let prefix = path.components.isEmpty ? "" : path.text + "/"
    let index = try openIndex()
    var listing = IndexListing()
    for position in 0..<git_index_entrycount(index.raw) {
      guard let entry = git_index_get_byindex(index.raw, position) else {
        continue
      }
      guard let name = entry.pointee.path, let mode = FileMode(raw: entry.pointee.mode),
        let stage = IndexEntry.Stage(rawValue: git_index_entry_stage(entry))
      else {
        continue
      }
      let repaired = String(cString: name)
      guard repaired.utf8.starts(with: prefix.utf8) else {
        continue
      }
      guard let text = String(validatingCString: name) else {
        listing.unreadableNames.append(repaired)
        continue
      }
      let extended = UInt32(entry.pointee.flags_extended)
      listing.entries.append(
        IndexEntry(
          file: TreeFile(path: text, mode: mode, id: ObjectID(entry.pointee.id)), stage: stage,
          skipsWorkTree: extended & GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue != 0,
          isOnlyIntended: extended & GIT_INDEX_ENTRY_INTENT_TO_ADD.rawValue != 0))
    }
    return listing
  }

  /// Opens the index with what is on disk now.
  func openIndex() throws(GitError) -> Handle<IndexKind> {
    if let indexPathGiven {
      try Self.useIndex(at: indexPathGiven, in: raw)
    }
    return try reopenIndex()
  }

  /// Opens whatever file the library reads as the index at the moment.
  func reopenIndex() throws(GitError) -> Handle<IndexKind> {
    let repository = raw
    var pointer: OpaquePointer?
    let status = git_repository_index(&pointer, repository)
    guard status >= 0, let pointer else {
      throw Self.indexError("read the index", LibraryFailure(status: status))
    }
    let index = Handle<IndexKind>(owning: pointer)
    let readStatus = git_index_read(index.raw, 1)
    guard readStatus >= 0 else {
      throw Self.indexError("read the index", LibraryFailure(status: readStatus))
    }
    return index
  }

  /// Translates a failure to read an index.
  static func indexError(_ operation: String, _ failure: LibraryFailure) -> GitError {
    let error = GitError(operation, failure)
    guard error.code == .library else {
      return error
    }
    return GitError(.unreadableIndex, operation, failure.message, hints: ["git status"])
  }
}
