/// Reads the gzip of a release's layer: one member, no name, no more bytes than announced.
enum GzipReader {
  /// Unpacks at most `maximum` bytes and refuses anything `StoredGzip` would not have written.
  static func unwrap(_ bytes: [UInt8], maximum: Int) throws(ReleaseError) -> [UInt8] {
    guard bytes.count >= 2, bytes[0] == 0x1F, bytes[1] == 0x8B else {
      throw ReleaseError(
        .gzipHeader, "the layer is no gzip file", expected: "1f 8b",
        found: Hexadecimal.encode(bytes.prefix(2)))
    }
    guard bytes.count >= 18 else { throw truncated() }
    guard bytes[2] == 8, bytes[3] == 0 else {
      throw ReleaseError(
        .gzipHeader, "the gzip header carries a name or other fields", expected: "no flags",
        found: "flags \(bytes[3])")
    }
    var inflate = Inflate(bytes, from: StoredGzip.header.count, maximum: maximum)
    let output: [UInt8]
    do throws(Inflate.Failure) {
      output = try inflate.run()
    } catch {
      switch error {
      case .truncated: throw truncated()
      case .invalid: throw ReleaseError(.gzipData, "the compressed data is damaged")
      case .tooLong:
        throw ReleaseError(
          .limitRatio, "the layer unpacks to more than the release lists",
          expected: "\(maximum) bytes", found: "more, in \(bytes.count) compressed")
      }
    }
    let trailer = inflate.position
    guard trailer + 8 <= bytes.count else { throw truncated() }
    let checksum = number(bytes, at: trailer)
    guard checksum == CRC32.checksum(output),
      number(bytes, at: trailer + 4) == UInt32(truncatingIfNeeded: output.count)
    else {
      throw ReleaseError(.gzipCRC, "the checksum of the gzip member is wrong")
    }
    let rest = bytes[(trailer + 8)...]
    guard rest.isEmpty else {
      if rest.starts(with: [0x1F, 0x8B]) {
        throw ReleaseError(.gzipMembers, "the layer has a second gzip member", expected: "one")
      }
      throw ReleaseError(
        .gzipTrailing, "bytes follow the gzip member", expected: "0", found: "\(rest.count)")
    }
    guard bytes.starts(with: StoredGzip.header) else {
      throw ReleaseError(
        .gzipHeader, "the gzip header carries a time or a system", expected: "neither",
        found: Hexadecimal.encode(bytes.prefix(10)))
    }
    guard inflate.isStored else {
      throw ReleaseError(
        .gzipStored, "the layer is compressed", expected: "stored blocks of 65,535 bytes")
    }
    return output
  }

  private static func truncated() -> ReleaseError {
    ReleaseError(.gzipTruncated, "the gzip member is cut short")
  }

  private static func number(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
  }
}
