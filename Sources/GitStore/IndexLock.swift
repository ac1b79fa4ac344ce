import Glibc

/// How long a locked file is waited for.
package struct LockPatience: Sendable, Hashable {
  /// How often the lock is tried.
  package var attempts: Int
  /// The pause between two tries, in milliseconds.
  package var pause: Int

  /// Sets the patience; one second unless told otherwise.
  package init(attempts: Int = 20, pause: Int = 50) {
    self.attempts = attempts
    self.pause = pause
  }

  /// Waits before another try, unless this was the last one.
  func waits(after attempt: Int) -> Bool {
    guard attempt + 1 < attempts else {
      return false
    }
    usleep(UInt32(max(0, min(pause, 10_000)) * 1000))
    return true
  }
}

/// The index, kept from other programs from before it is read until it is replaced.
///
/// The library locks an index only while it writes it, so it would undo what another program wrote
/// since it read. Here `index.lock` is taken first, as git does, holds a copy of the index, is
/// changed, and takes the index's place in one step.
struct IndexLock: ~Copyable {
  /// The index.
  let indexPath: String
  /// The copy that is changed.
  let path: String
  private var isFinished = false

  /// Takes the lock, waiting a bounded time for another program.
  init(index indexPath: String, patience: LockPatience) throws(GitError) {
    let path = indexPath + ".lock"
    let descriptor = try Self.create(path, patience: patience)
    defer { close(descriptor) }
    do {
      try Self.copy(indexPath, to: descriptor)
    } catch {
      unlink(path)
      throw error
    }
    // Only now: a value whose parts are all set is ended when its initialiser throws, and that
    // would take away the lock of another program.
    self.indexPath = indexPath
    self.path = path
  }

  deinit {
    if !isFinished {
      unlink(path)
    }
  }

  /// Puts the changed copy in the index's place.
  mutating func replaceIndex() throws(GitError) {
    let operation = "replace the index"
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw GitError(.fileSystem, operation, FileText.reason())
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0, rename(path, indexPath) == 0 else {
      throw GitError(.fileSystem, operation, FileText.reason())
    }
    isFinished = true
  }

  private static func create(_ path: String, patience: LockPatience) throws(GitError) -> Int32 {
    let operation = "lock the index"
    var attempt = 0
    while true {
      let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        return descriptor
      }
      guard errno == EEXIST else {
        throw GitError(.fileSystem, operation, "\(path): \(FileText.reason())")
      }
      guard patience.waits(after: attempt) else {
        throw GitError(
          .indexLocked, operation, "another program holds \(path)",
          hints: ["wait for other git programs, or delete that file if none is running"])
      }
      attempt += 1
    }
  }

  /// An index without entries: its mark, version 2, no entries, and the SHA-1 of these 12 bytes.
  private static let emptyIndex: [UInt8] =
    Array("DIRC".utf8) + [0, 0, 0, 2, 0, 0, 0, 0]
    + [0x39, 0xd8, 0x90, 0x13, 0x9e, 0xe5, 0x35, 0x6c, 0x7e, 0xf5]
    + [0x72, 0x21, 0x6c, 0xeb, 0xcd, 0x27, 0xaa, 0x41, 0xf9, 0xdf]

  private static func copy(_ indexPath: String, to descriptor: Int32) throws(GitError) {
    guard let content = try FileText.bytes(indexPath) else {
      try FileText.write(emptyIndex, to: descriptor, "make an index")
      return
    }
    try FileText.write(content, to: descriptor, "copy the index")
    // Files changed in the same moment as the index are told by comparing with its own time.
    var status = stat()
    guard stat(indexPath, &status) == 0 else {
      throw GitError(.fileSystem, "copy the index", FileText.reason())
    }
    let times = [status.st_atim, status.st_mtim]
    guard futimens(descriptor, times) == 0 else {
      throw GitError(.fileSystem, "copy the index", FileText.reason())
    }
  }
}
