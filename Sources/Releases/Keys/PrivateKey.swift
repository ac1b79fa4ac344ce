import Crypto
import FoundationEssentials

/// A key that signs releases.
package struct PrivateKey: Sendable {
  private enum Secret: Sendable {
    case p256(P256.Signing.PrivateKey)
    case ed25519(Curve25519.Signing.PrivateKey)
  }

  private static let ed25519Prefix: [UInt8] = [
    0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
  ]

  private let secret: Secret
  /// The public half.
  package let publicKey: PublicKey

  private init(_ secret: Secret, place: String) throws(ReleaseError) {
    self.secret = secret
    switch secret {
    case .p256(let key): publicKey = PublicKey(key.publicKey)
    case .ed25519(let key):
      publicKey = try PublicKey(ed25519: Array(key.publicKey.rawRepresentation), place: place)
    }
  }

  /// Makes a new key from the system's randomness.
  package static func generate(_ algorithm: KeyAlgorithm = .p256) throws(ReleaseError) -> PrivateKey
  {
    switch algorithm {
    case .p256: try PrivateKey(.p256(P256.Signing.PrivateKey()), place: "new key")
    case .ed25519: try PrivateKey(.ed25519(Curve25519.Signing.PrivateKey()), place: "new key")
    }
  }

  /// Reads an unencrypted private key: PKCS#8 or SEC1 for P-256, PKCS#8 or OpenSSH for Ed25519.
  package init(pem: [UInt8], place: String) throws(ReleaseError) {
    let (label, bytes) = try PEM.decode(pem, place: place)
    switch label {
    case "OPENSSH PRIVATE KEY":
      try self.init(ed25519Seed: OpenSSHPrivateKey.seed(bytes, place: place), place: place)
    case "PRIVATE KEY" where bytes.starts(with: Self.ed25519Prefix) && bytes.count == 48:
      try self.init(
        ed25519Seed: Array(bytes.dropFirst(Self.ed25519Prefix.count)), place: place)
    case "PRIVATE KEY", "EC PRIVATE KEY":
      let text = PEM.encode(bytes, label: label)
      guard let key = try? P256.Signing.PrivateKey(pemRepresentation: text) else {
        throw ReleaseError(
          .keyAlgorithm, "the private key is of another algorithm or damaged", at: place,
          expected: "a P-256 or Ed25519 key in PKCS#8 form")
      }
      try self.init(.p256(key), place: place)
    case "RSA PRIVATE KEY", "DSA PRIVATE KEY":
      throw ReleaseError(
        .keyAlgorithm, "the key is no P-256 or Ed25519 key", at: place,
        found: PrintableText.quoted(label))
    default:
      throw ReleaseError(
        .keyParse, "the file holds no private key that can be read", at: place,
        expected: "-----BEGIN PRIVATE KEY-----", found: PrintableText.quoted(label))
    }
  }

  private init(ed25519Seed seed: [UInt8], place: String) throws(ReleaseError) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
      throw ReleaseError(.keyParse, "the Ed25519 key is damaged", at: place)
    }
    try self.init(.ed25519(key), place: place)
  }

  /// The key in PKCS#8 PEM form, not encrypted.
  package var pem: String {
    switch secret {
    case .p256(let key): key.pemRepresentation + "\n"
    case .ed25519(let key):
      PEM.encode(Self.ed25519Prefix + Array(key.rawRepresentation), label: "PRIVATE KEY")
    }
  }

  /// Signs a message: DER for P-256, 64 bytes for Ed25519.
  func sign(_ message: [UInt8]) throws(ReleaseError) -> [UInt8] {
    do {
      switch secret {
      case .p256(let key): return try Array(key.signature(for: message).derRepresentation)
      case .ed25519(let key): return try Array(key.signature(for: message))
      }
    } catch {
      throw ReleaseError(
        .keyParse, "the key could not sign", at: "key \(publicKey.keyID)", exitClass: .failed)
    }
  }
}
