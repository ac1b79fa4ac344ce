/// The OCI manifest that ties a signature bundle to the release it speaks of.
struct AttestationManifest {
  static let emptyConfig = Array("{}".utf8)

  let bundle: Descriptor
  let subject: Descriptor
  let predicateType: String

  /// Creates the manifest for a bundle.
  init(bundle: Descriptor, subject: Descriptor, predicateType: String) {
    self.bundle = bundle
    self.subject = subject
    self.predicateType = predicateType
  }

  /// Reads the bytes of a manifest whose digest was checked.
  init(_ bytes: [UInt8], place: String) throws(ReleaseError) {
    let object = try StrictJSON.object(bytes, place: place, code: .ociManifest)
    try OCIDocument.check(object, mediaType: ReleaseFormat.manifestMediaType)
    let type = try object.string("artifactType")
    guard type == ReleaseFormat.bundleMediaType else {
      throw ReleaseError(
        .bundleMediaType, "an attestation is of a kind this version of galley does not read",
        at: place, expected: ReleaseFormat.bundleMediaType, found: PrintableText.quoted(type),
        advice: "use a version of galley that reads it, or ask the publisher for a v0.3 bundle")
    }
    let layers = try object.objects("layers")
    guard layers.count == 1, !layers[0].has("urls") else {
      throw ReleaseError(
        .ociLayers, "an attestation has \(layers.count) layers or a foreign one", at: place,
        expected: "one")
    }
    bundle = try Descriptor(layers[0])
    guard bundle.mediaType == ReleaseFormat.bundleMediaType else {
      throw ReleaseError(
        .bundleMediaType, "the signature bundle has another media type", at: place,
        expected: ReleaseFormat.bundleMediaType, found: PrintableText.quoted(bundle.mediaType))
    }
    subject = try Descriptor(object.object("subject"))
    predicateType = try object.object("annotations").string(ReleaseFormat.bundlePredicateAnnotation)
  }

  /// The canonical bytes.
  var bytes: [UInt8] {
    CanonicalValue.object([
      "schemaVersion": .integer(2), "mediaType": .string(ReleaseFormat.manifestMediaType),
      "artifactType": .string(ReleaseFormat.bundleMediaType),
      "config": Descriptor(ReleaseFormat.emptyMediaType, of: Self.emptyConfig).canonical,
      "layers": .array([bundle.canonical]), "subject": subject.canonical,
      "annotations": .object([
        ReleaseFormat.bundleContentAnnotation: .string("dsse-envelope"),
        ReleaseFormat.bundlePredicateAnnotation: .string(predicateType),
      ]),
    ]).bytes
  }
}
