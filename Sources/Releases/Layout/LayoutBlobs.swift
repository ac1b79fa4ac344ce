/// The blobs of a layout, each given out only when its size and digest are those asked for.
struct LayoutBlobs {
  private let files: [String: [UInt8]]

  /// Takes the members of a layout.
  init(_ members: LayoutMembers) {
    files = members.files
  }

  /// The bytes a descriptor points at.
  func blob(
    _ descriptor: Descriptor, maximum: Int, limitCode: ReleaseErrorCode = .limitBlob,
    missingCode: ReleaseErrorCode = .ociMissing, what: String
  ) throws(ReleaseError) -> [UInt8] {
    let place = ReleaseFormat.blobPrefix + descriptor.digest.hex
    guard descriptor.size <= maximum else {
      throw ReleaseError(
        limitCode, "\(what) has \(descriptor.size) bytes", at: place,
        expected: "at most \(maximum)")
    }
    guard let bytes = files[place] else {
      throw ReleaseError(
        missingCode, "\(what) is named but not there", at: place, expected: "the blob",
        found: "nothing")
    }
    guard bytes.count == descriptor.size else {
      throw ReleaseError(
        .ociSize, "\(what) has another size than its descriptor", at: place,
        expected: "\(descriptor.size) bytes", found: "\(bytes.count)")
    }
    let digest = ContentDigest(of: bytes)
    guard digest == descriptor.digest else {
      throw ReleaseError(
        .ociDigest, "\(what) is not the blob its digest names", at: place,
        expected: descriptor.digest.description, found: digest.description)
    }
    return bytes
  }

  /// Checks the blobs that nothing asked for, which an interrupted signing may leave.
  func checkOthers(_ used: Set<String>) throws(ReleaseError) {
    for (path, bytes) in files.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
    where !used.contains(path) && path.utf8.starts(with: ReleaseFormat.blobPrefix.utf8) {
      let digest = ContentDigest(of: bytes)
      guard path == ReleaseFormat.blobPrefix + digest.hex else {
        throw ReleaseError(
          .ociDigest, "a blob is not the one its name says", at: path, found: digest.description)
      }
    }
  }
}
