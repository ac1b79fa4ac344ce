/// The signature algorithms of a release.
package enum KeyAlgorithm: String, Sendable, CaseIterable {
  /// ECDSA on P-256 with SHA-256: the default, which every tool and key service reads.
  case p256 = "p256"
  /// Ed25519.
  case ed25519 = "ed25519"
}
