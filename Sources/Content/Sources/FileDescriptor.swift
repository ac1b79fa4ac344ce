import Glibc

/// An open file of the system, closed when it goes out of scope.
struct FileDescriptor: ~Copyable {
  let number: CInt

  deinit {
    close(number)
  }

  /// Opens the content root itself, which may be a link.
  static func openRoot(_ path: String) throws(SystemError) -> FileDescriptor {
    try checked(unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
  }

  /// Opens a folder inside this one, refusing a symbolic link.
  borrowing func openFolder(_ name: String) throws(SystemError) -> FileDescriptor {
    try Self.checked(
      unsafe openat(number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
  }

  /// Opens a file inside this folder for reading, refusing a symbolic link.
  ///
  /// `O_NONBLOCK` keeps a pipe in the place of a file from blocking for ever.
  borrowing func openFile(_ name: String) throws(SystemError) -> FileDescriptor {
    try Self.checked(unsafe openat(number, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC))
  }

  /// What stands under a name in this folder, links not followed.
  borrowing func status(of name: String) throws(SystemError) -> stat {
    var status = stat()
    guard unsafe fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw SystemError(number: errno)
    }
    return status
  }

  /// What this descriptor is open on.
  borrowing func status() throws(SystemError) -> stat {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw SystemError(number: errno) }
    return status
  }

  /// Reads everything from the current position, at most `limit` bytes and one more.
  borrowing func readAll(expecting size: Int, limit: Int) throws(SystemError) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(min(size, limit) + 1)
    while result.count <= limit {
      // One byte more than expected, so that the end of an unchanged file is seen in one go.
      let wanted = max(min(size, limit) + 1 - result.count, 4_096)
      var failure: CInt = 0
      var received = 0
      let piece = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        repeat {
          received = unsafe read(number, buffer.baseAddress, wanted)
        } while received < 0 && errno == EINTR
        failure = received < 0 ? errno : 0
        count = max(received, 0)
      }
      guard failure == 0 else { throw SystemError(number: failure) }
      if received == 0 { return result }
      if result.isEmpty { result = piece } else { result += piece }
      // As many bytes as the system said, and one more was asked for.
      if result.count == size, received < wanted { return result }
    }
    return result
  }

  private static func checked(_ number: CInt) throws(SystemError) -> FileDescriptor {
    guard number >= 0 else { throw SystemError(number: errno) }
    return FileDescriptor(number: number)
  }
}

/// A failure that the system reports by number.
struct SystemError: Error {
  let number: CInt

  /// What the system calls the failure, always in English.
  var message: String {
    switch number {
    case ENOENT: "no such file or folder"
    case ENOTDIR: "not a folder"
    case EACCES, EPERM: "permission denied"
    case EMFILE, ENFILE: "too many open files"
    case ENAMETOOLONG: "the name is too long"
    case ENOSPC, EDQUOT: "no space left on the device"
    case EROFS: "the file system is read-only"
    case EISDIR: "a folder is in the way"
    case EEXIST: "something that is no file is in the way"
    case EXDEV: "'.galley/tmp' lies on another file system"
    case ELOOP: "a symbolic link is in the way"
    case EFBIG: "the file would be larger than the system allows"
    case EIO: "the device reports an input/output error"
    default: "system error \(number)"
    }
  }
}
