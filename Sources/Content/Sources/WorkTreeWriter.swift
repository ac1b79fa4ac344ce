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

  /// Puts several files in their places: all are on the disk before the first is renamed.
  ///
  /// Nothing is changed when one of them cannot be written, because the disk is full, say.
  ///
  /// What is not `durable` may be lost when the machine stops: caches, which say what they hold.
  package func write(
    _ files: [(path: String, bytes: [UInt8])], durable: Bool = true
  ) throws(ContentError) {
    guard let first = files.first else { return }
    var path = first.path
    var targets: [[Substring]] = []
    for file in files { targets.append(try ContentPath.components(of: file.path)) }
    var names: [String] = []
    do throws(SystemError) {
      let temporary = try makeFolder([".galley", "tmp"])
      do throws(SystemError) {
        for file in files {
          path = file.path
          let name = nextName()
          let descriptor = try temporary.createFile(name)
          names.append(name)
          try descriptor.writeAll(file.bytes)
        }
        // Synced after all are written: the first sync takes most of the others along.
        for (index, name) in names.enumerated() where durable {
          path = files[index].path
          try temporary.openFile(name).sync()
        }
        path = first.path
        var parents = targets[0].dropLast()
        var folder = try makeFolder(parents)
        for (index, components) in targets.enumerated() {
          path = files[index].path
          // Files of one folder come one after the other.
          if components.dropLast() != parents {
            if durable { try folder.sync() }
            parents = components.dropLast()
            folder = try makeFolder(parents)
          }
          try temporary.rename(
            names[index], to: String(components[components.count - 1]), in: folder)
        }
        if durable { try folder.sync() }
      } catch {
        for name in names { temporary.removeFile(name) }
        throw error
      }
    } catch {
      throw failure(error, "write", path)
    }
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

  private func nextName() -> String {
    let number = counter.withLock { value in
      value += 1
      return value
    }
    return "\(getpid())-\(number)"
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

  private func failure(_ error: SystemError, _ verb: String, _ path: String) -> ContentError {
    if error.number == ELOOP {
      return ContentError(
        .symbolicLink, "'\(path)' is a symbolic link or lies behind one",
        hints: ["galley follows no links; remove the link and try again"])
    }
    return ContentError(
      .writeFailed, "cannot \(verb) '\(path)': \(error.message)",
      hints: ["nothing was changed; mend the cause and run the command again"])
  }
}

extension FileDescriptor {
  /// Opens a folder inside this one, making it first where it is missing.
  borrowing func makeFolder(_ name: String) throws(SystemError) -> FileDescriptor {
    if unsafe mkdirat(number, name, 0o777) != 0, errno != EEXIST {
      throw SystemError(number: errno)
    }
    return try openFolder(name)
  }

  /// Creates a new file for writing.
  borrowing func createFile(_ name: String) throws(SystemError) -> FileDescriptor {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    var descriptor = unsafe openat(number, name, flags, 0o666)
    if descriptor < 0, errno == EEXIST {
      // Left by a killed process that had the same id.
      _ = unsafe unlinkat(number, name, 0)
      descriptor = unsafe openat(number, name, flags, 0o666)
    }
    guard descriptor >= 0 else { throw SystemError(number: errno) }
    return FileDescriptor(number: descriptor)
  }

  /// Writes all bytes.
  borrowing func writeAll(_ bytes: [UInt8]) throws(SystemError) {
    var offset = 0
    while offset < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(number, buffer.baseAddress.map { unsafe $0 + offset }, buffer.count - offset)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw SystemError(number: errno)
      }
      offset += written
    }
  }

  /// Waits until the bytes are on the disk.
  borrowing func sync() throws(SystemError) {
    guard fsync(number) == 0 else { throw SystemError(number: errno) }
  }

  /// Moves a file of this folder to another, replacing what is there.
  borrowing func rename(
    _ name: String, to newName: String, in folder: borrowing FileDescriptor
  ) throws(SystemError) {
    guard unsafe renameat(number, name, folder.number, newName) == 0 else {
      throw SystemError(number: errno)
    }
  }

  /// Removes a file of this folder.
  borrowing func remove(_ name: String) throws(SystemError) {
    guard unsafe unlinkat(number, name, 0) == 0 else { throw SystemError(number: errno) }
  }

  /// Removes a file of this folder if it is there.
  borrowing func removeFile(_ name: String) {
    _ = unsafe unlinkat(number, name, 0)
  }

  /// Removes a folder of this folder; false when it is not empty or cannot be removed.
  borrowing func removeEmptyFolder(_ name: String) -> Bool {
    unsafe unlinkat(number, name, AT_REMOVEDIR) == 0
  }
}
