/// Facts about single bytes and words that the JSON scanner asks for.
enum JSONBytes {
  /// How many of eight bytes, from the first in memory, are ASCII from U+0020 on, without quote and
  /// backslash; `word` is the bytes as a little-endian integer.
  @inline(__always)
  static func plainPrefix(_ word: UInt64) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let isQuote = (quote &- ones) & ~quote
    let isBackslash = (backslash &- ones) & ~backslash
    let isControl = (word &- (ones &* 0x20)) & ~word
    // A borrow can mark a byte wrongly, but only behind one that is marked rightly.
    let marks = (isQuote | isBackslash | isControl | word) & highs
    return marks.trailingZeroBitCount >> 3
  }

  /// The length of the well-formed UTF-8 sequence at `start`, or 0 (Unicode 16, table 3-7).
  static func utf8Length(_ start: UnsafePointer<UInt8>, available: Int) -> Int {
    let first = start[0]
    switch first {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: return available >= 2 && start[1] & 0xC0 == 0x80 ? 2 : 0
    case 0xE0...0xEF:
      guard available >= 3, start[1] & 0xC0 == 0x80, start[2] & 0xC0 == 0x80 else { return 0 }
      if first == 0xE0, start[1] < 0xA0 { return 0 }
      if first == 0xED, start[1] > 0x9F { return 0 }
      return 3
    case 0xF0...0xF4:
      guard available >= 4, start[1] & 0xC0 == 0x80, start[2] & 0xC0 == 0x80,
        start[3] & 0xC0 == 0x80
      else { return 0 }
      if first == 0xF0, start[1] < 0x90 { return 0 }
      if first == 0xF4, start[1] > 0x8F { return 0 }
      return 4
    default: return 0
    }
  }

  /// The code point of the well-formed UTF-8 sequence at `start` of the given length.
  static func scalar(_ start: UnsafePointer<UInt8>, length: Int) -> UInt32 {
    guard length > 1 else { return UInt32(start[0]) }
    var value = UInt32(start[0]) & (0x7F >> UInt32(length))
    for offset in 1..<length {
      value = value << 6 | UInt32(start[offset] & 0x3F)
    }
    return value
  }

  /// The value of a hexadecimal digit, or nil.
  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// An integer in hexadecimal, padded to its width.
  static func hex(_ value: some FixedWidthInteger & UnsignedInteger) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: value.bitWidth / 4 - digits.utf8.count) + digits
  }

  /// Whether a byte is a letter, digit or underscore.
  static func isWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }
}
