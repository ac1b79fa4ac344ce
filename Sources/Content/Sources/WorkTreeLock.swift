import Glibc

/// Makes processes that write to the same content root take turns.
package enum WorkTreeLock {
  /// How long one sleeps between two looks at the lock of another process, in microseconds.
  private static let pause: UInt32 = 10_000
  /// After how many looks it is said that one waits.
  private static let patience = 50

  /// What happens while another process has the lock.
  package struct Waiting {
    /// Asked again and again; true ends the wait.
    package let isStopped: () -> Bool
    /// Told once when the wait takes longer than half a second.
    package let onWait: () -> Void

    /// Describes a wait that goes on until the lock is free.
    package init(isStopped: @escaping () -> Bool = { false }, onWait: @escaping () -> Void = {}) {
      self.isStopped = isStopped
      self.onWait = onWait
    }
  }

  /// Runs `body` while no other process is in such a body; the system lets go of the lock even when
  /// the process is killed.
  ///
  /// Returns what `body` returned; nil when it was stopped before its turn came.
  package static func hold<Result>(
    root: String, waiting: Waiting = Waiting(), _ body: () throws(ContentError) -> Result
  ) throws(ContentError) -> Result? {
    guard let lock = try taken(root, waiting) else { return nil }
    defer { lock.unlock() }
    return try body()
  }

  private static func taken(
    _ root: String, _ waiting: Waiting
  ) throws(ContentError) -> FileDescriptor? {
    do throws(SystemError) {
      let file = try FileDescriptor.openRoot(root).makeFolder(".galley").openLock("lock")
      var looks = 0
      while try !file.tryLock() {
        if waiting.isStopped() { return nil }
        if looks == patience { waiting.onWait() }
        looks += 1
        // Not blocked in the system: a signal that comes just before that would not be seen.
        usleep(pause)
      }
      return file
    } catch {
      throw ContentError(.writeFailed, "cannot open '.galley/lock': \(error.message)")
    }
  }
}

extension FileDescriptor {
  /// Opens the file of a lock in this folder, made where it is missing.
  borrowing func openLock(_ name: String) throws(SystemError) -> FileDescriptor {
    let opened = unsafe openat(number, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard opened >= 0 else { throw SystemError(number: errno) }
    return FileDescriptor(number: opened)
  }

  /// Takes the lock of this file; false while another process has it.
  borrowing func tryLock() throws(SystemError) -> Bool {
    if flock(number, LOCK_EX | LOCK_NB) == 0 { return true }
    guard errno == EWOULDBLOCK || errno == EINTR else { throw SystemError(number: errno) }
    return false
  }

  /// Lets others have the lock.
  borrowing func unlock() { _ = flock(number, LOCK_UN) }
}
