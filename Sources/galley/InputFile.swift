import Glibc

/// A file named on the command line, read in chunks: for input that may be larger than memory.
struct InputFile: ~Copyable {
  private let descriptor: Int32
  /// The name on the command line.
  private let name: String
  /// The file's size in bytes; nil for a pipe.
  let size: Int?

  /// Opens a file; `-` is standard input.
  init(_ path: String, in host: Host, directory: String?) throws {
    name = path
    if path == "-" {
      descriptor = STDIN_FILENO
      size = nil
      return
    }
    let base = host.absolute(directory ?? ".")
    let absolute = path.hasPrefix("/") ? path : base + "/" + path
    descriptor = open(absolute, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let isPattern = path.contains { "*?[".contains($0) }
      throw CommandFailure(
        "cannot read '\(path)': \(String(cString: strerror(errno)))",
        hints: [
          isPattern
            ? "no file matches the pattern" : "paths count from the working folder, or from -C"
        ], exit: errno == ENOENT ? Exit.usage : Exit.failure)
    }
    var status = stat()
    let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    size = isFile ? Int(status.st_size) : nil
  }

  deinit {
    if descriptor != STDIN_FILENO { close(descriptor) }
  }

  /// Fills the buffer with the next bytes; 0 at the end.
  func read(into buffer: inout [UInt8]) throws -> Int {
    while true {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { return count }
      guard errno == EINTR else {
        throw CommandFailure(
          "cannot read '\(name)': \(String(cString: strerror(errno)))",
          exit: errno == EISDIR ? Exit.usage : Exit.failure)
      }
    }
  }

  /// Reads the rest of the file, up to a limit.
  func readAll(limit: Int) throws -> [UInt8] {
    let tooLarge = CommandFailure("'\(name)' is larger than the limit of \(limit) bytes")
    if let size, size > limit { throw tooLarge }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try read(into: &buffer)
      if count == 0 { return result }
      result += buffer[..<count]
      guard result.count <= limit else { throw tooLarge }
    }
  }
}
