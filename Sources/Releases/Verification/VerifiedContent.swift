/// The files of a release after each was found to be what the release lists.
package struct VerifiedContent: Sendable {
  private let archive: [UInt8]
  private let ranges: [String: Range<Int>]

  /// Unpacks a layer in memory and compares it with the configuration, file by file.
  init(layer: [UInt8], config: ReleaseConfig, limits: ReleaseLimits) throws(ReleaseError) {
    let size = TarWriter.size(ofFiles: config.files.map(\.size))
    archive = try GzipReader.unwrap(layer, maximum: size)
    var reader = TarReader(archive, prefix: ReleaseFormat.contentPrefix, limits: limits)
    let entries = try reader.read()
    try Self.compare(entries, with: config, archive: archive)
    let digest = ContentDigest(of: archive)
    guard digest == config.contentDigest else {
      throw ReleaseError(
        .contentDigest, "the archive is not the one the release names",
        expected: config.contentDigest.description, found: digest.description)
    }
    var ranges: [String: Range<Int>] = [:]
    for (file, entry) in zip(config.files, entries) { ranges[file.path] = entry.range }
    self.ranges = ranges
  }

  /// Compares two lists in the order of their bytes; equal afterwards, entry by entry.
  private static func compare(
    _ entries: [TarReader.Entry], with config: ReleaseConfig, archive: [UInt8]
  ) throws(ReleaseError) {
    var index = 0
    for file in config.files {
      let path = ReleaseFormat.contentPrefix + file.path
      guard index < entries.count else { throw missing(path) }
      let entry = entries[index]
      if !entry.path.utf8.elementsEqual(path.utf8) {
        let isExtra = entry.path.utf8.lexicographicallyPrecedes(path.utf8)
        throw isExtra ? unlisted(entry.path) : missing(path)
      }
      guard entry.range.count == file.size else {
        throw ReleaseError(
          .contentSize, "a file has another size than the release lists",
          at: PrintableText.quoted(path), expected: "\(file.size) bytes",
          found: "\(entry.range.count)")
      }
      let digest = ContentDigest(of: archive[entry.range])
      guard digest == file.digest else {
        throw ReleaseError(
          .contentDigest, "a file is not the one the release lists",
          at: PrintableText.quoted(path), expected: file.digest.description,
          found: digest.description)
      }
      index += 1
    }
    if index < entries.count { throw unlisted(entries[index].path) }
  }

  private static func unlisted(_ path: String) -> ReleaseError {
    ReleaseError(
      .contentUnlisted, "the archive holds a file that the release does not list",
      at: PrintableText.quoted(path))
  }

  private static func missing(_ path: String) -> ReleaseError {
    ReleaseError(
      .contentMissing, "the release lists a file that the archive does not hold",
      at: PrintableText.quoted(path))
  }

  /// The bytes of a file by its path below the content root, or nil.
  package func bytes(_ path: String) -> [UInt8]? { slice(path).map { Array($0) } }

  func slice(_ path: String) -> ArraySlice<UInt8>? { ranges[path].map { archive[$0] } }
}
