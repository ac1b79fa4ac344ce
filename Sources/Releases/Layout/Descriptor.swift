import Documents

/// How an OCI document points at a blob: its type, digest and size.
package struct Descriptor: Sendable, Hashable {
  /// The media type of the blob.
  package let mediaType: String
  /// The SHA-256 of the blob.
  package let digest: ContentDigest
  /// The number of bytes.
  package let size: Int
  var artifactType: String?
  var annotations: [String: String] = [:]

  /// Describes a blob.
  init(_ mediaType: String, of bytes: [UInt8]) {
    self.mediaType = mediaType
    digest = ContentDigest(of: bytes)
    size = bytes.count
  }

  /// Reads a descriptor, refusing digests of another algorithm or spelling.
  init(_ object: StrictObject) throws(ReleaseError) {
    mediaType = try object.string("mediaType")
    size = try object.integer("size")
    artifactType = try object.optionalString("artifactType")
    let text = try object.string("digest")
    guard let digest = ContentDigest(text) else {
      throw ReleaseError(
        .ociDigestFormat, "a digest is not of the form galley reads", at: object.place,
        expected: "sha256: and 64 lower-case hexadecimal digits", found: PrintableText.quoted(text))
    }
    self.digest = digest
    if let members = try object.optionalObject("annotations") {
      for member in members.value.members {
        guard let key = member.key.string, let text = member.value.string else {
          throw members.failure(member.key.string ?? "", "a string")
        }
        annotations[key] = text
      }
    }
  }

  var canonical: CanonicalValue {
    var members: [String: CanonicalValue] = [
      "mediaType": .string(mediaType), "digest": .string(digest.description),
      "size": .integer(size),
    ]
    if let artifactType { members["artifactType"] = .string(artifactType) }
    if !annotations.isEmpty {
      members["annotations"] = .object(annotations.mapValues { .string($0) })
    }
    return .object(members)
  }
}
