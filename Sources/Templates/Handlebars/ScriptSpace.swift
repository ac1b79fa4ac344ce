/// White space as JavaScript's regular expressions see it.
enum ScriptSpace {
  /// The bytes of the white space character at `index`, or 0.
  static func length(_ bytes: [UInt8], _ index: Int) -> Int {
    guard index < bytes.count else { return 0 }
    let byte = bytes[index]
    if byte < 0x80 { return byte == 0x20 || byte >= 0x09 && byte <= 0x0D ? 1 : 0 }
    if byte == 0xC2 { return index + 1 < bytes.count && bytes[index + 1] == 0xA0 ? 2 : 0 }
    guard index + 2 < bytes.count else { return 0 }
    let scalar =
      (Int(byte) & 0x0F) << 12 | (Int(bytes[index + 1]) & 0x3F) << 6 | Int(bytes[index + 2]) & 0x3F
    guard byte & 0xF0 == 0xE0 else { return 0 }
    switch scalar {
    case 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF: return 3
    default: return 0
    }
  }

  /// The end of the white space that starts at `start`, at most `end`.
  static func skip(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end {
      let length = length(bytes, index)
      if length == 0 { break }
      index += length
    }
    return min(index, end)
  }

  /// The start of the white space that ends at `end`, at least `start`.
  static func skipBack(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
    var index = end
    while index > start {
      var first = index - 1
      while first > start, bytes[first] & 0xC0 == 0x80 { first -= 1 }
      guard length(bytes, first) == index - first else { break }
      index = first
    }
    return index
  }
}
