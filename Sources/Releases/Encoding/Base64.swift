/// Base64 (RFC 4648), read strictly: one spelling for each sequence of bytes and alphabet.
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Writes the standard alphabet with padding.
  static func encode(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var group: UInt32 = 0
    var filled = 0
    for byte in bytes {
      group = group << 8 | UInt32(byte)
      filled += 1
      if filled == 3 {
        for shift in [18, 12, 6, 0] as [UInt32] { text.append(alphabet[Int(group >> shift & 63)]) }
        group = 0
        filled = 0
      }
    }
    if filled == 1 {
      text += [alphabet[Int(group >> 2 & 63)], alphabet[Int(group << 4 & 63)]]
      text += [UInt8(ascii: "="), UInt8(ascii: "=")]
    } else if filled == 2 {
      text += [alphabet[Int(group >> 10 & 63)], alphabet[Int(group >> 4 & 63)]]
      text += [alphabet[Int(group << 2 & 63)], UInt8(ascii: "=")]
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads the standard or the URL-safe alphabet, padded; nil for anything a writer would not write.
  ///
  /// Refused: spaces, missing or excess padding, bits after the last byte, the two alphabets mixed.
  static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard text.count.isMultiple(of: 4) else { return nil }
    let padding = text.suffix(2).reduce(0) { $0 + ($1 == UInt8(ascii: "=") ? 1 : 0) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var group: UInt32 = 0
    var bits = 0
    var isStandard = false
    var isURLSafe = false
    for character in text.dropLast(padding) {
      let value: UInt8
      switch character {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = character - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = character - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = character - UInt8(ascii: "0") + 52
      case UInt8(ascii: "+"), UInt8(ascii: "/"):
        isStandard = true
        value = character == UInt8(ascii: "+") ? 62 : 63
      case UInt8(ascii: "-"), UInt8(ascii: "_"):
        isURLSafe = true
        value = character == UInt8(ascii: "-") ? 62 : 63
      default: return nil
      }
      group = group << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
        group &= (1 << UInt32(bits)) - 1
      }
    }
    guard group == 0, bits < 6, !(isStandard && isURLSafe) else { return nil }
    return bytes
  }
}
