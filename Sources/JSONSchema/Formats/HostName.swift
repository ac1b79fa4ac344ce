/// Host names of letters, digits and hyphens (RFC 1123), with A-labels checked.
enum HostName {
  /// Whether the bytes from `start` on are surely a host name: without allocation, no A-labels.
  static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Bool {
    guard bytes.count > start, bytes.count - start <= 253 else { return false }
    var labelStart = start
    var index = start
    while index <= bytes.count {
      let byte = index < bytes.count ? unsafe bytes[index] : 0x2E
      if byte == 0x2E {
        let count = index - labelStart
        guard count > 0, count <= 63, unsafe bytes[index - 1] != 0x2D else { return false }
        labelStart = index + 1
      } else if byte == 0x2D {
        // Two hyphens in the third and fourth place need a closer look.
        guard index > labelStart, index != labelStart + 3 else { return false }
      } else {
        guard byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 else { return false }
      }
      index += 1
    }
    return true
  }

  /// Whether a text is one host name.
  static func accepts(_ bytes: [UInt8]) -> Bool {
    guard !bytes.isEmpty, bytes.count <= 253 else { return false }
    return bytes.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy(isLabel)
  }

  /// Whether some bytes are one label of a host name.
  static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
    guard let first = label.first, let last = label.last, label.count <= 63, first != 0x2D,
      last != 0x2D,
      label.allSatisfy({ $0 == 0x2D || $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 })
    else { return false }
    let bytes = Array(label)
    guard bytes.count >= 4, bytes[2] == 0x2D, bytes[3] == 0x2D else { return true }
    guard bytes[0] | 0x20 == 0x78, bytes[1] | 0x20 == 0x6E else { return false }
    guard let scalars = Punycode.decode(Array(bytes.dropFirst(4))) else { return false }
    // An A-label stands for a label that needs it, and is how that one is written.
    return scalars.contains { $0 >= 0x80 } && InternationalLabel.isValid(scalars)
      && Punycode.encode(scalars) == bytes.dropFirst(4).map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
  }
}
