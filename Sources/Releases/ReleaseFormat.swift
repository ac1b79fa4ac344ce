/// The names that galley's release format is made of; changing one is a new format.
package enum ReleaseFormat {
  /// The predicate type of a release statement.
  package static let releasePredicate = "urn:galley:predicate:release:1"
  /// The schema named in a release's configuration, `schemas/release.schema.json`.
  package static let configSchema = "urn:galley:format:release:1"
  /// The build type of the provenance statement.
  package static let buildType = "urn:galley:build:1"
  /// The format version this code writes, and the newest it reads.
  package static let version = 1

  static let provenancePredicate = "https://slsa.dev/provenance/v1"
  static let statementType = "https://in-toto.io/Statement/v1"
  static let payloadType = "application/vnd.in-toto+json"
  static let releaseArtifact = "application/vnd.galley.release.v1"
  static let configMediaType = "application/vnd.galley.release.config.v1+json"
  static let layerMediaType = "application/vnd.oci.image.layer.v1.tar+gzip"
  static let manifestMediaType = "application/vnd.oci.image.manifest.v1+json"
  static let indexMediaType = "application/vnd.oci.image.index.v1+json"
  static let emptyMediaType = "application/vnd.oci.empty.v1+json"
  static let bundleMediaType = "application/vnd.dev.sigstore.bundle.v0.3+json"
  static let bundleContentAnnotation = "dev.sigstore.bundle.content"
  static let bundlePredicateAnnotation = "dev.sigstore.bundle.predicateType"
  static let referenceAnnotation = "org.opencontainers.image.ref.name"
  static let layoutFile = Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8)
  static let contentPrefix = "content/"
  static let blobPrefix = "blobs/sha256/"
}
