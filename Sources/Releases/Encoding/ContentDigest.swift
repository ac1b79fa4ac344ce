import Crypto
import FoundationEssentials

/// A SHA-256 digest: the identity of every blob of a release.
package struct ContentDigest: Sendable, Hashable {
  /// 64 lower-case hexadecimal digits.
  package let hex: String

  /// Hashes bytes.
  package init(of bytes: [UInt8]) {
    hex = Hexadecimal.encode(SHA256.hash(data: bytes))
  }

  /// Hashes a part of an array without copying it.
  init(of bytes: ArraySlice<UInt8>) {
    hex = Hexadecimal.encode(SHA256.hash(data: bytes))
  }

  /// Takes 64 lower-case hexadecimal digits; nil for anything else.
  package init?(hex: String) {
    guard hex.utf8.count == 64, hex.utf8.allSatisfy({ Hexadecimal.value($0) != nil }) else {
      return nil
    }
    self.hex = hex
  }

  /// Reads the OCI form `sha256:` + 64 digits; nil for another algorithm or spelling.
  package init?(_ text: String) {
    let prefix = Array("sha256:".utf8)
    guard text.utf8.starts(with: prefix) else { return nil }
    self.init(hex: String(decoding: text.utf8.dropFirst(prefix.count), as: UTF8.self))
  }
}

extension ContentDigest: CustomStringConvertible {
  /// The OCI form: `sha256:` and 64 digits.
  package var description: String { "sha256:" + hex }
}
