import Glibc

/// An open directory: everything below it is reached by name from it and never through a link.
struct DirectoryHandle: ~Copyable {
  private let descriptor: Int32
  /// The path it was opened by, for errors only.
  let path: String

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// Opens a directory that the user named; links in its path are followed.
  init(opening path: String) throws(ReleaseError) {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FileSystem.failure(.ioRead, "cannot open the directory", path)
    }
    self.init(descriptor: descriptor, path: path)
  }

  /// The path of a member, for errors.
  func memberPath(_ name: String) -> String { path == "." ? name : "\(path)/\(name)" }

  /// Opens a directory in this one that is no link.
  func directory(_ name: String) throws(ReleaseError) -> DirectoryHandle {
    let child = unsafe openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
    guard child >= 0 else {
      let number = errno
      if number == ELOOP || number == ENOTDIR {
        throw ReleaseError(
          .ociLayout, "a member is no directory", at: memberPath(name),
          expected: "a directory that is no link")
      }
      throw FileSystem.failure(
        .ioRead, "cannot open the directory", memberPath(name), number: number)
    }
    return DirectoryHandle(descriptor: child, path: memberPath(name))
  }

  /// Reads a regular file in this directory that is no link.
  func readFile(
    _ name: String, maximum: Int, code: ReleaseErrorCode = .limitBlob
  ) throws(ReleaseError) -> [UInt8] {
    let file = unsafe openat(descriptor, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else {
      let number = errno
      if number == ELOOP || number == ENXIO {
        throw ReleaseError(
          .ociLayout, "a member is no regular file", at: memberPath(name),
          expected: "a file that is no link")
      }
      throw FileSystem.failure(.ioRead, "cannot open the file", memberPath(name), number: number)
    }
    defer { close(file) }
    return try FileSystem.read(file, path: memberPath(name), maximum: maximum, code: code)
  }

  /// The names in this directory in byte order, without `.` and `..`.
  func names(maximum: Int) throws(ReleaseError) -> [[UInt8]] {
    // The stream owns its descriptor, so it gets one of its own.
    let copy = unsafe openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { throw FileSystem.failure(.ioRead, "cannot list the directory", path) }
    guard let stream = unsafe fdopendir(copy) else {
      close(copy)
      throw FileSystem.failure(.ioRead, "cannot list the directory", path)
    }
    defer { unsafe closedir(stream) }
    var names: [[UInt8]] = []
    errno = 0
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { field in
        unsafe Array(field.prefix { $0 != 0 })
      }
      if name == Array(".".utf8) || name == Array("..".utf8) { continue }
      guard names.count < maximum else {
        throw ReleaseError(
          .limitEntries, "the directory has more than \(maximum) members", at: path)
      }
      names.append(name)
      errno = 0
    }
    guard errno == 0 else { throw FileSystem.failure(.ioRead, "cannot list the directory", path) }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Takes the directory's lock for as long as the handle lives; false when another has it.
  func lock() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

  /// Creates a directory that must not exist.
  func createDirectory(_ name: String) throws(ReleaseError) {
    guard unsafe mkdirat(descriptor, name, 0o755) == 0 else {
      throw FileSystem.failure(.ioWrite, "cannot create the directory", memberPath(name))
    }
  }

  /// Creates a directory, or says false when the name is taken.
  func createDirectoryIfFree(_ name: String, mode: mode_t) throws(ReleaseError) -> Bool {
    if unsafe mkdirat(descriptor, name, mode) == 0 { return true }
    guard errno == EEXIST else {
      throw FileSystem.failure(.ioWrite, "cannot create the directory", memberPath(name))
    }
    return false
  }

  /// Creates a file that must not exist and puts its bytes on disk; a partial file is removed.
  func createFile(_ name: String, _ bytes: [UInt8], mode: mode_t) throws(ReleaseError) {
    try createFile(name, bytes[...], mode: mode)
  }

  /// Creates a file from a part of an array.
  func createFile(_ name: String, _ bytes: ArraySlice<UInt8>, mode: mode_t) throws(ReleaseError) {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let file = unsafe openat(descriptor, name, flags, mode)
    guard file >= 0 else {
      let number = errno
      if number == EEXIST {
        throw ReleaseError(.targetExists, "the file exists already", at: memberPath(name))
      }
      throw FileSystem.failure(.ioWrite, "cannot create the file", memberPath(name), number: number)
    }
    var failed: Int32 = 0
    var written = 0
    while written < bytes.count, failed == 0 {
      let offset = written
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(file, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
      }
      if count >= 0 { written += count } else if errno != EINTR { failed = errno }
    }
    if failed == 0, fsync(file) != 0 { failed = errno }
    if close(file) != 0, failed == 0 { failed = errno }
    guard failed == 0 else {
      unsafe _ = unlinkat(descriptor, name, 0)
      throw FileSystem.failure(.ioWrite, "cannot write the file", memberPath(name), number: failed)
    }
  }

  /// Puts the directory's own entries on disk.
  func synchronize() throws(ReleaseError) {
    guard fsync(descriptor) == 0 else {
      throw FileSystem.failure(.ioWrite, "cannot write the directory to disk", path)
    }
  }

  /// Gives a member of this directory a name in another, replacing a file of that name.
  func rename(
    _ name: String, into other: borrowing DirectoryHandle, as newName: String
  ) throws(ReleaseError) {
    guard unsafe renameat(descriptor, name, other.descriptor, newName) == 0 else {
      let number = errno
      if number == EEXIST || number == ENOTEMPTY || number == ENOTDIR || number == EISDIR {
        throw ReleaseError(
          .targetExists, "the target exists already", at: other.memberPath(newName))
      }
      throw FileSystem.failure(
        .ioWrite, "cannot rename to the target", other.memberPath(newName), number: number)
    }
  }

  /// Gives a file a second name in another directory, which must be free.
  func link(
    _ name: String, into other: borrowing DirectoryHandle, as newName: String
  ) throws(ReleaseError) {
    guard unsafe linkat(descriptor, name, other.descriptor, newName, 0) == 0 else {
      let number = errno
      if number == EEXIST {
        throw ReleaseError(
          .targetExists, "the target exists already", at: other.memberPath(newName))
      }
      throw FileSystem.failure(
        .ioWrite, "cannot create the target", other.memberPath(newName), number: number)
    }
  }

  /// Removes a member with everything below it, as far as possible; links are not followed.
  func removeTree(_ name: String) {
    if unsafe unlinkat(descriptor, name, 0) == 0 { return }
    if let child = try? directory(name), let names = try? child.names(maximum: .max) {
      for member in names { child.removeTree(String(decoding: member, as: UTF8.self)) }
    }
    unsafe _ = unlinkat(descriptor, name, AT_REMOVEDIR)
  }
}
