extension PublicKey {
  /// Reads the public key in a PEM file.
  package init(reading path: String) throws(ReleaseError) {
    try self.init(pem: KeyFile.read(path), place: path)
  }
}

extension PrivateKey {
  /// Reads the private key in a PEM file.
  package init(reading path: String) throws(ReleaseError) {
    try self.init(pem: KeyFile.read(path), place: path)
  }
}

private enum KeyFile {
  static let maximumBytes = 64 << 10

  static func read(_ path: String) throws(ReleaseError) -> [UInt8] {
    do throws(ReleaseError) {
      return try FileSystem.readFile(path, maximum: maximumBytes, code: .keyParse)
    } catch  where error.code == .ociLayout {
      throw ReleaseError(.keyParse, "the key is no regular file", at: path)
    }
  }
}
