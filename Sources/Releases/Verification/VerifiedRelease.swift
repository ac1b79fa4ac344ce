/// A release that trusted keys signed and whose every byte is accounted for.
package struct VerifiedRelease: Sendable {
  /// The digest of the release manifest M.
  package let digest: ContentDigest
  /// What the release is called and every file in it.
  package let config: ReleaseConfig
  /// What the signers say of it.
  package let statement: ReleaseStatement
  /// The ids of the trusted keys that signed, in order.
  package let signers: [String]
  /// The ids of keys that claim to have signed and are not trusted; nothing rests on them.
  package let untrustedSigners: [String]
  /// Whether a trusted key vouches for where the release was built.
  package let hasProvenance: Bool
  /// The files' bytes, in memory.
  package let content: VerifiedContent
  /// The bytes that were signed.
  let payload: [UInt8]

  /// The files in the order of their paths' bytes.
  package var files: [ReleaseFile] { config.files }

  /// The bytes of a file by its path below the content root, or nil.
  package func bytes(_ path: String) -> [UInt8]? { content.bytes(path) }
}
