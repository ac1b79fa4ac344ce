/// The two alphabets of base64 (RFC 4648) and a strict decoder.
enum Base64 {
  static let standard = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  static let urlSafe = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The decoded bytes, or nil where the text is not base64; padding may lack only in URL-safe text.
  static func decode(_ bytes: Bytes, isURLSafe: Bool) -> [UInt8]? {
    var end = bytes.count
    while end > 0, bytes.count - end < 2, bytes[end - 1] == 0x3D { end -= 1 }
    let isPadded = end < bytes.count
    guard bytes.count % 4 == 0 || isURLSafe && !isPadded else { return nil }
    guard end % 4 != 1 else { return nil }
    var result: [UInt8] = []
    var group: UInt32 = 0
    var bits = 0
    for index in 0..<end {
      guard let value = value(bytes[index], isURLSafe: isURLSafe) else { return nil }
      group = group << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        result.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
      }
    }
    // Bits that are left over must be zero.
    guard group & (1 << UInt32(bits) - 1) == 0 else { return nil }
    return result
  }

  private static func value(_ byte: UInt8, isURLSafe: Bool) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte - 0x41
    case 0x61...0x7A: byte - 0x61 + 26
    case 0x30...0x39: byte - 0x30 + 52
    case 0x2B where !isURLSafe, 0x2D where isURLSafe: 62
    case 0x2F where !isURLSafe, 0x5F where isURLSafe: 63
    default: nil
    }
  }
}
