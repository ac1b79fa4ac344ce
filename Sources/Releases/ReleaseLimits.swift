/// The bounds under which an untrusted release is read; each has an error code of its own.
package struct ReleaseLimits: Sendable {
  /// Longest path of an entry in bytes, `content/` included (`limit.path`).
  package var maximumPathBytes = 255
  /// Most components of a path, `content` included (`limit.depth`).
  package var maximumPathDepth = 32
  /// Most files in a release (`limit.entries`).
  package var maximumEntries = 100_000
  /// Largest file in a release (`limit.entrySize`).
  package var maximumFileBytes = 64 << 20
  /// Largest content of a release, unpacked (`limit.blob`).
  package var maximumContentBytes = 512 << 20
  /// Largest index, manifest and release configuration (`limit.blob`).
  package var maximumManifestBytes = 4 << 20
  /// Largest configuration, which lists every file (`limit.blob`).
  package var maximumConfigBytes = 64 << 20
  /// Largest signature bundle with its statement (`limit.bundle`).
  package var maximumBundleBytes = 1 << 20
  /// Most attestations of one release (`limit.attestations`).
  package var maximumAttestations = 64
  /// Most members of a layout (`limit.entries`).
  package var maximumMembers = 1_000

  /// Creates the limits that galley verifies under.
  package init() {}
}
