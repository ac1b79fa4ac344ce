import Crypto

/// The form in which the remote cache keeps the bytes of an entry.
///
/// A line, the bytes, the SHA-256 of the entry's name and bytes, and with a key the HMAC-SHA256 of
/// the same. The digest finds what was cut short, damaged or put under another name; it keeps nobody
/// from writing an entry of their own. The HMAC does.
package enum RemoteEntry {
  private static let plainMark = Array("galley entry 1\n".utf8)
  private static let signedMark = Array("galley entry 1 signed\n".utf8)
  private static let digestBytes = 32

  /// Most bytes that an entry has beyond its content.
  package static let overhead = signedMark.count + 2 * digestBytes

  /// The bytes of an entry.
  package static func sealed(_ content: [UInt8], name: String, key: [UInt8]?) -> [UInt8] {
    var bytes = key == nil ? plainMark : signedMark
    bytes += content
    let covered = covered(content[...], name)
    bytes += SHA256.hash(data: covered)
    if let key {
      bytes += HMAC<SHA256>.authenticationCode(for: covered, using: SymmetricKey(data: key))
    }
    return bytes
  }

  /// The content of an entry.
  ///
  /// With a key only entries that were signed with it are taken; without one a signature is not
  /// looked at.
  package static func opened(
    _ bytes: [UInt8], name: String, key: [UInt8]?
  ) throws(RemoteFault) -> [UInt8] {
    let isSigned = bytes.starts(with: signedMark)
    guard isSigned || bytes.starts(with: plainMark) else { throw .damaged }
    let start = isSigned ? signedMark.count : plainMark.count
    let end = bytes.count - digestBytes * (isSigned ? 2 : 1)
    guard end >= start else { throw .damaged }
    let covered = covered(bytes[start..<end], name)
    guard Array(SHA256.hash(data: covered)) == Array(bytes[end..<end + digestBytes]) else {
      throw .damaged
    }
    if let key {
      guard isSigned else { throw .unsigned }
      guard
        HMAC<SHA256>.isValidAuthenticationCode(
          bytes[(end + digestBytes)...], authenticating: covered, using: SymmetricKey(data: key))
      else { throw .forged }
    }
    return Array(bytes[start..<end])
  }

  private static func covered(_ content: ArraySlice<UInt8>, _ name: String) -> [UInt8] {
    Array("galley entry 1\u{0}\(name)\u{0}".utf8) + content
  }
}
