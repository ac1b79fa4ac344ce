extension ReleaseBundle {
  /// Reads the layout at a path, a directory or a tar, checking every size and digest on the way.
  package init(
    reading path: String, limits: ReleaseLimits = ReleaseLimits()
  ) throws(ReleaseError) {
    let members = try LayoutMembers(reading: path, limits: limits)
    do throws(ReleaseError) {
      try self.init(members, limits: limits)
    } catch {
      throw error.inside(path)
    }
  }

  /// Reads a layout from the bytes of one ustar.
  package init(
    archive: [UInt8], limits: ReleaseLimits = ReleaseLimits()
  ) throws(ReleaseError) {
    try self.init(LayoutMembers(archive: archive, limits: limits), limits: limits)
  }

  /// Reads a layout from its members.
  init(_ members: LayoutMembers, limits: ReleaseLimits) throws(ReleaseError) {
    try Self.checkLayoutFile(members)
    guard let indexBytes = members.files["index.json"] else {
      throw ReleaseError(.ociLayout, "the layout has no index", at: "index.json")
    }
    let index = try LayoutIndex(indexBytes, limits: limits)
    let blobs = LayoutBlobs(members)
    let manifestBytes = try blobs.blob(
      index.release, maximum: limits.maximumManifestBytes, what: "the release manifest")
    let place = ReleaseFormat.blobPrefix + index.release.digest.hex
    let manifest = try ReleaseManifest(manifestBytes, place: place)
    var attestations: [Attestation] = []
    for descriptor in index.attestations {
      attestations.append(
        try Self.attestation(descriptor, of: index.release, in: blobs, limits: limits))
    }
    let configBytes = try blobs.blob(
      manifest.config, maximum: limits.maximumConfigBytes, what: "the release configuration")
    let layerBytes = try blobs.blob(
      manifest.layer, maximum: limits.maximumContentBytes * 2, what: "the content")
    try self.init(
      manifestBytes: manifestBytes, configBytes: configBytes, layerBytes: layerBytes,
      attestations: attestations,
      reference: index.release.annotations[ReleaseFormat.referenceAnnotation],
      config: ReleaseConfig(
        configBytes, place: ReleaseFormat.blobPrefix + manifest.config.digest.hex, limits: limits))
    // The attestations' empty configuration was never asked for, although a new one would be written.
    let empty = ReleaseFormat.blobPrefix + ContentDigest(of: AttestationManifest.emptyConfig).hex
    try blobs.checkOthers(Set(self.members.map(\.path)).subtracting([empty]))
  }

  private static func attestation(
    _ descriptor: Descriptor, of release: Descriptor, in blobs: LayoutBlobs, limits: ReleaseLimits
  ) throws(ReleaseError) -> Attestation {
    let manifestBytes = try blobs.blob(
      descriptor, maximum: limits.maximumManifestBytes, missingCode: .signatureMissing,
      what: "an attestation")
    let place = ReleaseFormat.blobPrefix + descriptor.digest.hex
    let manifest = try AttestationManifest(manifestBytes, place: place)
    guard manifest.subject.digest == release.digest, manifest.subject.size == release.size else {
      throw ReleaseError(
        .ociSubject, "an attestation belongs to another manifest", at: place,
        expected: release.digest.description, found: manifest.subject.digest.description)
    }
    let bundleBytes = try blobs.blob(
      manifest.bundle, maximum: limits.maximumBundleBytes, limitCode: .limitBundle,
      missingCode: .signatureMissing, what: "a signature bundle")
    return Attestation(
      manifestBytes: manifestBytes, bundleBytes: bundleBytes, predicateType: manifest.predicateType)
  }

  private static func checkLayoutFile(_ members: LayoutMembers) throws(ReleaseError) {
    guard let bytes = members.files["oci-layout"] else {
      throw ReleaseError(
        .ociLayout, "the layout has no 'oci-layout' file", expected: "an OCI image layout",
        advice: "name a release directory or its tar, as 'galley release build' writes it")
    }
    let object = try StrictJSON.object(bytes, place: "oci-layout", code: .ociLayout)
    guard try object.string("imageLayoutVersion") == "1.0.0" else {
      throw object.failure("imageLayoutVersion", "1.0.0")
    }
  }
}
