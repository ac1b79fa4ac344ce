/// A set of ASCII bytes as 128 bits.
struct ByteSet {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  /// The ASCII letters and digits, and the bytes of `others`.
  init(lettersDigitsAnd others: StaticString) {
    for byte in UInt8(0)..<128 where byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 {
      insert(byte)
    }
    for index in 0..<others.utf8CodeUnitCount { insert(unsafe others.utf8Start[index]) }
  }

  private mutating func insert(_ byte: UInt8) {
    if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
  }

  /// Whether a byte is in the set.
  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    guard byte < 128 else { return false }
    return (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 != 0
  }

  /// Letters, digits, unreserved characters and sub-delimiters of RFC 3986.
  static let plain = ByteSet(lettersDigitsAnd: "-._~!$&'()*+,;=")
  /// `plain` with what paths may have besides.
  static let path = ByteSet(lettersDigitsAnd: "-._~!$&'()*+,;=/:@")
  /// `path` with what queries and fragments may have besides.
  static let query = ByteSet(lettersDigitsAnd: "-._~!$&'()*+,;=/:@?")
  /// `plain` with the colon of user and password.
  static let user = ByteSet(lettersDigitsAnd: "-._~!$&'()*+,;=:")
  /// The characters of an atom of RFC 5322.
  static let atom = ByteSet(lettersDigitsAnd: "!#$%&'*+-/=?^_`{|}~")
}
