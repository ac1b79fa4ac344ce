import Glibc

/// Writes files below a content root so that a kill at any point leaves the old file or the new.
///
/// Bytes go to a temporary file in `.galley/tmp`, which git ignores, are synced, and renamed into
/// place. No symbolic link is followed on the way.
package final class WorkTreeWriter: Sendable {
  /// The content root.
  package let root: String

  /// Creates a writer below `root`.
  package init(root: String) {
    self.root = root
  }

  /// Puts `bytes` at a path, making folders as needed; the old file stays until the new is complete.
  package func write(_ bytes: [UInt8], at path: String) throws(ContentError) {
    try write([(path: path, bytes: bytes)])
  }

  /// Puts files in their places and removes others: all are on the disk before the first is renamed.
  ///
  /// Nothing is changed when one of them cannot be written, because the disk is full, say, or because
  /// something that is no file stands in its place; nor when `watch` stops it before that.
  ///
  /// What is removed goes last, so that nothing is lost when the files cannot be written. Only where a
  /// file system that ignores case would take it for one of the files it goes before they are put in
  /// their places: later it would be the new file.
  ///
  /// What is not `durable` may be lost when the machine stops: caches, which say what they hold.
  package func write(
    _ files: [(path: String, bytes: [UInt8])], removing paths: [String] = [], durable: Bool = true,
    watch: StoringWatch = StoringWatch()
  ) throws(ContentError) {
    var last = paths
    if !files.isEmpty {
      var batch = try FileBatch.start(files, below: root, durable: durable)
      try batch.prepare(watch)
      let first = mistakable(paths, for: files)
      for path in first { try remove(path) }
      last = paths.filter { !first.contains($0) }
      try batch.place()
    }
    for path in last { try remove(path) }
  }

  /// The paths that the file system takes for one of the files, though they are spelt otherwise.
  private func mistakable(
    _ paths: [String], for files: [(path: String, bytes: [UInt8])]
  ) -> Set<String> {
    guard !paths.isEmpty else { return [] }
    let targets = Dictionary(
      files.map { ($0.path.lowercased(), $0.path) }, uniquingKeysWith: { first, _ in first })
    return Set(
      paths.filter { path in
        guard let target = targets[path.lowercased()], let old = node(of: path) else {
          return false
        }
        return node(of: target) == old
      })
  }

  /// What the file system numbers the file at a path by; nil where there is none.
  private func node(of path: String) -> ino_t? {
    guard var components = try? ContentPath.components(of: path) else { return nil }
    let last = String(components.removeLast())
    return try? FileDescriptor.openFolder(components, below: root).status(of: last).st_ino
  }

  /// Removes a file and the folders that it leaves empty; a file that is not there is fine.
  package func remove(_ path: String) throws(ContentError) {
    var components = try ContentPath.components(of: path)
    do throws(SystemError) {
      let last = components.removeLast()
      try FileDescriptor.openFolder(components, below: root).remove(String(last))
    } catch  where error.number == ENOENT || error.number == ENOTDIR {
      return
    } catch {
      throw .writing(error, "remove", path)
    }
    while let name = components.popLast() {
      guard let folder = try? FileDescriptor.openFolder(components, below: root),
        folder.removeEmptyFolder(String(name))
      else { return }
    }
  }
}

extension ContentError {
  /// A file of `count` cannot be written or removed when `placed` of them are in their places.
  static func writing(
    _ error: SystemError, _ verb: String, _ path: String, placed: Int = 0, of count: Int = 1
  ) -> ContentError {
    if error.number == ELOOP {
      return ContentError(
        .symbolicLink, "'\(path)' is a symbolic link or lies behind one",
        hints: ["galley follows no links; remove the link and try again"])
    }
    let changed =
      placed == 0 ? "nothing was changed" : "\(placed) of \(count) files were replaced, each whole"
    return ContentError(
      .writeFailed, "cannot \(verb) '\(path)': \(error.message)",
      hints: ["\(changed); mend the cause and run the command again"])
  }
}
