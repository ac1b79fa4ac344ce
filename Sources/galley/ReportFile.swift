import Glibc

/// A file named on the command line that a command writes as a whole.
struct ReportFile {
  /// The absolute path.
  let path: String
  /// What it is to whoever asked for it.
  var what = "the report"

  /// Puts `text` into the file: the old content stays until the new is complete.
  ///
  /// A pipe or a device is written to as it is.
  func write(_ text: String) throws(CommandFailure) { try write(Array(text.utf8)) }

  /// Puts bytes into the file in the same way.
  func write(_ bytes: [UInt8]) throws(CommandFailure) {
    var status = stat()
    let isSpecial = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    let target = isSpecial ? path : "\(path).\(getpid()).tmp"
    let flags = isSpecial ? O_WRONLY : O_WRONLY | O_CREAT | O_EXCL
    let descriptor = open(target, flags | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure() }
    let isWritten =
      Self.write(bytes, to: descriptor) && (isSpecial || fsync(descriptor) == 0)
    let number = errno
    close(descriptor)
    guard !isSpecial else {
      if !isWritten { throw failure(number) }
      return
    }
    guard isWritten, rename(target, path) == 0 else {
      let number = isWritten ? errno : number
      unlink(target)
      throw failure(number)
    }
  }

  /// Writes all bytes; false where the system refuses, with its reason in `errno`.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count, let base = buffer.baseAddress {
        let written = Glibc.write(descriptor, base + offset, buffer.count - offset)
        if written < 0 {
          if errno == EINTR { continue }
          return false
        }
        offset += written
      }
      return true
    }
  }

  private func failure(_ number: Int32 = errno) -> CommandFailure {
    CommandFailure(
      "cannot write \(what) '\(path)': \(String(cString: strerror(number)))",
      hints: number == ENOENT ? ["the folder must be there"] : [], exit: Exit.failure)
  }
}
