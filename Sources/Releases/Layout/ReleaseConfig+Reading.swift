extension ReleaseConfig {
  /// Reads the bytes of a configuration whose digest was checked.
  init(_ bytes: [UInt8], place: String, limits: ReleaseLimits) throws(ReleaseError) {
    let object = try StrictJSON.object(bytes, place: place, code: .configParse)
    let version = try object.integer("formatVersion")
    guard version == ReleaseFormat.version else {
      throw ReleaseError(
        .configVersion, "the release has a format this version of galley does not read",
        at: place, expected: "format \(ReleaseFormat.version)", found: "format \(version)",
        advice: "use a version of galley that reads format \(version)")
    }
    try object.allow(only: [
      "schema", "formatVersion", "name", "files", "contentTarSha256", "source", "requires",
    ])
    guard try object.string("schema") == ReleaseFormat.configSchema else {
      throw object.failure("schema", ReleaseFormat.configSchema)
    }
    let name = try object.string("name")
    guard ReleaseGrammar.isName(name) else { throw object.failure("name", "a product's name") }
    let source = try object.object("source")
    try source.allow(only: ["repo", "tree"])
    let requires = try object.object("requires")
    try requires.allow(only: ["engine"])
    guard let digest = try ContentDigest(hex: object.string("contentTarSha256")) else {
      throw object.failure("contentTarSha256", "64 hexadecimal digits")
    }
    let tree = try source.string("tree")
    guard ReleaseGrammar.isObjectID(tree) else {
      throw source.failure("tree", "the full id of a git tree")
    }
    try self.init(
      name: name, files: Self.files(object, limits: limits), contentDigest: digest,
      repository: source.string("repo").isEmpty ? "" : Self.plainText(source, "repo"), tree: tree,
      engine: Self.plainText(requires, "engine"))
  }

  private static func files(
    _ object: StrictObject, limits: ReleaseLimits
  ) throws(ReleaseError) -> [ReleaseFile] {
    let list = try object.objects("files")
    guard list.count <= limits.maximumEntries else {
      throw ReleaseError(
        .limitEntries, "the release lists \(list.count) files", at: object.place,
        expected: "at most \(limits.maximumEntries)")
    }
    var files: [ReleaseFile] = []
    files.reserveCapacity(list.count)
    var total = 0
    for item in list {
      try item.allow(only: ["path", "size", "sha256", "kind", "id"])
      let path = try item.string("path")
      try ArchivePath.check(
        Array((ReleaseFormat.contentPrefix + path).utf8)[...], prefix: ReleaseFormat.contentPrefix,
        limits: limits)
      if let last = files.last, !last.path.utf8.lexicographicallyPrecedes(path.utf8) {
        throw item.failure("path", "paths in the order of their bytes")
      }
      let size = try item.integer("size")
      guard size <= limits.maximumFileBytes else {
        throw ReleaseError(
          .limitEntrySize, "a file has \(size) bytes", at: PrintableText.quoted(path),
          expected: "at most \(limits.maximumFileBytes)")
      }
      total += size
      guard let digest = try ContentDigest(hex: item.string("sha256")) else {
        throw item.failure("sha256", "64 hexadecimal digits")
      }
      files.append(
        ReleaseFile(
          path: path, size: size, digest: digest, kind: try plainText(item, "kind"),
          id: item.has("id") ? try plainText(item, "id") : nil))
    }
    guard total <= limits.maximumContentBytes else {
      throw ReleaseError(
        .limitBlob, "the files have \(total) bytes together", at: object.place,
        expected: "at most \(limits.maximumContentBytes)")
    }
    return files
  }

  private static func plainText(
    _ object: StrictObject, _ field: String
  ) throws(ReleaseError) -> String {
    let text = try object.string(field)
    guard ReleaseGrammar.isPlainText(text) else { throw object.failure(field, "a short text") }
    return text
  }
}
