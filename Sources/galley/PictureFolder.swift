import Content
import Glibc
import Visual

/// A folder of pictures, of which each is written whole.
struct PictureFolder {
  /// The absolute path.
  let path: String

  /// Whether something of a name is there.
  func has(_ name: String) -> Bool { access("\(path)/\(name)", F_OK) == 0 }

  /// Reads a file; nil where there is none, or none that could be a picture.
  func read(_ name: String) -> [UInt8]? {
    let file = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= PNGDecoder.maximumBytes
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var count = 0
    while count < bytes.count {
      let next = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(file, buffer.baseAddress.map { $0 + count }, buffer.count - count)
      }
      guard next > 0 else { return nil }
      count += next
    }
    return bytes
  }

  /// Writes a file.
  func write(_ name: String, _ bytes: [UInt8]) throws(ContentError) {
    make()
    try WorkTreeWriter(root: path).write([(path: name, bytes: bytes)], durable: false)
  }

  /// Makes the folder and those above it; what cannot be made is told by the first file.
  private func make() {
    guard access(path, F_OK) != 0 else { return }
    for end in path.indices where path[end] == "/" && end > path.startIndex {
      mkdir(String(path[..<end]), 0o755)
    }
    mkdir(path, 0o755)
  }

  /// Writes a baseline in place of those of other texts of the same message: `…@600-DIGEST.png`.
  func keep(_ name: String, _ bytes: [UInt8]) throws(ContentError) {
    try write(name, bytes)
    guard let dash = name.lastIndex(of: "-"), let slash = name.lastIndex(of: "/") else { return }
    let folder = String(name[..<slash])
    let own = String(name[name.index(after: slash)...])
    let stem = String(name[name.index(after: slash)...dash])
    guard let listing = opendir("\(path)/\(folder)") else { return }
    defer { closedir(listing) }
    var outdated: [String] = []
    while let entry = readdir(listing) {
      let other = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if other != own, other.hasPrefix(stem), other.hasSuffix(".png"),
        other.utf8.count == own.utf8.count
      {
        outdated.append(other)
      }
    }
    for other in outdated { unlink("\(path)/\(folder)/\(other)") }
  }
}
