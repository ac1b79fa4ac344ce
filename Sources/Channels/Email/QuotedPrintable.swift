/// Text in lines of at most 76 printable ASCII characters (RFC 2045, 6.7).
enum QuotedPrintable {
  /// Longest encoded line without its line break.
  static let maximumLine = 76

  /// Encodes text; its line breaks, LF or CR LF, become CR LF.
  static func encode(_ text: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count + text.count / 8)
    var column = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      let isReturn = byte == 0x0D && index + 1 < text.count && text[index + 1] == 0x0A
      if byte == 0x0A || isReturn {
        output += [0x0D, 0x0A]
        column = 0
        index += isReturn ? 2 : 1
        continue
      }
      let next = index + 1
      let endsLine =
        next == text.count || text[next] == 0x0A
        || text[next] == 0x0D && next + 1 < text.count && text[next + 1] == 0x0A
      let isSpace = byte == 0x20 || byte == 0x09
      // White space at the end of a line would be lost on the way.
      let isLiteral =
        isSpace && !endsLine || byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "=")
      let width = isLiteral ? 1 : 3
      // A soft line break needs a column of its own.
      if column + width > (endsLine ? maximumLine : maximumLine - 1) {
        output += [UInt8(ascii: "="), 0x0D, 0x0A]
        column = 0
      }
      if isLiteral {
        output.append(byte)
      } else {
        output += [UInt8(ascii: "="), digit(byte >> 4), digit(byte & 15)]
      }
      column += width
      index += 1
    }
    return output
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
