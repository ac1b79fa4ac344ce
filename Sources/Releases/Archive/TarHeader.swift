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
    var header = template
    var sum = templateSum
    func put(_ bytes: ArraySlice<UInt8>, at offset: Int) {
      var index = offset
      for byte in bytes {
        sum += Int(byte) - Int(header[index])
        header[index] = byte
        index += 1
      }
    }
    put(name, at: 0)
    put(octal(size, digits: 11)[...], at: 124)
    put(prefix, at: 345)
    put((octal(sum, digits: 6) + [0])[...], at: 148)
    return header
  }

  /// The bytes that are the same in every header; the checksum counts its own field as spaces.
  private static let template: [UInt8] = {
    var header = [UInt8](repeating: 0, count: blockSize)
    for (text, offset) in [
      ("0000644", 100), ("0000000", 108), ("0000000", 116), ("00000000000", 136),
      ("        ", 148), ("0", 156), ("ustar\u{0}00", 257), ("0000000", 329), ("0000000", 337),
    ] {
      header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
    }
    return header
  }()

  private static let templateSum = template.reduce(0) { $0 + Int($1) }

  private static func octal(_ number: Int, digits: Int) -> [UInt8] {
    let text = Array(String(number, radix: 8).utf8)
    return Array(repeating: UInt8(ascii: "0"), count: max(0, digits - text.count)) + text
  }
}
