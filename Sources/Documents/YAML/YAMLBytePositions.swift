/// Turns libyaml's offsets, which count code points after a byte-order mark, into byte offsets.
///
/// Remembers the last place, so offsets that come nearly in order cost one pass over the text.
struct YAMLBytePositions {
  private let bytes: [UInt8]
  private let isASCII: Bool
  private let first: Int
  private var index: Int
  private var codePoint = 0

  /// Prepares the walk; `isASCII` says that no byte of the text is above 0x7F.
  init(_ bytes: [UInt8], isASCII: Bool) {
    self.bytes = bytes
    self.isASCII = isASCII
    first = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    index = first
  }

  /// The byte offset of the code point at `wanted`.
  mutating func byteOffset(_ wanted: Int) -> Int {
    if isASCII { return min(wanted, bytes.count) }
    while codePoint < wanted, index < bytes.count {
      index += 1
      while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
      codePoint += 1
    }
    while codePoint > wanted, index > first {
      index -= 1
      while index > first, bytes[index] & 0xC0 == 0x80 { index -= 1 }
      codePoint -= 1
    }
    return index
  }
}
