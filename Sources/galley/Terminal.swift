import ArgumentParser
import Glibc

/// The only place that writes to the standard streams: results to stdout, everything else to stderr.
enum Terminal {
  /// Whether stdout is a terminal and colour is not switched off by `NO_COLOR`.
  static var outputHasColour: Bool { hasColour(STDOUT_FILENO) }

  /// Whether stderr is a terminal and colour is not switched off by `NO_COLOR`.
  static var errorHasColour: Bool { hasColour(STDERR_FILENO) }

  /// Whether stderr is a terminal, so that progress may be shown.
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Cells of a line of the terminal that stderr is; a usual number where it does not say.
  static var errorWidth: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes a result.
  static func write(_ text: String) {
    write(Array(text.utf8), to: STDOUT_FILENO)
  }

  /// Writes the bytes of a result.
  static func write(_ bytes: [UInt8]) {
    write(bytes, to: STDOUT_FILENO)
  }

  /// Writes a message that is not a result.
  static func writeError(_ text: String) {
    write(Array(text.utf8), to: STDERR_FILENO)
  }

  /// What a shell says of a program that SIGPIPE ended.
  private static let brokenPipe: Int32 = 128 + SIGPIPE

  /// Ends the program when a result cannot be written: whoever asked for it must not think it is whole.
  ///
  /// A message that cannot be written is lost; the work goes on.
  private static func fail(_ number: Int32, _ descriptor: Int32) {
    guard descriptor == STDOUT_FILENO else { return }
    // The reader went away (`galley diff | head`), and somebody has switched off the signal.
    if number == EPIPE { exit(brokenPipe) }
    writeError("error: cannot write the output: \(String(cString: strerror(number)))\n")
    exit(Exit.failure.rawValue)
  }

  private static func hasColour(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1 && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count, let base = buffer.baseAddress {
        let written = Glibc.write(descriptor, base + offset, buffer.count - offset)
        if written < 0 {
          if errno == EINTR { continue }
          return fail(errno, descriptor)
        }
        offset += written
      }
    }
  }
}
