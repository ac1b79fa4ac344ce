import Glibc
import Synchronization

/// Writes files below a content root so that a kill at any point leaves the old file or the new.
///
/// Bytes go to a temporary file in `.galley/tmp`, which git ignores, are synced, and renamed into
/// place. No symbolic link is followed on the way.
package final class WorkTreeWriter: Sendable {
  /// The content root.
  package let root: String
  private let counter = Mutex(0)

  /// Creates a writer below `root`.
  package init(root: String) {
    self.root = root
  }

  /// Puts `bytes` at a path, making folders as needed; the old file stays until the new is complete.
  package func write(_ bytes: [UInt8], at path: String) throws(ContentError) {
    try write([(path: path, bytes: bytes)])
  }

  /// Puts files in their places and removes others.
  ///
  /// What is removed goes last, so that nothing is lost when the files cannot be written. Only where a
  /// file system that ignores case would take it for one of the files it goes first: later it would
  /// be the new file.
  package func write(
    _ files: [(path: String, bytes: [UInt8])], removing paths: [String], durable: Bool = true
  ) throws(ContentError) {
    let folded = paths.isEmpty ? [] : Set(files.map { $0.path.lowercased() })
    for path in paths where folded.contains(path.lowercased()) { try remove(path) }
    try write(files, durable: durable)
    for path in paths where !folded.contains(path.lowercased()) { try remove(path) }
  }

  /// Puts several files in their places: all are on the disk before the first is renamed.
  ///
  /// Nothing is changed when one of them cannot be written, because the disk is full, say, or because
  /// something that is no file stands in its place.
  ///
  /// What is not `durable` may be lost when the machine stops: caches, which say what they hold.
  package func write(
    _ files: [(path: String, bytes: [UInt8])], durable: Bool = true
  ) throws(ContentError) {
    guard let first = files.first else { return }
    var path = first.path
    var targets: [[Substring]] = []
    for file in files { targets.append(try ContentPath.components(of: file.path)) }
    let groups = Self.groups(targets)
    var names: [String] = []
    var placed = 0
    do throws(SystemError) {
      let temporary = try makeFolder([".galley", "tmp"])
      temporary.shareTemporaryFiles()
      do throws(SystemError) {
        for file in files {
          path = file.path
          names.append(try writeTemporary(file.bytes, in: temporary))
        }
        // Synced after all are written: the first sync takes most of the others along.
        for (index, name) in names.enumerated() where durable {
          path = files[index].path
          try temporary.openFile(name).sync()
        }
        for group in groups {
          path = files[group.lowerBound].path
          let folder = try makeFolder(targets[group.lowerBound].dropLast())
          try folder.requireWritable()
          for index in group {
            path = files[index].path
            try folder.requirePlace(String(targets[index][targets[index].count - 1]))
          }
        }
        for group in groups {
          path = files[group.lowerBound].path
          let folder = try openFolder(targets[group.lowerBound].dropLast())
          for index in group {
            path = files[index].path
            try temporary.rename(
              names[index], to: String(targets[index][targets[index].count - 1]), in: folder)
            placed += 1
          }
          if durable { try folder.sync() }
        }
      } catch {
        for name in names[placed...] { temporary.removeFile(name) }
        throw error
      }
    } catch {
      throw failure(error, "write", path, placed: placed, of: files.count)
    }
  }

  /// Ranges of neighbours that lie in the same folder.
  private static func groups(_ targets: [[Substring]]) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var start = 0
    for index in targets.indices {
      let next = index + 1
      if next == targets.count || targets[next].dropLast() != targets[start].dropLast() {
        groups.append(start..<next)
        start = next
      }
    }
    return groups
  }

  /// Removes a file and the folders that it leaves empty; a file that is not there is fine.
  package func remove(_ path: String) throws(ContentError) {
    var components = try ContentPath.components(of: path)
    do throws(SystemError) {
      let last = components.removeLast()
      try openFolder(components).remove(String(last))
    } catch  where error.number == ENOENT || error.number == ENOTDIR {
      return
    } catch {
      throw failure(error, "remove", path)
    }
    while let name = components.popLast() {
      guard let folder = try? openFolder(components), folder.removeEmptyFolder(String(name)) else {
        return
      }
    }
  }

  /// Writes a temporary file under a name that nobody has: not even a process of another container
  /// that has the same id and the same folder.
  private func writeTemporary(
    _ bytes: [UInt8], in temporary: borrowing FileDescriptor
  ) throws(SystemError) -> String {
    while true {
      let number = counter.withLock { value in
        value += 1
        return value
      }
      let name = "\(getpid())-\(number)"
      do throws(SystemError) {
        let descriptor = try temporary.createFile(name)
        do throws(SystemError) {
          try descriptor.writeAll(bytes)
        } catch {
          temporary.removeFile(name)
          throw error
        }
        return name
      } catch  where error.number == EEXIST {
        continue
      }
    }
  }

  private func openFolder(_ components: [Substring]) throws(SystemError) -> FileDescriptor {
    var folder = try FileDescriptor.openRoot(root)
    for component in components {
      folder = try folder.openFolder(String(component))
    }
    return folder
  }

  private func makeFolder(_ components: some Sequence<Substring>) throws(SystemError)
    -> FileDescriptor
  {
    var folder = try FileDescriptor.openRoot(root)
    for component in components {
      folder = try folder.makeFolder(String(component))
    }
    return folder
  }

  private func failure(
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
