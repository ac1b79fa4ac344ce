extension ReleaseBundle {
  /// The release with a first statement, signed by a key, and provenance if there is any.
  package func signed(
    as identity: ReleaseIdentity, with key: PrivateKey, provenance: Provenance? = nil
  ) throws(ReleaseError) -> ReleaseBundle {
    guard releaseAttestations.isEmpty else {
      throw ReleaseError(
        .signatureDuplicate, "the release carries a statement already", exitClass: .input)
    }
    guard reference == nil || reference == "v" + identity.version else {
      throw ReleaseError(
        .buildParameter, "the release was built as another version",
        expected: reference.map(PrintableText.quoted),
        found: PrintableText.quoted("v" + identity.version))
    }
    let statement = try ReleaseStatement(name: config.name, identity: identity, manifest: digest)
    var bundle = self
    try bundle.attest(statement.bytes, as: ReleaseFormat.releasePredicate, with: key)
    if let provenance {
      try bundle.attest(
        provenance.statementBytes(for: statement), as: ReleaseFormat.provenancePredicate, with: key)
    }
    return bundle
  }

  /// The release with the statement that it carries signed by a further key.
  ///
  /// The release must verify under `trust` first: nobody should sign what they could not check.
  package func adding(
    _ key: PrivateKey, trusting trust: TrustPolicy
  ) throws(ReleaseError) -> ReleaseBundle {
    let verified = try ReleaseVerifier.verify(self, trust: trust)
    for attestation in releaseAttestations {
      let place = attestation.place
      guard try SigstoreBundle(attestation.bundleBytes, place: place).keyID != key.publicKey.keyID
      else {
        throw ReleaseError(
          .signatureDuplicate, "the key has signed this release already", at: place,
          advice: "nothing is to be done", exitClass: .input)
      }
    }
    var bundle = self
    try bundle.attest(verified.payload, as: ReleaseFormat.releasePredicate, with: key)
    return bundle
  }

  var releaseAttestations: [Attestation] {
    attestations.filter { $0.predicateType == ReleaseFormat.releasePredicate }
  }

  private mutating func attest(
    _ payload: [UInt8], as predicateType: String, with key: PrivateKey
  ) throws(ReleaseError) {
    let bundleBytes = try SigstoreBundle(signing: payload, with: key).bytes
    let manifest = AttestationManifest(
      bundle: Descriptor(ReleaseFormat.bundleMediaType, of: bundleBytes),
      subject: Descriptor(ReleaseFormat.manifestMediaType, of: manifestBytes),
      predicateType: predicateType)
    attestations.append(
      Attestation(
        manifestBytes: manifest.bytes, bundleBytes: bundleBytes, predicateType: predicateType))
  }
}

extension ReleaseBundle.Attestation {
  /// Where the signature bundle lies in the layout, for errors.
  var place: String { ReleaseFormat.blobPrefix + ContentDigest(of: bundleBytes).hex }
}
