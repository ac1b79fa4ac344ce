/// A release with its attestations as blobs in memory; made by building or by reading a layout.
///
/// Every blob matches its digest. Nothing is said about who signed: that is `ReleaseVerifier`'s.
package struct ReleaseBundle: Sendable {
  /// A signature bundle with the manifest that ties it to the release.
  struct Attestation: Sendable {
    var manifestBytes: [UInt8]
    var bundleBytes: [UInt8]
    var predicateType: String
  }

  let manifestBytes: [UInt8]
  let configBytes: [UInt8]
  let layerBytes: [UInt8]
  var attestations: [Attestation]
  /// The tag under which the index names the release, `v` + version.
  let reference: String?
  /// What the release is called and every file in it, as read, not yet verified.
  package let config: ReleaseConfig

  /// The digest of the release manifest M: the identity of the release.
  package var digest: ContentDigest { ContentDigest(of: manifestBytes) }

  /// The number of signature bundles, provenance included.
  package var attestationCount: Int { attestations.count }

  var manifestDescriptor: Descriptor {
    var descriptor = Descriptor(ReleaseFormat.manifestMediaType, of: manifestBytes)
    descriptor.artifactType = ReleaseFormat.releaseArtifact
    return descriptor
  }

  /// The canonical index of the layout.
  var indexBytes: [UInt8] {
    var release = manifestDescriptor
    if let reference { release.annotations[ReleaseFormat.referenceAnnotation] = reference }
    let others = attestations.map { attestation in
      var descriptor = Descriptor(ReleaseFormat.manifestMediaType, of: attestation.manifestBytes)
      descriptor.artifactType = ReleaseFormat.bundleMediaType
      return descriptor
    }
    return CanonicalValue.object([
      "schemaVersion": .integer(2), "mediaType": .string(ReleaseFormat.indexMediaType),
      "manifests": .array(([release] + others).map(\.canonical)),
    ]).bytes
  }

  /// The members of the layout in byte order: blobs, `index.json`, `oci-layout`.
  package var members: [(path: String, bytes: [UInt8])] {
    var blobs = [manifestBytes, configBytes, layerBytes]
    if !attestations.isEmpty { blobs.append(AttestationManifest.emptyConfig) }
    for attestation in attestations {
      blobs += [attestation.manifestBytes, attestation.bundleBytes]
    }
    var byPath: [String: [UInt8]] = [:]
    for blob in blobs { byPath[ReleaseFormat.blobPrefix + ContentDigest(of: blob).hex] = blob }
    byPath["index.json"] = indexBytes
    byPath["oci-layout"] = ReleaseFormat.layoutFile
    return byPath.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { (path: $0.key, bytes: $0.value) }
  }

  /// The layout as one canonical ustar.
  package func archive() throws(ReleaseError) -> [UInt8] {
    try TarWriter.archive(members.map { (path: Array($0.path.utf8), bytes: $0.bytes) })
  }
}
