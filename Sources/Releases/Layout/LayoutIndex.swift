/// The index of a layout: the release manifest and the attestations, told apart by artifact type.
struct LayoutIndex {
  let release: Descriptor
  let attestations: [Descriptor]

  /// Reads the bytes of `index.json`, the only file that no digest covers.
  init(_ bytes: [UInt8], limits: ReleaseLimits) throws(ReleaseError) {
    let place = "index.json"
    guard bytes.count <= limits.maximumManifestBytes else {
      throw ReleaseError(
        .limitBlob, "the index has \(bytes.count) bytes", at: place,
        expected: "at most \(limits.maximumManifestBytes)")
    }
    let object = try StrictJSON.object(bytes, place: place, code: .ociIndex)
    try OCIDocument.check(object, mediaType: ReleaseFormat.indexMediaType)
    let list = try object.objects("manifests")
    guard list.count <= limits.maximumAttestations + 1 else {
      throw ReleaseError(
        .limitAttestations, "the index names \(list.count) manifests", at: place,
        expected: "at most \(limits.maximumAttestations + 1)")
    }
    var releases: [Descriptor] = []
    var attestations: [Descriptor] = []
    for item in list {
      let descriptor = try Descriptor(item)
      guard descriptor.mediaType == ReleaseFormat.manifestMediaType else {
        throw ReleaseError(
          .ociIndex, "the index names something that is no manifest", at: place,
          expected: ReleaseFormat.manifestMediaType,
          found: PrintableText.quoted(descriptor.mediaType))
      }
      if descriptor.artifactType == ReleaseFormat.releaseArtifact {
        releases.append(descriptor)
      } else {
        attestations.append(descriptor)
      }
    }
    guard let release = releases.first, releases.count == 1 else {
      throw ReleaseError(
        .ociIndex, "the index names \(releases.count) releases", at: place, expected: "one")
    }
    self.release = release
    self.attestations = attestations
  }
}
