/// The DER of the public keys galley takes: fixed prefixes, since each algorithm has one spelling.
enum SubjectPublicKeyInfo {
  private static let p256: [UInt8] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A,
    0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
  ]
  private static let compressedP256: [UInt8] = [
    0x30, 0x39, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A,
    0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x22, 0x00,
  ]
  private static let ed25519: [UInt8] = [
    0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
  ]

  /// The bytes in front of an uncompressed point or an Ed25519 key.
  static func prefix(_ algorithm: KeyAlgorithm) -> [UInt8] {
    algorithm == .p256 ? p256 : ed25519
  }

  /// Takes the DER apart; refuses other algorithms by name.
  static func parse(
    _ der: [UInt8], place: String
  ) throws(ReleaseError) -> (algorithm: KeyAlgorithm, raw: [UInt8]) {
    for (prefix, algorithm, length) in [
      (p256, KeyAlgorithm.p256, 65), (compressedP256, .p256, 33), (ed25519, .ed25519, 32),
    ] where der.starts(with: prefix) && der.count == prefix.count + length {
      return (algorithm, Array(der.dropFirst(prefix.count)))
    }
    // The object identifier of RSA, of EC keys on other curves, of Ed448 and the X curves.
    let others: [([UInt8], String)] = [
      ([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01], "RSA"),
      ([0x2B, 0x81, 0x04, 0x00, 0x22], "P-384"), ([0x2B, 0x81, 0x04, 0x00, 0x23], "P-521"),
      ([0x2B, 0x81, 0x04, 0x00, 0x0A], "secp256k1"), ([0x06, 0x03, 0x2B, 0x65, 0x71], "Ed448"),
      ([0x06, 0x03, 0x2B, 0x65, 0x6E], "X25519"), ([0x06, 0x03, 0x2B, 0x65, 0x6F], "X448"),
    ]
    let head = der.prefix(40)
    for (identifier, name) in others where contains(head, identifier) {
      throw algorithmError(name, place)
    }
    guard der.first == 0x30, !contains(head, Array(p256[4..<23])),
      !contains(head, Array(ed25519[4..<9]))
    else {
      throw ReleaseError(
        .keyParse, "the key is damaged", at: place,
        expected: "a SubjectPublicKeyInfo of a P-256 or Ed25519 key and no more bytes")
    }
    throw algorithmError("unknown", place)
  }

  private static func algorithmError(_ name: String, _ place: String) -> ReleaseError {
    ReleaseError(
      .keyAlgorithm, "the key's algorithm is \(name)", at: place, expected: "P-256 or Ed25519",
      exitClass: .refused)
  }

  private static func contains(_ bytes: ArraySlice<UInt8>, _ part: [UInt8]) -> Bool {
    bytes.indices.contains { bytes[$0...].starts(with: part) }
  }
}
