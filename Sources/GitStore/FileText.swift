import Glibc

/// Small files of a repository's own data, read and written whole.
enum FileText {
  /// Returns a file's bytes, or nothing if there is no file.
  static func bytes(_ path: String) throws(GitError) -> [UInt8]? {
    let operation = "read \(path)"
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      guard errno == ENOENT || errno == ENOTDIR else {
        throw GitError(.fileSystem, operation, reason())
      }
      return nil
    }
    defer { close(descriptor) }
    return try bytes(of: descriptor, operation)
  }

  /// Returns a file's text, or nothing if there is no file.
  static func read(_ path: String) throws(GitError) -> String? {
    try bytes(path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Returns what is left to read of an open file.
  static func bytes(of descriptor: Int32, _ operation: String) throws(GitError) -> [UInt8] {
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = buffer.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count == 0 {
        return content
      }
      if count < 0 {
        if errno == EINTR {
          continue
        }
        throw GitError(.fileSystem, operation, reason())
      }
      content += buffer[..<count]
    }
  }

  /// Writes bytes to an open file.
  static func write(
    _ content: [UInt8], to descriptor: Int32, _ operation: String
  ) throws(GitError) {
    var position = 0
    while position < content.count {
      let count = content.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress?.advanced(by: position), buffer.count - position)
      }
      if count < 0 {
        if errno == EINTR {
          continue
        }
        throw GitError(.fileSystem, operation, reason())
      }
      position += count
    }
  }

  /// The system's sentence for the last failure.
  static func reason() -> String {
    String(cString: strerror(errno))
  }
}
