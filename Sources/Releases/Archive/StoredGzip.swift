/// Writes gzip (RFC 1952) without compression: the same bytes on every machine and for ever.
enum StoredGzip {
  /// Magic, deflate, no flags, no time, no extra flags, unknown system.
  static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
  static let blockSize = 65_535

  /// Wraps bytes in stored blocks of 65,535 bytes.
  static func wrap(_ bytes: [UInt8]) -> [UInt8] {
    var output = header
    output.reserveCapacity(bytes.count + bytes.count / blockSize * 5 + 23)
    var start = 0
    repeat {
      let count = min(blockSize, bytes.count - start)
      let isLast = start + count == bytes.count
      output.append(isLast ? 1 : 0)
      output += littleEndian(UInt32(count), bytes: 2)
      output += littleEndian(~UInt32(count), bytes: 2)
      output += bytes[start..<start + count]
      start += count
    } while start < bytes.count
    output += littleEndian(CRC32.checksum(bytes), bytes: 4)
    output += littleEndian(UInt32(truncatingIfNeeded: bytes.count), bytes: 4)
    return output
  }

  private static func littleEndian(_ value: UInt32, bytes: UInt32) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
}
