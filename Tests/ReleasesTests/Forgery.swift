@testable import Releases

/// Makes releases whose hashes and signatures are right and whose content is not.
enum Forgery {
  /// A release of any layer and list of files, signed by a key.
  static func bundle(
    layer: [UInt8], files: [ReleaseFile], archiveDigest: ContentDigest, key: PrivateKey,
    config: (ReleaseConfig) -> [UInt8] = { $0.bytes }
  ) throws -> ReleaseBundle {
    let list = ReleaseConfig(
      name: "shop-messages", files: files, contentDigest: archiveDigest, repository: "r",
      tree: TestRelease.tree, engine: "1")
    let configBytes = config(list)
    let manifest = ReleaseManifest(
      config: Descriptor(ReleaseFormat.configMediaType, of: configBytes),
      layer: Descriptor(ReleaseFormat.layerMediaType, of: layer))
    return try ReleaseBundle(
      manifestBytes: manifest.bytes, configBytes: configBytes, layerBytes: layer, attestations: [],
      reference: "v1.4.0", config: list
    ).signed(as: TestRelease.identity(), with: key)
  }

  /// An attestation of any bundle bytes about a release.
  static func attestation(
    _ bundleBytes: [UInt8], of release: ReleaseBundle,
    as predicateType: String = ReleaseFormat.releasePredicate
  ) -> ReleaseBundle.Attestation {
    let manifest = AttestationManifest(
      bundle: Descriptor(ReleaseFormat.bundleMediaType, of: bundleBytes),
      subject: Descriptor(ReleaseFormat.manifestMediaType, of: release.manifestBytes),
      predicateType: predicateType)
    return ReleaseBundle.Attestation(
      manifestBytes: manifest.bytes, bundleBytes: bundleBytes, predicateType: predicateType)
  }

  /// A release that carries exactly one attestation, of any bundle bytes.
  static func release(with bundleBytes: [UInt8]) throws -> ReleaseBundle {
    var release = try TestRelease.unsigned()
    release.attestations = [attestation(bundleBytes, of: release)]
    return release
  }

  /// A release whose statement is any payload, properly signed.
  static func release(stating payload: [UInt8], key: PrivateKey) throws -> ReleaseBundle {
    try release(with: SigstoreBundle(signing: payload, with: key).bytes)
  }

  /// The members of a layout with some changed or, where nil, removed.
  static func members(
    of bundle: ReleaseBundle, changing changes: [String: [UInt8]?] = [:]
  ) -> LayoutMembers {
    var files = Dictionary(uniqueKeysWithValues: bundle.members.map { ($0.path, $0.bytes) })
    for (path, bytes) in changes { files[path] = bytes }
    return LayoutMembers(files: files)
  }
}
