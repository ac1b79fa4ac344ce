import Glibc

/// Makes processes that write to the same content root take turns.
package enum WorkTreeLock {
  /// Runs `body` while no other process is in such a body; the system lets go of the lock even when
  /// the process is killed.
  package static func hold<Result>(
    root: String, _ body: () throws(ContentError) -> Result
  ) throws(ContentError) -> Result {
    let lock = try opened(root)
    defer { lock.unlock() }
    return try body()
  }

  private static func opened(_ root: String) throws(ContentError) -> FileDescriptor {
    do throws(SystemError) {
      let folder = try FileDescriptor.openRoot(root).makeFolder(".galley")
      return try folder.openLock("lock")
    } catch {
      throw ContentError(.writeFailed, "cannot open '.galley/lock': \(error.message)")
    }
  }
}

extension FileDescriptor {
  /// Opens a file of this folder, made where it is missing, once nobody else holds its lock.
  borrowing func openLock(_ name: String) throws(SystemError) -> FileDescriptor {
    let opened = unsafe openat(number, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard opened >= 0 else { throw SystemError(number: errno) }
    let file = FileDescriptor(number: opened)
    while flock(file.number, LOCK_EX) != 0 {
      guard errno == EINTR else { throw SystemError(number: errno) }
    }
    return file
  }

  /// Lets others have the lock.
  borrowing func unlock() { _ = flock(number, LOCK_UN) }
}
