import GitStore
import Releases

/// What build and sign share: reading keys, and the identity that is stated and signed.
enum ReleaseSigning {
  /// Reads a private key from a PEM or OpenSSH file.
  static func privateKey(_ path: String) throws(ReleaseError) -> PrivateKey {
    try PrivateKey(reading: path)
  }

  /// Reads a public key from a PEM file.
  static func publicKey(_ path: String) throws(ReleaseError) -> PublicKey {
    try PublicKey(reading: path)
  }

  /// The identity of a release of a commit.
  static func identity(
    version: String, sequence: Int, previous: String?, commit: Commit
  ) throws(ReleaseError) -> ReleaseIdentity {
    var digest: ContentDigest?
    if let previous { digest = try ReleaseBundle(reading: previous).digest }
    return ReleaseIdentity(
      version: version, sequence: sequence, previous: digest, commit: commit.id.hex,
      commitTime: Int(commit.committer.time.seconds))
  }
}
