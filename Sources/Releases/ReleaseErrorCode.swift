/// The stable name of a kind of release failure, `area.what`; never reused for another meaning.
package struct ReleaseErrorCode: Sendable, Hashable {
  /// The name as printed: `path.traversal`.
  package let name: String

  /// Declares a code.
  package init(_ name: String) {
    self.name = name
  }

  /// The part before the dot.
  package var area: Substring {
    name.utf8.firstIndex(of: UInt8(ascii: ".")).map { name[..<$0] } ?? name[...]
  }

  /// What the code means for the exit code where the error does not say otherwise.
  var exitClass: ReleaseError.ExitClass {
    switch area {
    case "io", "target": .failed
    case "key", "trust", "build": .input
    default: .refused
    }
  }

  /// What to do when the error says nothing more precise.
  var advice: String {
    switch area {
    case "io": "check the path, its permissions and the free space, then run the command again"
    case "target": "choose another place or remove what is there"
    case "key": "use a P-256 or Ed25519 key made by 'galley key new'"
    case "trust": "name the public keys you trust with '--key'"
    case "build": "correct the release's parameters"
    case "path", "entry", "limit":
      "do not use this file; if it is your own content, rename or split it and build again"
    default: "do not use this release; get it again from its publisher"
    }
  }
}

extension ReleaseErrorCode {
  // Paths.
  static let pathTraversal = Self("path.traversal")
  static let pathAbsolute = Self("path.absolute")
  static let pathNotCanonical = Self("path.notCanonical")
  static let pathBackslash = Self("path.backslash")
  static let pathReserved = Self("path.reserved")
  static let pathControl = Self("path.control")
  static let pathEncoding = Self("path.encoding")
  static let pathNotNFC = Self("path.notNFC")
  static let pathPrefix = Self("path.prefix")
  static let pathEmpty = Self("path.empty")

  // Entries of the archive.
  static let entryType = Self("entry.type")
  static let entryDuplicate = Self("entry.duplicate")
  static let entryCaseCollision = Self("entry.caseCollision")
  static let entryUnicodeCollision = Self("entry.unicodeCollision")
  static let entryFileDirConflict = Self("entry.fileDirConflict")
  static let entryMode = Self("entry.mode")
  static let entryOwner = Self("entry.owner")
  static let entryTime = Self("entry.mtime")
  static let entryOrder = Self("entry.order")

  // The form of the archive.
  static let tarMagic = Self("tar.magic")
  static let tarChecksum = Self("tar.checksum")
  static let tarNumber = Self("tar.number")
  static let tarTruncated = Self("tar.truncated")
  static let tarTrailing = Self("tar.trailing")
  static let tarPadding = Self("tar.padding")
  static let tarHeader = Self("tar.header")
  static let tarEmpty = Self("tar.empty")
  static let gzipHeader = Self("gzip.header")
  static let gzipTruncated = Self("gzip.truncated")
  static let gzipCRC = Self("gzip.crc")
  static let gzipMembers = Self("gzip.members")
  static let gzipTrailing = Self("gzip.trailing")
  static let gzipData = Self("gzip.data")
  static let gzipStored = Self("gzip.stored")

  // Limits.
  static let limitEntrySize = Self("limit.entrySize")
  static let limitPath = Self("limit.path")
  static let limitDepth = Self("limit.depth")
  static let limitEntries = Self("limit.entries")
  static let limitRatio = Self("limit.ratio")
  static let limitBlob = Self("limit.blob")
  static let limitBundle = Self("limit.bundle")
  static let limitAttestations = Self("limit.attestations")

  // What the archive holds, against what the release lists.
  static let contentUnlisted = Self("content.unlisted")
  static let contentMissing = Self("content.missing")
  static let contentDigest = Self("content.digest")
  static let contentSize = Self("content.size")

  // Signatures and statements.
  static let signatureMissing = Self("signature.missing")
  static let signatureInvalid = Self("signature.invalid")
  static let signatureUntrustedKey = Self("signature.untrustedKey")
  static let signatureThreshold = Self("signature.threshold")
  static let signatureEncoding = Self("signature.encoding")
  static let signatureDuplicate = Self("signature.duplicate")
  static let envelopeBase64 = Self("envelope.base64")
  static let envelopePayloadType = Self("envelope.payloadType")
  static let envelopeParse = Self("envelope.parse")
  static let bundleMediaType = Self("bundle.mediaType")
  static let bundleSignatureCount = Self("bundle.signatureCount")
  static let bundleContent = Self("bundle.content")
  static let bundleKey = Self("bundle.key")
  static let statementParse = Self("statement.parse")
  static let statementPredicateType = Self("statement.predicateType")
  static let statementSubject = Self("statement.subject")
  static let statementSubjectMismatch = Self("statement.subjectMismatch")
  static let statementName = Self("statement.name")
  static let statementConflict = Self("statement.conflict")
  static let statementSequence = Self("statement.sequence")
  static let jsonStrict = Self("json.strict")

  // The OCI layout.
  static let ociDigest = Self("oci.digest")
  static let ociSize = Self("oci.size")
  static let ociMediaType = Self("oci.mediaType")
  static let ociLayers = Self("oci.layers")
  static let ociIndex = Self("oci.index")
  static let ociDigestFormat = Self("oci.digestFormat")
  static let ociLayout = Self("oci.layout")
  static let ociMissing = Self("oci.missing")
  static let ociSubject = Self("oci.subject")
  static let ociManifest = Self("oci.manifest")
  static let configParse = Self("config.parse")
  static let configVersion = Self("config.formatVersion")

  // Keys and trust.
  static let keyWeak = Self("key.weak")
  static let keyAlgorithm = Self("key.algorithm")
  static let keyParse = Self("key.parse")
  static let trustEmpty = Self("trust.empty")
  static let trustThreshold = Self("trust.threshold")

  // Building and files.
  static let buildParameter = Self("build.parameter")
  static let targetExists = Self("target.exists")
  static let ioRead = Self("io.read")
  static let ioWrite = Self("io.write")
}
