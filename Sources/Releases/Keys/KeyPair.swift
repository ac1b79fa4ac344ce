/// A new signing key with the two files it is kept in.
package struct KeyPair: Sendable {
  /// The private half, which signs.
  package let privateKey: PrivateKey

  /// The public half, which others are given.
  package var publicKey: PublicKey { privateKey.publicKey }

  /// Makes a new pair from the system's randomness.
  package static func generate(_ algorithm: KeyAlgorithm = .p256) throws(ReleaseError) -> KeyPair {
    KeyPair(privateKey: try .generate(algorithm))
  }

  /// Writes `path` (mode 0600) and `path.pub`; a file that is there already is never overwritten.
  package func write(to path: String) throws(ReleaseError) {
    let publicPath = path + ".pub"
    try FileSystem.createFile(publicPath, Array(publicKey.pem.utf8), mode: 0o644)
    do throws(ReleaseError) {
      try FileSystem.createFile(path, Array(privateKey.pem.utf8), mode: 0o600)
    } catch {
      FileSystem.removeFile(publicPath)
      throw error
    }
  }
}
