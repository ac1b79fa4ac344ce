internal import Diagnostics

/// Parts that are one line: a subject, a title, a header.
enum SingleLine {
  /// The text without the white space around it, which files end with.
  static func trimmed(_ text: SourceText) -> String {
    let range = range(text)
    return String(decoding: text.bytes[range], as: UTF8.self)
  }

  /// The bytes of the text without the white space around it.
  static func range(_ text: SourceText) -> Range<Int> {
    let bytes = text.bytes
    var start = 0
    var end = bytes.count
    while start < end, isSpace(bytes[start]) { start += 1 }
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  /// Whether a text holds another, which is in lower case, in any case.
  static func contains(_ wanted: String, in text: SourceText) -> Bool {
    let bytes = text.bytes
    let count = wanted.utf8.count
    guard bytes.count >= count else { return false }
    return (0...bytes.count - count).contains { start in
      bytes[start..<start + count].elementsEqual(wanted.utf8) { $0.lowercasedASCII == $1 }
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
