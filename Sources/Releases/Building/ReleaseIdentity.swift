/// What distinguishes a release from others with the same content: stated, signed, never in M.
package struct ReleaseIdentity: Sendable {
  /// The version as people call it; the tag is `v` + version.
  package let version: String
  /// A number that grows with every release of a product, from 1.
  package let sequence: Int
  /// The manifest of the release before, if there was one.
  package let previous: ContentDigest?
  /// The id of the git commit.
  package let commit: String
  /// The time of the commit in seconds since 1970.
  package let commitTime: Int

  /// Creates an identity.
  package init(
    version: String, sequence: Int, previous: ContentDigest? = nil, commit: String, commitTime: Int
  ) {
    self.version = version
    self.sequence = sequence
    self.previous = previous
    self.commit = commit
    self.commitTime = commitTime
  }
}
