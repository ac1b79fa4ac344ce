/// The length of texts in code points.
enum TextLength {
  /// Whether a text has at least `minimum` and at most `maximum` code points.
  @inline(__always)
  static func isWithin(
    _ bytes: UnsafeBufferPointer<UInt8>, _ minimum: Int, _ maximum: Int
  ) -> Bool {
    // A code point has one to four bytes: often the number of bytes already decides.
    if bytes.count < minimum { return false }
    if bytes.count <= maximum, bytes.count >= minimum &* 4 { return true }
    let count = unsafe count(bytes)
    return count >= minimum && count <= maximum
  }

  /// The number of code points: of bytes that continue no other.
  static func count(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var continuations = 0
    var index = 0
    if let base = unsafe UnsafeRawPointer(bytes.baseAddress) {
      // Eight bytes at a time: a byte continues a character if its upper bits are 10.
      while index &+ 8 <= bytes.count {
        let word = unsafe base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let marks = word >> 7 & ~(word >> 6) & 0x0101_0101_0101_0101
        continuations &+= marks.nonzeroBitCount
        index &+= 8
      }
    }
    while index < bytes.count {
      if unsafe bytes[index] & 0xC0 == 0x80 { continuations &+= 1 }
      index &+= 1
    }
    return bytes.count &- continuations
  }
}
