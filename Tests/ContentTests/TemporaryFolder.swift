import Glibc

/// A folder of its own for one test, removed with everything in it when the test is over.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/galley-content-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw Failure(call: "mkdtemp", number: errno) }
    path = String(cString: made)
  }

  deinit {
    Self.remove(path)
  }

  struct Failure: Error {
    let call: String
    let number: CInt
  }

  /// Writes a file, making the folders on the way.
  func write(_ name: String, _ text: String = "") throws {
    try write(Array(name.utf8), Array(text.utf8))
  }

  /// Writes a file whose name may be any bytes.
  func write(_ name: [UInt8], _ bytes: [UInt8]) throws {
    let full = Array(path.utf8) + [0x2F] + name
    for (index, byte) in full.enumerated() where byte == 0x2F && index > path.utf8.count {
      mkdir(full[..<index].map { CChar(bitPattern: $0) } + [0], 0o755)
    }
    let file = open(full.map { CChar(bitPattern: $0) } + [0], O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard file >= 0 else { throw Failure(call: "open", number: errno) }
    defer { close(file) }
    let written = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    guard written == bytes.count else { throw Failure(call: "write", number: errno) }
  }

  /// Makes a folder.
  func makeFolder(_ name: String) throws {
    guard mkdir(path + "/" + name, 0o755) == 0 else { throw Failure(call: "mkdir", number: errno) }
  }

  /// Makes a symbolic link.
  func link(_ name: String, to target: String) throws {
    guard symlink(target, path + "/" + name) == 0 else {
      throw Failure(call: "symlink", number: errno)
    }
  }

  /// Makes a named pipe.
  func pipe(_ name: String) throws {
    guard mkfifo(path + "/" + name, 0o644) == 0 else {
      throw Failure(call: "mkfifo", number: errno)
    }
  }

  private static func remove(_ path: String) {
    guard let folder = opendir(path) else { return }
    var names: [[CChar]] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { start in
          Array(UnsafeBufferPointer(start: start, count: strlen(start) + 1))
        }
      }
      if name != [0x2E, 0] && name != [0x2E, 0x2E, 0] { names.append(name) }
    }
    closedir(folder)
    for name in names {
      let full = Array(path.utf8CString.dropLast()) + [0x2F] + name
      var status = stat()
      guard lstat(full, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        remove(String(decoding: full.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
      } else {
        unlink(full)
      }
    }
    rmdir(path)
  }
}
