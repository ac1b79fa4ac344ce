/// What a path of a tree holds.
package enum TreeItem: Sendable, Hashable {
  /// A folder.
  case folder(ObjectID)
  /// A file, link or submodule.
  case file(TreeFile)
}

extension Repository {
  /// Returns the files of a tree below a folder; paths start at the root of the tree.
  ///
  /// A folder that does not exist is an error with the code `unknownPath`. What lies below a path of
  /// `skipped` is neither listed nor read.
  package func files(
    of tree: ObjectID, below folder: String = "", skipping skipped: Set<String> = [],
    limits: TreeLimits = TreeLimits()
  ) throws(GitError) -> TreeListing {
    let operation = "list the files of the tree \(tree.short)"
    let path = try RepositoryPath(folder, operation)
    guard let start = try self.folder(folder, of: tree) else {
      throw GitError(.unknownPath, operation, "there is no folder '\(folder)' in that version")
    }
    var walk = TreeWalk(repository: self, limits: limits, skipped: skipped)
    let prefix = path.components.isEmpty ? "" : path.text + "/"
    try walk.visit(start, prefix: prefix, prefixIsExact: true, depth: 1)
    return walk.listing
  }

  /// Returns the tree of a folder in a tree, or nothing if there is no such folder.
  package func folder(_ path: String, of tree: ObjectID) throws(GitError) -> ObjectID? {
    guard case .folder(let id)? = try item(path, of: tree) else {
      return nil
    }
    return id
  }

  /// Returns what a path of a tree holds, or nothing.
  package func item(_ path: String, of tree: ObjectID) throws(GitError) -> TreeItem? {
    let operation = "look up '\(path)' in the tree \(tree.short)"
    let components = try RepositoryPath(path, operation).components
    var item = TreeItem.folder(tree)
    for (level, component) in components.enumerated() {
      guard case .folder(let id) = item,
        let found = try child(component, of: id, path: components[...level])
      else {
        return nil
      }
      item = found
    }
    return item
  }

  /// Returns what a name in a tree holds, or nothing; the path is that of the name.
  func child(
    _ name: Substring, of tree: ObjectID, path: some Collection<Substring>
  ) throws(GitError) -> TreeItem? {
    let object = try storedObject(tree, .tree, "read the tree \(tree.short)")
    var cursor = try TreeCursor(object.bytes)
    while cursor.isAtEntry {
      if cursor.name.elementsEqual(name.utf8), let id = cursor.objectID {
        if cursor.isTree {
          return .folder(id)
        }
        return cursor.fileMode.map {
          .file(TreeFile(path: path.joined(separator: "/"), mode: $0, id: id))
        }
      }
      try cursor.advance()
    }
    return nil
  }
}

/// A walk down a tree that counts what it has seen.
private struct TreeWalk {
  let repository: Repository
  let limits: TreeLimits
  let skipped: Set<String>
  var listing = TreeListing()
  var seen = 0

  mutating func visit(
    _ tree: ObjectID, prefix: String, prefixIsExact: Bool, depth: Int
  ) throws(GitError) {
    let operation = "list the files of the tree \(tree.short)"
    guard depth <= limits.depth else {
      throw GitError(
        .treeTooLarge, operation, "more than \(limits.depth) folders are inside each other")
    }
    let object = try repository.storedObject(tree, .tree, operation)
    var cursor = try TreeCursor(object.bytes)
    while cursor.isAtEntry {
      seen += 1
      guard seen <= limits.entries else {
        throw GitError(
          .treeTooLarge, operation, "there are more than \(limits.entries) files and folders")
      }
      let (name, nameIsExact) = cursor.nameText
      let isExact = prefixIsExact && nameIsExact
      if let id = cursor.objectID {
        if cursor.isTree {
          guard skipped.isEmpty || !skipped.contains(prefix + name) else {
            try cursor.advance()
            continue
          }
          try visit(id, prefix: prefix + name + "/", prefixIsExact: isExact, depth: depth + 1)
        } else if !isExact {
          listing.unreadableNames.append(prefix + name)
        } else if cursor.fileMode == .submodule {
          listing.submodules.append(prefix + name)
        } else if let mode = cursor.fileMode {
          listing.files.append(TreeFile(path: prefix + name, mode: mode, id: id))
        }
      }
      try cursor.advance()
    }
  }
}
