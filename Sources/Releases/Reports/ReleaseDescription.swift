/// What a release says of itself, for people to read: checked for integrity, not for trust.
package struct ReleaseDescription: Sendable {
  /// A signature as the release carries it; only verification says whether it holds.
  package struct Signature: Sendable, Hashable {
    /// The id of the key that claims to have signed.
    package let keyID: String
    /// What kind of statement is signed.
    package let predicateType: String
  }

  /// The product's name.
  package let name: String
  /// The digest of the release manifest M.
  package let digest: ContentDigest
  /// The repository the files are from.
  package let repository: String
  /// The id of the git tree.
  package let tree: String
  /// The files in the order of their paths' bytes.
  package let files: [ReleaseFile]
  /// The statement of the first signature that carries one; nil for an unsigned release.
  package let statement: ReleaseStatement?
  /// The signatures in the order of the index.
  package let signatures: [Signature]
  /// The ids of trusted keys that signed; empty unless the release was verified.
  package let verifiedSigners: [String]

  /// Describes a release without saying whether it can be trusted.
  package init(_ bundle: ReleaseBundle) throws(ReleaseError) {
    var signatures: [Signature] = []
    var statement: ReleaseStatement?
    for attestation in bundle.attestations {
      let place = attestation.place
      let signed = try SigstoreBundle(attestation.bundleBytes, place: place)
      signatures.append(Signature(keyID: signed.keyID, predicateType: attestation.predicateType))
      if statement == nil, attestation.predicateType == ReleaseFormat.releasePredicate {
        statement = try ReleaseStatement(signed.statementPayload(place: place), place: place)
      }
    }
    self.init(
      config: bundle.config, digest: bundle.digest, statement: statement, signatures: signatures,
      verifiedSigners: [])
  }

  /// Describes a verified release.
  package init(_ release: VerifiedRelease) {
    let type = ReleaseFormat.releasePredicate
    let ids = release.signers + release.untrustedSigners
    self.init(
      config: release.config, digest: release.digest, statement: release.statement,
      signatures: ids.map { Signature(keyID: $0, predicateType: type) },
      verifiedSigners: release.signers)
  }

  private init(
    config: ReleaseConfig, digest: ContentDigest, statement: ReleaseStatement?,
    signatures: [Signature], verifiedSigners: [String]
  ) {
    name = config.name
    self.digest = digest
    repository = config.repository
    tree = config.tree
    files = config.files
    self.statement = statement
    self.signatures = signatures
    self.verifiedSigners = verifiedSigners
  }
}
