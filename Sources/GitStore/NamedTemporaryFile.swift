import Glibc

/// A file for a program that wants a path.
enum NamedTemporaryFile {
  /// Lends the path of a file with some content; the file is gone afterwards.
  static func with<Result>(
    _ content: [UInt8], variables: [String: String], _ operation: String,
    _ body: (String) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    var template = ((variables["TMPDIR"] ?? "/tmp") + "/galley-XXXXXX").utf8CString
    let (descriptor, path) = template.withUnsafeMutableBufferPointer { name in
      guard let start = name.baseAddress else {
        return (Int32(-1), "")
      }
      let descriptor = mkstemp(start)
      return (descriptor, String(cString: start))
    }
    guard descriptor >= 0 else {
      throw GitError(
        .fileSystem, operation, "no temporary file can be made: \(FileText.reason())")
    }
    defer {
      close(descriptor)
      unlink(path)
    }
    try FileText.write(content, to: descriptor, operation)
    return try body(path)
  }
}
