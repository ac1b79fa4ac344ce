/// Texts as JavaScript sees them: a row of UTF-16 units.
enum ScriptText {
  /// The number of UTF-16 units.
  static func length(_ bytes: Bytes) -> Int {
    var total = 0
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if byte & 0xC0 != 0x80 { total += byte >= 0xF0 ? 2 : 1 }
    }
    return total
  }

  /// What stands at a position in UTF-16 units.
  enum Unit {
    /// Nothing: the text is shorter.
    case none
    case character(Bytes)
    /// Half a character, which no text can hold.
    case half
  }

  /// What stands at a position in UTF-16 units.
  static func unit(_ bytes: Bytes, _ position: Int) -> Unit {
    var units = 0
    var index = 0
    while index < bytes.count {
      let end = bytes.advance(index, codePoints: 1)
      if bytes[index] >= 0xF0 {
        if units == position || units + 1 == position { return .half }
        units += 2
      } else {
        if units == position { return .character(bytes.slice(index, end)) }
        units += 1
      }
      index = end
    }
    return .none
  }

  /// The escaped characters below 64, as bits.
  private static let low: UInt64 =
    1 << 0x26 | 1 << 0x3C | 1 << 0x3E | 1 << 0x22 | 1 << 0x27 | 1 << 0x3D

  /// Appends bytes with & < > " ' ` = escaped.
  static func writeEscaped(_ bytes: Bytes, _ output: inout OutputBuffer) {
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let isSpecial = byte < 64 ? low >> UInt64(byte) & 1 != 0 : byte == 0x60
      if isSpecial {
        if index > start { output.append(bytes.slice(start, index)) }
        output.append(entity(byte))
        start = index &+ 1
      }
      index &+= 1
    }
    if start == 0 {
      output.append(bytes)
    } else if start < bytes.count {
      output.append(bytes.slice(start, bytes.count))
    }
  }

  private static func entity(_ byte: UInt8) -> StaticString {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#x27;"
    case UInt8(ascii: "`"): "&#x60;"
    default: "&#x3D;"
    }
  }
}
