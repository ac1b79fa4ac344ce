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
    var count = 0
    var index = 0
    while index < bytes.count {
      if unsafe bytes[index] & 0xC0 != 0x80 { count &+= 1 }
      index &+= 1
    }
    return count
  }
}
