import Content

/// What the cache knows of a template without compiling it: what it is made from, and the digests of
/// its stored snapshots.
struct TemplateMemory: Sendable {
  /// What the template is made from, as of the last run; nil where it never compiled.
  var closure: TemplateClosure?
  /// The digests of its stored snapshots.
  var snapshots = SnapshotDigests(entries: [:], reference: 0)

  /// The fewest bytes of a snapshot's entry: five numbers and a digest.
  private static let minimumEntryBytes = 5 * 8 + ContentDigest.count

  /// Knows nothing.
  init() {}

  /// Reads an entry; nil when it is not what was written.
  ///
  /// What another build wrote is not used.
  init?(_ entry: ArraySlice<UInt8>, engine: ContentDigest) {
    guard var reader = RecordReader(sealed: entry), let writer = reader.digest() else { return nil }
    guard writer == engine else { return }
    guard let hasClosure = reader.number(), let switches = reader.number(),
      let pathCount = reader.count()
    else { return nil }
    var paths: [String] = []
    for _ in 0..<pathCount {
      guard let path = reader.text() else { return nil }
      paths.append(path)
    }
    if hasClosure == 1 { closure = TemplateClosure(paths: paths, readsSwitches: switches == 1) }
    guard let reference = reader.number(), let count = reader.count() else { return nil }
    snapshots.reference = Int64(bitPattern: reference)
    snapshots.entries.reserveCapacity(min(count, entry.count / Self.minimumEntryBytes))
    for _ in 0..<count {
      guard let path = reader.text(), let modified = reader.number(),
        let changed = reader.number(), let size = reader.number(), let node = reader.number(),
        let digest = reader.digest()
      else { return nil }
      let signature = FileSignature(
        modified: Int64(bitPattern: modified), changed: Int64(bitPattern: changed),
        size: Int64(bitPattern: size), node: node)
      snapshots.entries[path] = SnapshotDigests.Entry(signature: signature, digest: digest)
    }
    guard reader.isAtEnd else { return nil }
  }

  /// The bytes of the entry.
  func bytes(engine: ContentDigest) -> [UInt8] {
    var writer = RecordWriter()
    writer.write(engine)
    writer.write(closure == nil ? 0 : 1)
    writer.write(closure?.readsSwitches == true ? 1 : 0)
    writer.write(closure?.paths.count ?? 0)
    for path in closure?.paths ?? [] { writer.write(path) }
    writer.write(UInt64(bitPattern: snapshots.reference))
    writer.write(snapshots.entries.count)
    for (path, entry) in snapshots.entries.sorted(by: { $0.key < $1.key }) {
      writer.write(path)
      writer.write(UInt64(bitPattern: entry.signature.modified))
      writer.write(UInt64(bitPattern: entry.signature.changed))
      writer.write(UInt64(bitPattern: entry.signature.size))
      writer.write(entry.signature.node)
      writer.write(entry.digest)
    }
    return writer.sealed
  }
}
