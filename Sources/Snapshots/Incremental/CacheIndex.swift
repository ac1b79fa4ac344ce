import Content

/// What the cache knows without compiling anything: closures of templates, digests of snapshots.
struct CacheIndex: Sendable {
  /// The files that each template is made from, as of the last run.
  var closures: [String: TemplateClosure] = [:]
  /// The digests of the content's files, as of the last run.
  var files: [String: ContentDigest] = [:]
  /// The digests of the stored snapshots.
  var snapshots = SnapshotDigests(entries: [:], reference: 0)

  /// The inputs of the last run that passed, by whichever build of galley.
  var accepted: AcceptedInputs?

  private static let mark = "galley index 2"

  init() {}

  /// Reads an index of this build; nil when the bytes are not what was written.
  init?(_ file: [UInt8], engine: ContentDigest) {
    guard var reader = RecordReader(sealed: file), let mark = reader.text() else { return nil }
    // Another build's form: nothing of it can be used.
    guard mark == Self.mark else { return }
    guard let writer = reader.digest() else { return nil }
    if let accepting = reader.digest(), accepting != ProjectDigests.absent {
      guard let digests = reader.digests() else { return nil }
      accepted = AcceptedInputs(engine: accepting, state: InputState(digests: digests))
    }
    guard writer == engine else { return }
    guard let reference = reader.number(), let templates = reader.count() else { return nil }
    snapshots.reference = Int64(bitPattern: reference)
    var paths: [String] = []
    guard let pathCount = reader.count() else { return nil }
    for _ in 0..<pathCount {
      guard let path = reader.text() else { return nil }
      paths.append(path)
    }
    for _ in 0..<templates {
      guard let id = reader.text(), let switches = reader.number(), let count = reader.count()
      else { return nil }
      var closure: [String] = []
      for _ in 0..<count {
        guard let index = reader.number(), index < paths.count else { return nil }
        closure.append(paths[Int(index)])
      }
      closures[id] = TemplateClosure(paths: closure, readsSwitches: switches == 1)
    }
    guard let files = reader.digests() else { return nil }
    self.files = files
    guard let count = reader.count() else { return nil }
    snapshots.entries.reserveCapacity(count)
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

  /// The bytes of the index for this build.
  func file(engine: ContentDigest) -> [UInt8] {
    var writer = RecordWriter()
    writer.write(Self.mark)
    writer.write(engine)
    writer.write(accepted?.engine ?? ProjectDigests.absent)
    if let accepted { writer.write(accepted.state.digests) }
    writer.write(UInt64(bitPattern: snapshots.reference))
    writer.write(closures.count)
    // Fragments are shared by many templates: each path is written once.
    let paths = Set(closures.values.flatMap(\.paths)).sorted()
    var numbers: [String: Int] = [:]
    for (number, path) in paths.enumerated() { numbers[path] = number }
    writer.write(paths.count)
    for path in paths { writer.write(path) }
    for (id, closure) in closures.sorted(by: { $0.key < $1.key }) {
      writer.write(id)
      writer.write(closure.readsSwitches ? 1 : 0)
      writer.write(closure.paths.count)
      for path in closure.paths { writer.write(numbers[path] ?? 0) }
    }
    writer.write(files)
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
