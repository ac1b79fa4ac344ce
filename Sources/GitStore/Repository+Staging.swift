import Clibgit2
import Glibc

extension Repository {
  /// Puts the named files into the index as they are in the work tree; a file that is gone is
  /// taken out.
  ///
  /// All or nothing: if one path cannot be staged, none is. Refused are paths whose content an
  /// external filter decides, ignored files, folders, files outside the sparse checkout and files
  /// behind symbolic links.
  package func stage(
    _ paths: [String], patience: LockPatience = LockPatience()
  ) throws(GitError) {
    let operation = "stage files"
    guard let workTree else {
      throw GitError(.bareRepository, operation, "the repository has no work tree")
    }
    var lock = try IndexLock(index: indexPath, patience: patience)
    try Self.useIndex(at: lock.path, in: raw)
    let result = Result { () throws(GitError) in try stage(paths, workTree: workTree) }
    // The library must not keep the locked copy as the repository's index.
    if let indexPathGiven {
      try Self.useIndex(at: indexPathGiven, in: raw)
    } else {
      try check(operation, git_repository_set_index(raw, nil))
    }
    try result.get()
    try lock.replaceIndex()
  }

  private func stage(_ paths: [String], workTree: String) throws(GitError) {
    let index = try reopenIndex()
    for path in paths {
      let operation = "stage '\(path)'"
      let parsed = try RepositoryPath(path, operation)
      guard !parsed.components.isEmpty, path.utf8.last != UInt8(ascii: "/") else {
        throw GitError(.notAFile, operation, "it is a folder", hints: ["name the files"])
      }
      try checkParents(of: parsed, workTree: workTree, operation)
      let entry = git_index_get_bypath(index.raw, path, 0)
      if let entry {
        try checkIsCheckedOut(entry.pointee, operation)
      }
      let isKnown = entry != nil || hasConflict(at: path, in: index)
      var status = stat()
      if lstat(workTree + path, &status) != 0 {
        guard errno == ENOENT || errno == ENOTDIR else {
          throw GitError(.fileSystem, operation, FileText.reason())
        }
        guard isKnown else {
          throw GitError(
            .unknownPath, operation, "there is no such file, in the work tree or in the index")
        }
        try check(operation, git_index_remove_bypath(index.raw, path))
        continue
      }
      let kind = status.st_mode & S_IFMT
      guard kind == S_IFREG || kind == S_IFLNK else {
        throw GitError(.notAFile, operation, "it is not a file", hints: ["name the files"])
      }
      try checkContent(path, isKnown: isKnown, operation)
      try removeFiles(below: path, from: index, operation)
      try check(operation, git_index_add_bypath(index.raw, path))
    }
    try check("write the index", git_index_write(index.raw))
  }

  /// Takes out the files of a folder whose place a file takes; the library would keep them.
  private func removeFiles(
    below path: String, from index: borrowing Handle<IndexKind>, _ operation: String
  ) throws(GitError) {
    var position = 0
    guard git_index_find_prefix(&position, index.raw, path + "/") >= 0 else {
      return
    }
    let prefix = Array((path + "/").utf8)
    while let entry = git_index_get_byindex(index.raw, position), let name = entry.pointee.path,
      String(cString: name).utf8.starts(with: prefix)
    {
      try checkIsCheckedOut(entry.pointee, operation)
      position += 1
    }
    for stage in Int32(0)...3 {
      try check(operation, git_index_remove_directory(index.raw, path, stage))
    }
  }

  /// Refuses to touch an entry that a sparse checkout leaves out of the work tree.
  private func checkIsCheckedOut(
    _ entry: git_index_entry, _ operation: String
  ) throws(GitError) {
    guard UInt32(entry.flags_extended) & GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue == 0 else {
      throw GitError(
        .outsideSparseCheckout, operation, "the file is outside the sparse checkout",
        hints: ["git sparse-checkout add FOLDER"])
    }
  }

  private func hasConflict(at path: String, in index: borrowing Handle<IndexKind>) -> Bool {
    (1...3).contains { git_index_get_bypath(index.raw, path, $0) != nil }
  }

  /// Refuses a file that is reached through a symbolic link or belongs to another repository.
  private func checkParents(
    of path: RepositoryPath, workTree: String, _ operation: String
  ) throws(GitError) {
    var folder = workTree
    for component in path.components.dropLast() {
      folder += component
      var status = stat()
      guard lstat(folder, &status) == 0 else {
        return
      }
      guard status.st_mode & S_IFMT != S_IFLNK else {
        throw GitError(.invalidPath, operation, "the path goes through a symbolic link")
      }
      folder += "/"
      guard access(folder + ".git", F_OK) != 0 else {
        throw GitError(.invalidPath, operation, "the file belongs to another repository")
      }
    }
  }

  private func checkContent(
    _ path: String, isKnown: Bool, _ operation: String
  ) throws(GitError) {
    if let filter = try externalFilter(of: path) {
      throw GitError(
        .externalFilter, operation,
        "the external filter '\(filter)' decides its content, and filters are not run here",
        hints: ["git add \(path)"])
    }
    let isIgnored = try isIgnored(path)
    if !isKnown, isIgnored {
      throw GitError(
        .ignoredPath, operation, "an ignore file excludes it", hints: ["git add --force \(path)"])
    }
  }
}
