/// Makes the manifest, configuration and layer of a release: a pure function of its content.
package enum ReleaseBuilder {
  /// Builds the unsigned release of some content under a version.
  ///
  /// The same content gives the same manifest digest on every machine; the version only names the
  /// manifest in the layout's index. Paths that verification would refuse are refused here.
  package static func build(
    _ content: ReleaseContent, version: String, limits: ReleaseLimits = ReleaseLimits()
  ) throws(ReleaseError) -> ReleaseBundle {
    do throws(ReleaseError) {
      return try bundle(content, version: version, limits: limits)
    } catch {
      throw error.with(.input)
    }
  }

  private static func bundle(
    _ content: ReleaseContent, version: String, limits: ReleaseLimits
  ) throws(ReleaseError) -> ReleaseBundle {
    try checkParameters(content, version: version)
    let files = content.files.sorted {
      $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
    }
    try checkFiles(files, limits: limits)
    let prefix = ReleaseFormat.contentPrefix
    let archive = try TarWriter.archive(
      files.map { (path: Array((prefix + $0.path).utf8), bytes: $0.bytes) })
    let config = ReleaseConfig(
      name: content.name,
      files: files.map { file in
        ReleaseFile(
          path: file.path, size: file.bytes.count, digest: ContentDigest(of: file.bytes),
          kind: file.kind, id: file.id)
      },
      contentDigest: ContentDigest(of: archive), repository: content.repository,
      tree: content.sourceTree, engine: content.engine)
    let configBytes = config.bytes
    let layer = StoredGzip.wrap(archive)
    let manifest = ReleaseManifest(
      config: Descriptor(ReleaseFormat.configMediaType, of: configBytes),
      layer: Descriptor(ReleaseFormat.layerMediaType, of: layer))
    return ReleaseBundle(
      manifestBytes: manifest.bytes, configBytes: configBytes, layerBytes: layer,
      attestations: [], reference: "v" + version, config: config)
  }

  private static func checkParameters(
    _ content: ReleaseContent, version: String
  ) throws(ReleaseError) {
    let name = "up to 100 letters, digits, '.', '_' and '-'"
    try ReleaseGrammar.require(
      ReleaseGrammar.isName(content.name), "name", content.name, expected: name)
    try ReleaseGrammar.require(ReleaseGrammar.isName(version), "version", version, expected: name)
    try ReleaseGrammar.require(
      ReleaseGrammar.isObjectID(content.sourceTree), "source tree", content.sourceTree,
      expected: "the full id of a git tree")
    let plain = "a short text in Unicode normalisation form C"
    // A repository without a remote has no name that others would know.
    let repository = content.repository.isEmpty ? "local" : content.repository
    for (parameter, text) in [("repository", repository), ("engine", content.engine)] {
      try ReleaseGrammar.require(
        ReleaseGrammar.isPlainText(text), parameter, text, expected: plain)
    }
    for file in content.files {
      for text in [file.kind, file.id ?? file.kind] {
        try ReleaseGrammar.require(
          ReleaseGrammar.isPlainText(text), "kind or id of '\(file.path)'", text, expected: plain)
      }
    }
  }

  private static func checkFiles(
    _ files: [ReleaseContent.File], limits: ReleaseLimits
  ) throws(ReleaseError) {
    guard !files.isEmpty else { throw ReleaseError(.tarEmpty, "the release has no file") }
    guard files.count <= limits.maximumEntries else {
      throw ReleaseError(
        .limitEntries, "the release has \(files.count) files",
        expected: "at most \(limits.maximumEntries)")
    }
    var total = 0
    var paths: [[UInt8]] = []
    for file in files {
      let path = Array((ReleaseFormat.contentPrefix + file.path).utf8)
      // The path alone first: joined to its directory an absolute or empty one would look ordinary.
      try ArchivePath.check(Array(file.path.utf8)[...], prefix: "", limits: limits)
      try ArchivePath.check(path[...], prefix: ReleaseFormat.contentPrefix, limits: limits)
      guard file.bytes.count <= limits.maximumFileBytes else {
        throw ReleaseError(
          .limitEntrySize, "the file has \(file.bytes.count) bytes",
          at: PrintableText.quoted(file.path), expected: "at most \(limits.maximumFileBytes)")
      }
      total += file.bytes.count
      paths.append(path)
    }
    guard total <= limits.maximumContentBytes else {
      throw ReleaseError(
        .limitBlob, "the files have \(total) bytes together",
        expected: "at most \(limits.maximumContentBytes)")
    }
    try TarReader.checkTogether(paths)
  }
}
