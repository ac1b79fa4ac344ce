import Crypto
import FoundationEssentials

/// A public key that verifies releases; two spellings of one key are one key.
package struct PublicKey: Sendable, Hashable {
  /// The algorithm the key is for.
  package let algorithm: KeyAlgorithm
  /// The SubjectPublicKeyInfo in DER, with an uncompressed point.
  package let derBytes: [UInt8]
  /// The hexadecimal SHA-256 of `derBytes`.
  package let keyID: String

  private let rawBytes: [UInt8]

  /// Takes an uncompressed P-256 point or 32 Ed25519 bytes that were checked.
  private init(_ algorithm: KeyAlgorithm, raw: [UInt8]) {
    self.algorithm = algorithm
    rawBytes = raw
    derBytes = SubjectPublicKeyInfo.prefix(algorithm) + raw
    keyID = ContentDigest(of: derBytes).hex
  }

  /// Reads a public key in PEM form; `place` names the file in errors.
  package init(pem: [UInt8], place: String) throws(ReleaseError) {
    let (label, bytes) = try PEM.decode(pem, place: place)
    guard label == "PUBLIC KEY" else {
      let isOtherKey = label == "RSA PUBLIC KEY" || label.hasSuffix("PRIVATE KEY")
      throw ReleaseError(
        label == "RSA PUBLIC KEY" ? .keyAlgorithm : .keyParse,
        isOtherKey ? "the file holds another kind of key" : "the file holds no public key",
        at: place, expected: "-----BEGIN PUBLIC KEY-----", found: PrintableText.quoted(label))
    }
    try self.init(der: bytes, place: place)
  }

  /// Reads a SubjectPublicKeyInfo in DER.
  package init(der: [UInt8], place: String) throws(ReleaseError) {
    let (algorithm, raw) = try SubjectPublicKeyInfo.parse(der, place: place)
    switch algorithm {
    case .p256:
      let key =
        raw.count == 33
        ? try? P256.Signing.PublicKey(compressedRepresentation: raw)
        : try? P256.Signing.PublicKey(x963Representation: raw)
      guard let key else {
        throw ReleaseError(.keyParse, "the point does not lie on P-256", at: place)
      }
      self.init(.p256, raw: Array(key.x963Representation))
    case .ed25519:
      try self.init(ed25519: raw, place: place)
    }
  }

  /// Takes the 32 bytes of an Ed25519 key, refusing weak ones.
  init(ed25519 raw: [UInt8], place: String) throws(ReleaseError) {
    guard raw.count == 32, !WeakKeys.contains(ed25519: raw) else {
      throw ReleaseError(
        .keyWeak, "the Ed25519 key is of small order or not canonical: it would verify anything",
        at: place, advice: "do not trust this key; ask its owner for another", exitClass: .refused)
    }
    self.init(.ed25519, raw: raw)
  }

  /// Takes a point that the signing library itself made.
  init(_ key: P256.Signing.PublicKey) {
    self.init(.p256, raw: Array(key.x963Representation))
  }

  /// The key in PEM form.
  package var pem: String { PEM.encode(derBytes, label: "PUBLIC KEY") }

  /// The key's identity as a sigstore bundle spells it: base64 of the SHA-256 of the DER.
  package var hint: String { Base64.encode(Hexadecimal.decode(keyID.utf8) ?? []) }

  /// Whether a signature of `message` is this key's; throws when it is not even well formed.
  func verifies(
    _ signature: [UInt8], of message: [UInt8], place: String
  ) throws(ReleaseError) -> Bool {
    switch algorithm {
    case .p256:
      guard SignatureEncoding.isStrictDER(signature),
        let parsed = try? P256.Signing.ECDSASignature(derRepresentation: signature)
      else { throw SignatureEncoding.failure(place, expected: "a P-256 signature in DER") }
      let key = try? P256.Signing.PublicKey(x963Representation: rawBytes)
      return key?.isValidSignature(parsed, for: message) ?? false
    case .ed25519:
      guard signature.count == 64 else {
        throw SignatureEncoding.failure(place, expected: "64 bytes of an Ed25519 signature")
      }
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: rawBytes)
      return key?.isValidSignature(signature, for: message) ?? false
    }
  }

  /// Keys are equal when they are the same point.
  package static func == (left: PublicKey, right: PublicKey) -> Bool {
    left.derBytes == right.derBytes
  }

  /// Hashes the identity.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(derBytes)
  }
}
