/// Checks the signatures of a release against the trusted keys; no key is ever read from the bundle.
struct AttestationVerifier {
  /// What enough trusted keys agree on.
  struct Endorsement {
    var statement: ReleaseStatement
    var payload: [UInt8]
    var signers: [String]
    var untrusted: [String]
    var hasProvenance: Bool
  }

  private let bundle: ReleaseBundle
  private let trust: TrustPolicy

  /// Prepares to check the attestations of a release.
  init(_ bundle: ReleaseBundle, trust: TrustPolicy) {
    self.bundle = bundle
    self.trust = trust
  }

  /// The statement that at least `threshold` trusted keys signed.
  func verify() throws(ReleaseError) -> Endorsement {
    let attestations = bundle.releaseAttestations
    guard !attestations.isEmpty else {
      throw ReleaseError(
        .signatureMissing, "the release is not signed",
        expected: "signatures of \(trust.threshold) trusted keys", found: "none")
    }
    var signers: Set<String> = []
    var untrusted: Set<String> = []
    var agreed: (statement: ReleaseStatement, payload: [UInt8])?
    for attestation in attestations {
      let place = attestation.place
      let signed = try SigstoreBundle(attestation.bundleBytes, place: place)
      guard try check(signed, place: place) else {
        untrusted.insert(signed.keyID)
        continue
      }
      let statement = try ReleaseStatement(signed.statementPayload(place: place), place: place)
      if let agreed, agreed.payload != signed.payload {
        throw ReleaseError(
          .statementConflict, "two trusted keys say different things of the release", at: place,
          expected: "the same statement from every key")
      }
      agreed = (statement, signed.payload)
      signers.insert(signed.keyID)
    }
    guard let agreed else {
      throw ReleaseError(
        .signatureUntrustedKey, "no trusted key has signed the release",
        expected: "a signature of " + trust.keys.map(\.keyID).joined(separator: " or "),
        found: sorted(untrusted).joined(separator: ", "),
        advice: "do not use this release, or add the key to those you trust if you know its owner")
    }
    guard signers.count >= trust.threshold else {
      throw ReleaseError(
        .signatureThreshold, "too few trusted keys have signed the release",
        expected: "\(trust.threshold) different keys",
        found: "\(signers.count)/\(trust.threshold): " + sorted(signers).joined(separator: ", "),
        advice: "ask the other key holders to run 'galley release sign --add'")
    }
    return Endorsement(
      statement: agreed.statement, payload: agreed.payload, signers: sorted(signers),
      untrusted: sorted(untrusted), hasProvenance: try checkProvenance(of: agreed.statement))
  }

  /// Whether a trusted key signed; false for a key that is not trusted, an error for a false claim.
  private func check(_ signed: SigstoreBundle, place: String) throws(ReleaseError) -> Bool {
    guard let key = trust.key(signed.keyID) else { return false }
    guard try key.verifies(signed.signature, of: signed.message, place: place) else {
      throw ReleaseError(
        .signatureInvalid, "the signature is not that of the key it claims", at: place,
        expected: "a signature of key \(signed.keyID)")
    }
    return true
  }

  /// Whether a trusted key vouches for where the release was built; a false claim is an error.
  private func checkProvenance(of release: ReleaseStatement) throws(ReleaseError) -> Bool {
    var isFound = false
    for attestation in bundle.attestations
    where attestation.predicateType == ReleaseFormat.provenancePredicate {
      let place = attestation.place
      let signed = try SigstoreBundle(attestation.bundleBytes, place: place)
      guard try check(signed, place: place) else { continue }
      let statement = try Statement(
        signed.statementPayload(place: place), predicateType: ReleaseFormat.provenancePredicate,
        place: place)
      guard statement.subject == release.manifest else {
        throw ReleaseError(
          .statementSubjectMismatch, "the provenance is that of another release", at: place,
          expected: release.manifest.description, found: statement.subject.description)
      }
      isFound = true
    }
    return isFound
  }

  private func sorted(_ ids: Set<String>) -> [String] {
    ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
