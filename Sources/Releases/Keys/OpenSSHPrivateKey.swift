/// The form in which ssh-keygen writes private keys, for Ed25519 keys without a passphrase.
enum OpenSSHPrivateKey {
  private static let magic = Array("openssh-key-v1\u{0}".utf8)

  /// The 32-byte seed of the one key of a file.
  static func seed(_ bytes: [UInt8], place: String) throws(ReleaseError) -> [UInt8] {
    guard bytes.starts(with: magic) else { throw damaged(place) }
    var reader = Reader(bytes: bytes, offset: magic.count)
    guard let cipher = reader.string(), let derivation = reader.string(), reader.string() != nil,
      let count = reader.number(), reader.string() != nil, let section = reader.string()
    else { throw damaged(place) }
    guard cipher.elementsEqual("none".utf8), derivation.elementsEqual("none".utf8) else {
      throw ReleaseError(
        .keyParse, "the key is protected by a passphrase", at: place,
        advice: "use a key without one, or remove it with 'ssh-keygen -p'")
    }
    guard count == 1 else { throw damaged(place) }
    var key = Reader(bytes: Array(section), offset: 0)
    guard let first = key.number(), let second = key.number(), first == second,
      let kind = key.string()
    else { throw damaged(place) }
    guard kind.elementsEqual("ssh-ed25519".utf8) else {
      throw ReleaseError(
        .keyAlgorithm, "the OpenSSH key is of another algorithm", at: place,
        expected: "ssh-ed25519", found: PrintableText.quoted(kind))
    }
    guard let publicBytes = key.string(), let secret = key.string(), secret.count == 64,
      secret.suffix(32).elementsEqual(publicBytes)
    else { throw damaged(place) }
    return Array(secret.prefix(32))
  }

  private static func damaged(_ place: String) -> ReleaseError {
    ReleaseError(.keyParse, "the OpenSSH key is damaged", at: place)
  }

  /// Reads the length-prefixed fields of the SSH wire format.
  private struct Reader {
    var bytes: [UInt8]
    var offset: Int

    mutating func number() -> Int? {
      guard offset + 4 <= bytes.count else { return nil }
      defer { offset += 4 }
      return bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func string() -> ArraySlice<UInt8>? {
      guard let length = number(), offset + length <= bytes.count else { return nil }
      defer { offset += length }
      return bytes[offset..<offset + length]
    }
  }
}
