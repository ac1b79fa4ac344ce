import GitStore

/// The files of the content that differ from an earlier commit, dirty and untracked ones included.
enum ChangedFiles {
  /// Returns the paths below the content root that changed since the merge base with `revision`.
  static func paths(since revision: String, in workspace: Workspace) throws -> Set<String> {
    let repository = try workspace.repository()
    let folder = workspace.folder(in: repository)
    let old = try repository.resolve(revision)
    let head = try repository.head().commit
    var paths: Set<String> = []
    if let head {
      let base = try repository.mergeBase(old.commit, head) ?? old.commit
      let oldTree = try repository.commit(base).tree
      let newTree = try repository.commit(head).tree
      for change in try repository.changes(from: oldTree, to: newTree, below: folder) {
        paths.insert(change.path)
      }
    }
    for entry in try repository.status(below: folder) { paths.insert(entry.path) }
    guard !folder.isEmpty else { return paths }
    return Set(
      paths.compactMap { path in
        path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : nil
      })
  }
}
