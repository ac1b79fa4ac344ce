/// Bytes out of Base64 (RFC 4648).
enum Base64Text {
  /// Returns the bytes; nil for what is no Base64.
  static func bytes(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 4 * 3)
    var (value, bits, padding) = (UInt32(0), 0, 0)
    for byte in text.utf8 {
      if byte == UInt8(ascii: "=") {
        padding += 1
        continue
      }
      guard let digit = digits[Int(byte)], padding == 0 else { return nil }
      value = value << 6 | UInt32(digit)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(bits)))
      }
    }
    return text.utf8.count % 4 == 0 && padding <= 2 ? bytes : nil
  }

  private static let digits: [UInt8?] = {
    var digits = [UInt8?](repeating: nil, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (index, byte) in alphabet.utf8.enumerated() { digits[Int(byte)] = UInt8(index) }
    return digits
  }()
}
