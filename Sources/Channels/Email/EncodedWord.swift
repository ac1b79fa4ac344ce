/// Header text outside ASCII, as RFC 2047 writes it.
enum EncodedWord {
  /// Bytes of text in one word: 60 characters of base 64 and 12 around them stay below 75.
  private static let maximumBytes = 45

  /// Whether a text must be encoded: it is not printable ASCII, or looks encoded already.
  static func isNeeded(_ text: String) -> Bool {
    text.contains("=?") || !text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }

  /// Returns encoded words separated by spaces; no character is split between two words.
  ///
  /// The first word leaves room for `reserved` characters before it on a line of 76.
  static func encode(_ text: String, reserved: Int = 0) -> String {
    var words: [String] = []
    var current: [UInt8] = []
    let first = min(maximumBytes, max(9, (64 - reserved) / 4 * 3))
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if current.count + bytes.count > (words.isEmpty ? first : maximumBytes) {
        words.append(word(current))
        current = []
      }
      current += bytes
    }
    if !current.isEmpty { words.append(word(current)) }
    return words.joined(separator: " ")
  }

  private static func word(_ bytes: [UInt8]) -> String { "=?UTF-8?B?\(base64(bytes))?=" }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func base64(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let count = min(3, bytes.count - index)
      var group = UInt32(bytes[index]) << 16
      if count > 1 { group |= UInt32(bytes[index + 1]) << 8 }
      if count > 2 { group |= UInt32(bytes[index + 2]) }
      for place in 0..<4 {
        let isPadding = place > count
        let value = Int(group >> UInt32(18 - 6 * place)) & 63
        output.append(isPadding ? UInt8(ascii: "=") : alphabet[value])
      }
      index += 3
    }
    return String(decoding: output, as: UTF8.self)
  }
}
