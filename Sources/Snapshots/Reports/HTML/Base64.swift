/// Base64 (RFC 4648) with padding: digests and pictures in a page.
package enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Whether a text is the Base64 of some bytes: nothing but its characters, padded at the end.
  static func isWellFormed(_ text: String) -> Bool {
    let padding = text.utf8.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    return text.utf8.count % 4 == 0 && padding <= 2
      && text.utf8.dropLast(padding).allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "/"): true
        default: false
        }
      }
  }

  /// Returns the text of some bytes.
  package static func text(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var value = Int(bytes[start]) << 16
      if count > 1 { value |= Int(bytes[start + 1]) << 8 }
      if count > 2 { value |= Int(bytes[start + 2]) }
      for position in 0..<4 {
        output.append(
          position <= count ? alphabet[value >> (18 - 6 * position) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
