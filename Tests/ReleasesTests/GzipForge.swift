/// Makes gzip files that `StoredGzip` would not.
enum GzipForge {
  /// `count` zero bytes in fixed Huffman codes: 13 bits for each 258 bytes.
  static func bomb(count: Int) -> [UInt8] {
    var writer = BitWriter(bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255])
    writer.put(0b011, 3)
    // The literal 0 is 00110000; the length 258 is 11000101; the distance 1 is 00000.
    writer.putCode(0b0011_0000, 8)
    for _ in 0..<(count - 1) / 258 {
      writer.putCode(0b1100_0101, 8)
      writer.putCode(0, 5)
    }
    writer.putCode(0, 7)
    writer.align()
    return writer.bytes + [UInt8](repeating: 0, count: 8)
  }

  struct BitWriter {
    var bytes: [UInt8]
    var buffer: UInt32 = 0
    var filled: UInt32 = 0

    init(bytes: [UInt8]) {
      self.bytes = bytes
    }

    mutating func put(_ value: UInt32, _ count: UInt32) {
      buffer |= value << filled
      filled += count
      while filled >= 8 {
        bytes.append(UInt8(buffer & 0xFF))
        buffer >>= 8
        filled -= 8
      }
    }

    /// Codes are written from their highest bit.
    mutating func putCode(_ code: UInt32, _ count: UInt32) {
      for bit in (0..<count).reversed() { put(code >> bit & 1, 1) }
    }

    mutating func align() {
      if filled > 0 { put(0, 8 - filled) }
    }
  }
}
