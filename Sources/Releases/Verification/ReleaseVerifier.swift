/// Decides whether a release is what trusted keys say it is; opens no socket and writes nothing.
package enum ReleaseVerifier {
  /// Verifies a release at a path: signatures, statement, then every file of the content.
  package static func verify(
    _ path: String, trust: TrustPolicy, limits: ReleaseLimits = ReleaseLimits()
  ) throws(ReleaseError) -> VerifiedRelease {
    let bundle = try ReleaseBundle(reading: path, limits: limits)
    do throws(ReleaseError) {
      return try verify(bundle, trust: trust, limits: limits)
    } catch {
      throw error.inside(path)
    }
  }

  /// Verifies a release in memory.
  package static func verify(
    _ bundle: ReleaseBundle, trust: TrustPolicy, limits: ReleaseLimits = ReleaseLimits()
  ) throws(ReleaseError) -> VerifiedRelease {
    let endorsement = try AttestationVerifier(bundle, trust: trust).verify()
    let statement = endorsement.statement
    try check(statement, of: bundle, trust: trust)
    let content = try VerifiedContent(
      layer: bundle.layerBytes, config: bundle.config, limits: limits)
    return VerifiedRelease(
      digest: bundle.digest, config: bundle.config, statement: statement,
      signers: endorsement.signers, untrustedSigners: endorsement.untrusted,
      hasProvenance: endorsement.hasProvenance, content: content, payload: endorsement.payload)
  }

  private static func check(
    _ statement: ReleaseStatement, of bundle: ReleaseBundle, trust: TrustPolicy
  ) throws(ReleaseError) {
    guard statement.manifest == bundle.digest else {
      throw ReleaseError(
        .statementSubjectMismatch, "the signed statement is about another release",
        expected: bundle.digest.description, found: statement.manifest.description)
    }
    for name in [bundle.config.name, trust.expectedName ?? bundle.config.name]
    where statement.name != name {
      throw ReleaseError(
        .statementName, "the signed statement names another product",
        expected: PrintableText.quoted(name), found: PrintableText.quoted(statement.name))
    }
    guard bundle.reference == nil || bundle.reference == "v" + statement.version else {
      throw ReleaseError(
        .ociIndex, "the index calls the release by another version than its statement",
        at: "index.json", expected: PrintableText.quoted("v" + statement.version),
        found: bundle.reference.map(PrintableText.quoted))
    }
    guard statement.sequence >= trust.minimumSequence else {
      throw ReleaseError(
        .statementSequence, "the release is older than the oldest that is acceptable",
        expected: "sequence \(trust.minimumSequence) or higher", found: "\(statement.sequence)",
        advice: "get a newer release from its publisher")
    }
  }
}
