import Clinux
import Glibc

extension FileDescriptor {
  /// Opens a folder inside this one, making it first where it is missing.
  ///
  /// A new folder is `durable` when its name is on the disk: what is put into it would be lost with it.
  borrowing func makeFolder(
    _ name: String, durable: Bool = false
  ) throws(SystemError) -> FileDescriptor {
    if unsafe mkdirat(number, name, 0o777) == 0 {
      if durable { try sync() }
    } else if errno != EEXIST {
      throw SystemError(number: errno)
    }
    return try openFolder(name)
  }

  /// Opens a folder of a content root, making what is missing of it.
  static func makeFolder(
    _ components: some Sequence<Substring>, below root: String, durable: Bool = false
  ) throws(SystemError) -> FileDescriptor {
    var folder = try openRoot(root)
    for component in components {
      folder = try folder.makeFolder(String(component), durable: durable)
    }
    return folder
  }

  /// Opens a folder of a content root.
  static func openFolder(
    _ components: some Sequence<Substring>, below root: String
  ) throws(SystemError) -> FileDescriptor {
    var folder = try openRoot(root)
    for component in components { folder = try folder.openFolder(String(component)) }
    return folder
  }

  /// Creates a new file for writing.
  borrowing func createFile(_ name: String) throws(SystemError) -> FileDescriptor {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = unsafe openat(number, name, flags, 0o666)
    guard descriptor >= 0 else { throw SystemError(number: errno) }
    return FileDescriptor(number: descriptor)
  }

  /// Removes what killed processes left in this folder of temporary files, and keeps others from
  /// doing so while this descriptor is open.
  ///
  /// Whoever writes there shares the folder's lock; so one who gets it alone is alone. Where a file
  /// system has no such locks, nothing is removed.
  borrowing func shareTemporaryFiles() {
    if flock(number, LOCK_EX | LOCK_NB) == 0, let listing = try? FolderListing(self) {
      for member in listing.members {
        removeTree(String(decoding: member.name, as: UTF8.self))
      }
    }
    while flock(number, LOCK_SH) != 0, errno == EINTR {}
  }

  /// Removes what stands under a name, a folder with all that is in it; no link is followed.
  borrowing func removeTree(_ name: String) {
    if unsafe unlinkat(number, name, 0) == 0 { return }
    guard errno == EISDIR || errno == EPERM, let folder = try? openFolder(name) else { return }
    for member in (try? FolderListing(folder))?.members ?? [] {
      folder.removeTree(String(decoding: member.name, as: UTF8.self))
    }
    _ = removeEmptyFolder(name)
  }

  /// Fails where no file can be put into this folder.
  borrowing func requireWritable() throws(SystemError) {
    guard unsafe faccessat(number, ".", W_OK | X_OK, AT_EACCESS) == 0 else {
      throw SystemError(number: errno)
    }
  }

  /// Fails where something that is no file stands in the place of a file.
  borrowing func requirePlace(_ name: String) throws(SystemError) {
    var status = stat()
    guard unsafe fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      guard errno == ENOENT else { throw SystemError(number: errno) }
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFLNK: throw SystemError(number: ELOOP)
    case S_IFDIR: throw SystemError(number: EISDIR)
    default: throw SystemError(number: EEXIST)
    }
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

  /// Waits until everything that was written to this folder's file system is on the disk.
  ///
  /// False where that cannot be done, or where bytes were lost since this descriptor was opened, be
  /// they another's.
  borrowing func syncFileSystem() -> Bool { syncfs(number) == 0 }

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
