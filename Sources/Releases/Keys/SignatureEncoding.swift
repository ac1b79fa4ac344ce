/// The one DER spelling of a P-256 signature.
enum SignatureEncoding {
  /// Whether bytes are a sequence of two minimal positive integers of at most 32 bytes and no more.
  static func isStrictDER(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 8, bytes.count <= 72, bytes[0] == 0x30, Int(bytes[1]) == bytes.count - 2
    else { return false }
    guard let next = integer(bytes, at: 2), let end = integer(bytes, at: next) else { return false }
    return end == bytes.count
  }

  /// The offset behind the integer at `offset`, or nil where none stands.
  private static func integer(_ bytes: [UInt8], at offset: Int) -> Int? {
    guard offset + 2 < bytes.count, bytes[offset] == 0x02 else { return nil }
    let length = Int(bytes[offset + 1])
    let start = offset + 2
    guard length >= 1, length <= 33, start + length <= bytes.count, bytes[start] < 0x80 else {
      return nil
    }
    let isPadded = bytes[start] == 0
    if isPadded, length == 1 || bytes[start + 1] < 0x80 { return nil }
    return length == 33 && !isPadded ? nil : start + length
  }

  /// The error for a signature of a wrong form.
  static func failure(_ place: String, expected: String) -> ReleaseError {
    ReleaseError(
      .signatureEncoding, "the signature is not spelled as its algorithm asks", at: place,
      expected: expected)
  }
}
