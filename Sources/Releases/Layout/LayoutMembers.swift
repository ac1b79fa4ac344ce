/// The files of an OCI image layout as they were found, from a directory or a tar; nothing parsed.
struct LayoutMembers {
  private(set) var files: [String: [UInt8]] = [:]

  /// Creates members from what a test or a registry has.
  init(files: [String: [UInt8]]) {
    self.files = files
  }

  /// Reads the layout at a path: a directory, or one ustar.
  init(reading path: String, limits: ReleaseLimits) throws(ReleaseError) {
    if FileSystem.isDirectory(path) {
      try readDirectory(path, limits: limits)
      return
    }
    let maximum = limits.maximumContentBytes * 2
    let archive = try FileSystem.readFile(path, maximum: maximum)
    do throws(ReleaseError) {
      try readArchive(archive, limits: limits)
    } catch {
      throw error.inside(path)
    }
  }

  /// Reads a layout from the bytes of one ustar.
  init(archive: [UInt8], limits: ReleaseLimits) throws(ReleaseError) {
    try readArchive(archive, limits: limits)
  }

  private mutating func readArchive(
    _ archive: [UInt8], limits: ReleaseLimits
  ) throws(ReleaseError) {
    var reader = TarReader(
      archive, prefix: "", limits: limits, maximumFileBytes: limits.maximumContentBytes * 2)
    for entry in try reader.read() {
      guard files.count < limits.maximumMembers else { throw Self.tooMany(limits) }
      guard Self.isMember(entry.path) else { throw Self.foreign(entry.path) }
      files[entry.path] = Array(archive[entry.range])
    }
  }

  private mutating func readDirectory(
    _ path: String, limits: ReleaseLimits
  ) throws(ReleaseError) {
    let root = try DirectoryHandle(opening: path)
    for bytes in try root.names(maximum: limits.maximumMembers) {
      let name = String(decoding: bytes, as: UTF8.self)
      switch name {
      case "index.json", "oci-layout":
        files[name] = try root.readFile(name, maximum: limits.maximumManifestBytes)
      case "blobs":
        let blobs = try root.directory("blobs")
        for algorithm in try blobs.names(maximum: limits.maximumMembers) {
          guard algorithm == Array("sha256".utf8) else {
            throw Self.foreign("blobs/" + String(decoding: algorithm, as: UTF8.self)).inside(path)
          }
        }
        try readBlobs(blobs.directory("sha256"), path: path, limits: limits)
      default: throw Self.foreign(name).inside(path)
      }
    }
  }

  private mutating func readBlobs(
    _ directory: borrowing DirectoryHandle, path: String, limits: ReleaseLimits
  ) throws(ReleaseError) {
    var left = limits.maximumContentBytes * 2
    for bytes in try directory.names(maximum: limits.maximumMembers) {
      let name = String(decoding: bytes, as: UTF8.self)
      let member = ReleaseFormat.blobPrefix + name
      guard Self.isMember(member) else { throw Self.foreign(member).inside(path) }
      let blob = try directory.readFile(name, maximum: left)
      left -= blob.count
      files[member] = blob
    }
  }

  /// Whether a path is one that a layout of galley's may hold.
  private static func isMember(_ path: String) -> Bool {
    if path == "index.json" || path == "oci-layout" { return true }
    guard path.utf8.starts(with: ReleaseFormat.blobPrefix.utf8) else { return false }
    let name = path.utf8.dropFirst(ReleaseFormat.blobPrefix.utf8.count)
    return ContentDigest(hex: String(decoding: name, as: UTF8.self)) != nil
  }

  private static func foreign(_ path: String) -> ReleaseError {
    ReleaseError(
      .ociLayout, "the layout holds a file that does not belong to it",
      at: PrintableText.quoted(path), expected: "oci-layout, index.json and blobs/sha256/<digest>",
      advice: "remove the file, or get the release again from its publisher")
  }

  private static func tooMany(_ limits: ReleaseLimits) -> ReleaseError {
    ReleaseError(.limitEntries, "the layout has more than \(limits.maximumMembers) members")
  }
}
