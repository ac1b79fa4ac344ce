/// The OCI manifest M of a release: a configuration and exactly one layer.
struct ReleaseManifest {
  let config: Descriptor
  let layer: Descriptor

  /// Creates the manifest of two blobs.
  init(config: Descriptor, layer: Descriptor) {
    self.config = config
    self.layer = layer
  }

  /// Reads the bytes of a manifest whose digest was checked.
  init(_ bytes: [UInt8], place: String) throws(ReleaseError) {
    let object = try StrictJSON.object(bytes, place: place, code: .ociManifest)
    try OCIDocument.check(object, mediaType: ReleaseFormat.manifestMediaType)
    guard try object.optionalString("artifactType") == ReleaseFormat.releaseArtifact else {
      throw object.failure("artifactType", ReleaseFormat.releaseArtifact)
    }
    guard !object.has("subject") else { throw object.failure("subject", "nothing") }
    let layers = try object.objects("layers")
    guard layers.count == 1 else {
      throw ReleaseError(
        .ociLayers, "the release has \(layers.count) layers", at: place, expected: "one")
    }
    guard !layers[0].has("urls"), try !object.object("config").has("urls") else {
      throw ReleaseError(
        .ociLayers, "a blob is to be fetched from a foreign address", at: place,
        expected: "no 'urls'")
    }
    config = try Descriptor(object.object("config"))
    layer = try Descriptor(layers[0])
    for (descriptor, expected) in [
      (config, ReleaseFormat.configMediaType), (layer, ReleaseFormat.layerMediaType),
    ] where descriptor.mediaType != expected {
      throw ReleaseError(
        .ociMediaType, "a blob of the release has another media type", at: place,
        expected: expected, found: PrintableText.quoted(descriptor.mediaType))
    }
  }

  /// The canonical bytes.
  var bytes: [UInt8] {
    CanonicalValue.object([
      "schemaVersion": .integer(2), "mediaType": .string(ReleaseFormat.manifestMediaType),
      "artifactType": .string(ReleaseFormat.releaseArtifact), "config": config.canonical,
      "layers": .array([layer.canonical]),
    ]).bytes
  }
}

/// What every OCI manifest and index starts with.
enum OCIDocument {
  /// Checks the schema version and the document's own media type.
  static func check(_ object: StrictObject, mediaType: String) throws(ReleaseError) {
    guard try object.integer("schemaVersion") == 2 else {
      throw object.failure("schemaVersion", "2")
    }
    let found = try object.optionalString("mediaType") ?? mediaType
    guard found == mediaType else {
      throw ReleaseError(
        .ociMediaType, "a document's media type is not its descriptor's", at: object.place,
        expected: mediaType, found: PrintableText.quoted(found))
    }
  }
}
