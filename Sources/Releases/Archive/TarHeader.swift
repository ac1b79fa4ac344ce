/// The one 512-byte header that a regular file of a release has: ustar, mode 0644, no owner, no time.
enum TarHeader {
  static let blockSize = 512
  static let nameBytes = 100
  static let prefixBytes = 155

  /// Where a path is cut into the header's prefix and name, or nil when it does not fit.
  ///
  /// A path of up to 100 bytes is all name; a longer one is cut at the first slash that fits.
  static func split(_ path: ArraySlice<UInt8>) -> (
    prefix: ArraySlice<UInt8>, name: ArraySlice<UInt8>
  )? {
    if path.count <= nameBytes { return (path[path.startIndex..<path.startIndex], path) }
    for index in path.indices.dropFirst() where path[index] == UInt8(ascii: "/") {
      let prefix = path[..<index]
      let name = path[(index + 1)...]
      if prefix.count <= prefixBytes, name.count <= nameBytes, !name.isEmpty {
        return (prefix, name)
      }
    }
    return nil
  }

  /// The header of a file, or nil when the path or size does not fit.
  static func bytes(path: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
    guard let (prefix, name) = split(path), size >= 0, size < 1 << 33 else { return nil }
    var header = [UInt8](repeating: 0, count: blockSize)
    func put(_ bytes: some Sequence<UInt8>, at offset: Int) {
      for (index, byte) in bytes.enumerated() { header[offset + index] = byte }
    }
    put(name, at: 0)
    put("0000644".utf8, at: 100)
    put("0000000".utf8, at: 108)
    put("0000000".utf8, at: 116)
    put(octal(size, digits: 11), at: 124)
    put("00000000000".utf8, at: 136)
    put("        ".utf8, at: 148)
    header[156] = UInt8(ascii: "0")
    put("ustar\u{0}00".utf8, at: 257)
    put("0000000".utf8, at: 329)
    put("0000000".utf8, at: 337)
    put(prefix, at: 345)
    let sum = header.reduce(0) { $0 + Int($1) }
    put(octal(sum, digits: 6), at: 148)
    header[154] = 0
    return header
  }

  private static func octal(_ number: Int, digits: Int) -> [UInt8] {
    let text = Array(String(number, radix: 8).utf8)
    return Array(repeating: UInt8(ascii: "0"), count: max(0, digits - text.count)) + text
  }
}
