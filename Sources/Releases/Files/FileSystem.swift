import Glibc

/// The file operations of releases: each ends on disk or throws with the path and the reason.
enum FileSystem {
  /// Creates a file that must not exist, with its bytes on disk when it returns.
  static func createFile(_ path: String, _ bytes: [UInt8], mode: mode_t) throws(ReleaseError) {
    let (parent, name) = try split(path)
    let directory = try DirectoryHandle(opening: parent)
    try directory.createFile(name, bytes, mode: mode)
    try directory.synchronize()
  }

  /// Removes a file if it is there.
  static func removeFile(_ path: String) { unsafe _ = unlink(path) }

  /// The directory and last component of a path; a trailing slash is ignored.
  static func split(_ path: String) throws(ReleaseError) -> (parent: String, name: String) {
    var bytes = Array(path.utf8)
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
    let name = String(decoding: slash.map { bytes[($0 + 1)...] } ?? bytes[...], as: UTF8.self)
    guard !name.isEmpty, name != ".", name != "..", !bytes.contains(0) else {
      throw ReleaseError(
        .buildParameter, "the path names no file", at: PrintableText.quoted(path),
        advice: "name a file or directory that can be created")
    }
    let parent = slash.map { $0 == 0 ? "/" : String(decoding: bytes[..<$0], as: UTF8.self) }
    return (parent ?? ".", name)
  }

  /// Whether something stands at a path, a dangling link included.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }

  /// Whether a directory stands at a path; links are followed.
  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Reads a whole file that the user named, up to `maximum` bytes.
  static func readFile(
    _ path: String, maximum: Int, code: ReleaseErrorCode = .limitBlob
  ) throws(ReleaseError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(.ioRead, "cannot open the file", path) }
    defer { close(descriptor) }
    return try read(descriptor, path: path, maximum: maximum, code: code)
  }

  /// Reads an open regular file to its end, up to `maximum` bytes.
  static func read(
    _ descriptor: Int32, path: String, maximum: Int, code: ReleaseErrorCode
  ) throws(ReleaseError) -> [UInt8] {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw failure(.ioRead, "cannot examine the file", path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw ReleaseError(.ociLayout, "a regular file was expected", at: path)
    }
    let size = Int(status.st_size)
    guard size <= maximum else {
      throw ReleaseError(
        code, "the file has \(size) bytes", at: path, expected: "at most \(maximum)")
    }
    // One byte more than announced, so that a file that grows meanwhile is noticed.
    var bytes = [UInt8](repeating: 0, count: size + 1)
    var filled = 0
    while filled < bytes.count {
      let offset = filled
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(
          descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
      }
      if count == 0 { break }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure(.ioRead, "cannot read the file", path) }
      filled += count
    }
    guard filled == size else {
      throw ReleaseError(.ioRead, "the file changed while it was read", at: path)
    }
    bytes.removeLast()
    return bytes
  }

  /// The error of the last system call.
  static func failure(
    _ code: ReleaseErrorCode, _ message: String, _ path: String, number: Int32 = errno
  ) -> ReleaseError {
    let reason = unsafe String(cString: strerror(number))
    return ReleaseError(code, "\(message): \(reason)", at: path)
  }
}
