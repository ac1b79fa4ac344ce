extension Repository {
  /// Returns what differs between two trees below a folder, in the order of the paths' bytes.
  ///
  /// Folders with equal names are not opened, so the cost follows the size of the change. Without a
  /// tree on one side everything was added or removed. A folder that a side does not have counts as
  /// empty.
  package func changes(
    from old: ObjectID?, to new: ObjectID?, below folder: String = "",
    limits: TreeLimits = TreeLimits()
  ) throws(GitError) -> [TreeChange] {
    let path = try RepositoryPath(folder, "compare two trees")
    var comparison = TreeComparison(repository: self, limits: limits)
    try comparison.compare(
      start(of: old, at: folder), start(of: new, at: folder),
      prefix: path.components.isEmpty ? "" : path.text + "/", depth: 1)
    return comparison.changes
  }

  private func start(of tree: ObjectID?, at folder: String) throws(GitError) -> ObjectID? {
    guard let tree else {
      return nil
    }
    return try self.folder(folder, of: tree)
  }
}

/// A walk down two trees side by side.
private struct TreeComparison {
  let repository: Repository
  let limits: TreeLimits
  var changes: [TreeChange] = []
  var seen = 0

  mutating func compare(
    _ old: ObjectID?, _ new: ObjectID?, prefix: String, depth: Int
  ) throws(GitError) {
    guard old != new else {
      return
    }
    guard depth <= limits.depth else {
      throw tooLarge("more than \(limits.depth) folders are inside each other")
    }
    switch (old, new) {
    case (nil, nil):
      return
    case (let old?, nil):
      let object = try repository.storedObject(old, .tree, "compare two trees")
      var cursor = try TreeCursor(object.bytes)
      while cursor.isAtEntry {
        try step(cursor, nil, prefix, depth)
        try cursor.advance()
      }
    case (nil, let new?):
      let object = try repository.storedObject(new, .tree, "compare two trees")
      var cursor = try TreeCursor(object.bytes)
      while cursor.isAtEntry {
        try step(nil, cursor, prefix, depth)
        try cursor.advance()
      }
    case (let old?, let new?):
      let oldObject = try repository.storedObject(old, .tree, "compare two trees")
      let newObject = try repository.storedObject(new, .tree, "compare two trees")
      try merge(TreeCursor(oldObject.bytes), TreeCursor(newObject.bytes), prefix, depth)
    }
  }

  private mutating func merge(
    _ oldCursor: TreeCursor, _ newCursor: TreeCursor, _ prefix: String, _ depth: Int
  ) throws(GitError) {
    var old = oldCursor
    var new = newCursor
    while old.isAtEntry || new.isAtEntry {
      let order =
        !new.isAtEntry ? -1 : !old.isAtEntry ? 1 : old.order(against: new)
      if order < 0 {
        try step(old, nil, prefix, depth)
        try old.advance()
      } else if order > 0 {
        try step(nil, new, prefix, depth)
        try new.advance()
      } else {
        if !old.hasSameContent(as: new) {
          try step(old, new, prefix, depth)
        }
        try old.advance()
        try new.advance()
      }
    }
  }

  /// Reports one differing entry, or goes into it.
  private mutating func step(
    _ old: TreeCursor?, _ new: TreeCursor?, _ prefix: String, _ depth: Int
  ) throws(GitError) {
    guard let either = new ?? old else {
      return
    }
    seen += 1
    guard seen <= limits.entries else {
      throw tooLarge("there are more than \(limits.entries) changes")
    }
    let path = prefix + either.nameText.text
    if either.isTree {
      try compare(old?.objectID, new?.objectID, prefix: path + "/", depth: depth + 1)
      return
    }
    let oldFile = old.flatMap { file($0, path) }
    let newFile = new.flatMap { file($0, path) }
    let kind: TreeChange.Kind
    switch (oldFile, newFile) {
    case (nil, nil): return
    case (nil, _?): kind = .added
    case (_?, nil): kind = .removed
    case (let old?, let new?):
      // Trees written long ago know more modes than there are kinds of files.
      guard old.mode != new.mode || old.id != new.id else {
        return
      }
      kind = Self.family(old.mode) == Self.family(new.mode) ? .modified : .typeChanged
    }
    changes.append(TreeChange(kind: kind, path: path, old: oldFile, new: newFile))
  }

  private func file(_ cursor: TreeCursor, _ path: String) -> TreeFile? {
    guard let mode = cursor.fileMode, let id = cursor.objectID else {
      return nil
    }
    return TreeFile(path: path, mode: mode, id: id)
  }

  private static func family(_ mode: FileMode) -> FileMode {
    mode == .executable ? .file : mode
  }

  private func tooLarge(_ reason: String) -> GitError {
    GitError(.treeTooLarge, "compare two trees", reason)
  }
}
