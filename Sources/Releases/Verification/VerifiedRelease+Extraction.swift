extension VerifiedRelease {
  /// Writes the content into a new directory at `target`, as a whole or not at all.
  ///
  /// The files go into a temporary directory beside it, each created fresh and reached without
  /// following a link, and the directory is renamed once.
  package func extract(to target: String) throws(ReleaseError) {
    guard !FileSystem.exists(target) else {
      try StagingDirectory.sweep(beside: target)
      throw ReleaseError(
        .targetExists, "the directory to extract into exists already", at: target,
        expected: "nothing there")
    }
    let staging = try StagingDirectory(beside: target)
    try Self.write(tree, content: content, into: staging.contents)
    try staging.publishDirectory()
  }

  /// A directory of the content: its files and directories by name.
  private struct Tree {
    var files: [(name: String, path: String)] = []
    var directories: [(name: String, tree: Tree)] = []

    mutating func add(_ components: ArraySlice<String>, path: String) {
      guard let name = components.first else { return }
      guard components.count > 1 else {
        files.append((name, path))
        return
      }
      // Paths come in order of their bytes, so most files go where the last one went.
      let known = directories.lastIndex { $0.name.utf8.elementsEqual(name.utf8) }
      let index = known ?? directories.count
      if known == nil { directories.append((name, Tree())) }
      directories[index].tree.add(components.dropFirst(), path: path)
    }
  }

  private var tree: Tree {
    var tree = Tree()
    for file in files {
      let components = file.path.utf8.split(separator: UInt8(ascii: "/")).map { String($0) ?? "" }
      tree.add(components[...], path: file.path)
    }
    return tree
  }

  private static func write(
    _ tree: Tree, content: VerifiedContent, into directory: borrowing DirectoryHandle
  ) throws(ReleaseError) {
    for file in tree.files {
      try directory.createFile(file.name, content.slice(file.path) ?? [], mode: 0o644)
    }
    for child in tree.directories {
      try directory.createDirectory(child.name)
      let handle = try directory.directory(child.name)
      try write(child.tree, content: content, into: handle)
    }
    try directory.synchronize()
  }
}
