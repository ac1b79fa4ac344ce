package import Content
package import Diagnostics
import Synchronization

/// A place beyond this machine where results are kept; names are made of letters, digits and `/`.
package protocol RemoteResults: Sendable {
  /// Begins to look names up and returns at once: the answers come while other work is done.
  func ask(for names: [String])
  /// The bytes kept under a name, or nil where there are none or they cannot be had.
  func bytes(named name: String, limit: Int) -> [UInt8]?
  /// Notes that what was had under a name is not what was written.
  func refuse(_ name: String)
  /// Begins to keep bytes under a name, or does nothing where that cannot be done.
  func keep(_ bytes: [UInt8], named name: String)
  /// Waits a while for what is being kept; returns what went wrong.
  func finish() -> [Diagnostic]
}

/// The results of earlier runs in `.galley/cache`, and optionally in a remote place.
///
/// Everything in it may be deleted, cut short or changed by anyone at any time: whatever is not
/// exactly what was written is ignored with a warning, and the case is rendered.
package final class ResultCache: Sendable {
  /// The folder of the cache.
  package static let folder = ".galley/cache"
  private static let path = folder + "/pack"
  /// Results that are kept although no template of this run uses them.
  private static let sparedRecords = 4_096
  /// The names of entries that are not of a template.
  private static let filesName = "files"
  private static let acceptedName = "accepted"
  private static let recordsPrefix = "records/"
  private static let templatePrefix = "template/"

  let engine: ContentDigest
  private let pack: CachePack
  private let opened: FileSignature?
  private let source: WorkTreeSource
  private let writer: WorkTreeWriter
  private let keepsHere: Bool
  private let remote: (any RemoteResults)?
  private let found = Mutex<[Diagnostic]>([])
  private let memories = Mutex<[String: TemplateMemory]>([:])

  /// Opens the cache of a content root.
  ///
  /// - Parameters:
  ///   - root: The content root.
  ///   - engine: What stands for this build of galley with its data: other builds share nothing.
  ///   - keepsHere: Whether anything is written below the root; what is there is used all the same.
  ///   - remote: Where results are looked for that are not here.
  package init(
    root: String, engine: String, keepsHere: Bool = true, remote: (any RemoteResults)? = nil
  ) {
    self.keepsHere = keepsHere
    self.engine = ContentDigest(of: Array(engine.utf8))
    self.remote = remote
    let limit = ContentLimits(maximumFileBytes: 1 << 30)
    source = WorkTreeSource(root: root, limits: limit)
    writer = WorkTreeWriter(root: root)
    let file = Self.read(source)
    opened = file?.signature
    let known = file.map { CachePack($0.bytes) }
    pack = (known ?? nil) ?? CachePack()
    if case .some(nil) = known { warn() }
  }

  private static func read(
    _ source: WorkTreeSource
  ) -> (bytes: [UInt8], signature: FileSignature)? {
    guard let folder = try? source.folder(at: folder) else { return nil }
    return (try? folder.read(String(path.dropFirst(Self.folder.utf8.count + 1)))) ?? nil
  }

  /// The inputs of the last run in which every case passed; nil where none is known.
  package var accepted: AcceptedInputs? {
    read(Self.acceptedName) { entry in
      guard var reader = RecordReader(sealed: entry), let engine = reader.digest(),
        let digests = reader.digests(), reader.isAtEnd
      else { return nil }
      return AcceptedInputs(engine: engine, state: InputState(digests: digests))
    }
  }

  /// The digests of the content's files, as of the last run; empty where there was none.
  var files: [String: ContentDigest] {
    read(Self.filesName) { entry in
      guard var reader = RecordReader(sealed: entry) else { return nil }
      return reader.digests()
    } ?? [:]
  }

  /// What is known of a template; nothing where nothing is.
  func memory(of template: String) -> TemplateMemory {
    if let known = memories.withLock({ $0[template] }) { return known }
    let memory =
      read(Self.templatePrefix + template) { TemplateMemory($0, engine: engine) }
      ?? TemplateMemory()
    memories.withLock { $0[template] = memory }
    return memory
  }

  /// Reads an entry; nil where there is none or it is not what was written.
  private func read<Value>(_ name: String, _ body: (ArraySlice<UInt8>) -> Value?) -> Value? {
    guard let entry = pack[name] else { return nil }
    let value = body(entry)
    if value == nil { warn() }
    return value
  }

  /// Ends what the remote place has to do; returns what was wrong with the cache, ordered.
  package func finish() -> [Diagnostic] { diagnostics + (remote?.finish() ?? []) }

  /// What was wrong with the cache here, ordered.
  package var diagnostics: [Diagnostic] {
    DiagnosticReport.sortedAndUnique(found.withLock { $0 })
  }

  /// The records of a template whose inputs have this key; a remote place is asked only if wanted.
  func records(_ key: ContentDigest, askingRemote: Bool) -> CaseRecords? {
    if let records = read(Self.recordsName(key), { CaseRecords($0, key: key) }) { return records }
    guard askingRemote, let remote,
      let bytes = remote.bytes(named: Self.remoteName(key), limit: CaseRecords.maximumBytes)
    else { return nil }
    guard let records = CaseRecords(bytes[...], key: key) else {
      remote.refuse(Self.remoteName(key))
      return nil
    }
    return records
  }

  /// Whether there is a remote place to ask.
  var hasRemote: Bool { remote != nil }

  /// Whether something is kept here under a key, right or wrong.
  func isHere(_ key: ContentDigest) -> Bool { pack[Self.recordsName(key)] != nil }

  /// Begins to look keys up in the remote place.
  func askRemote(for keys: [ContentDigest]) { remote?.ask(for: keys.map(Self.remoteName)) }

  /// Keeps what a run taught, and nothing that is very old.
  func store(_ update: CacheUpdate) throws(ContentError) {
    let engine = engine
    let base = latestPack()
    let changed = update.changes.mapOnAllCores { change in
      var records = change.records
      if let key = records?.key, let others = base[Self.recordsName(key)],
        let known = CaseRecords(others, key: key)
      {
        records?.cases.merge(known.cases) { own, _ in own }
      }
      return (memory: change.memory?.bytes(engine: engine), records: records?.file)
    }
    var new: [String: [UInt8]] = [:]
    for (change, bytes) in zip(update.changes, changed) {
      new[Self.templatePrefix + change.template] = bytes.memory
      guard let key = change.records?.key, let records = bytes.records else { continue }
      new[Self.recordsName(key)] = records
      remote?.keep(records, named: Self.remoteName(key))
    }
    guard keepsHere else { return }
    var files = RecordWriter()
    files.write(update.files)
    new[Self.filesName] = files.sealed
    if let accepted = update.accepted {
      var writer = RecordWriter()
      writer.write(engine)
      writer.write(accepted.digests)
      new[Self.acceptedName] = writer.sealed
    }
    new = new.filter { name, bytes in base[name].map { $0 != bytes[...] } ?? true }
    guard !new.isEmpty else { return }
    do throws(ContentError) {
      try writer.write(
        [(path: Self.path, bytes: Self.file(new, update, over: base))], durable: false)
    } catch  where error.isWriteFailure {
      // The run itself lacks nothing.
      found.withLock { $0.append(Self.unwritable(error)) }
    }
  }

  /// What the file holds now: another run may have ended meanwhile, and what it learnt stays.
  private func latestPack() -> CachePack {
    guard keepsHere, let now = Self.read(source), now.signature != opened else { return pack }
    return CachePack(now.bytes) ?? pack
  }

  /// The new file: what is new, and of the rest what is still of use.
  private static func file(
    _ new: [String: [UInt8]], _ update: CacheUpdate, over base: CachePack
  ) -> [UInt8] {
    let run = min(base.latest + 1, CachePack.maximumRuns)
    let used = Set(update.usedKeys.map(recordsName))
    var entries = base.entries.filter { entry in
      guard new[entry.name] == nil else { return false }
      guard entry.name.hasPrefix(templatePrefix), let known = update.templates else {
        return true
      }
      return known.contains(String(entry.name.dropFirst(templatePrefix.utf8.count)))
    }
    for index in entries.indices where used.contains(entries[index].name) {
      entries[index].used = run
    }
    forgetOldRecords(&entries, before: run)
    entries += new.map { CachePack.Entry(name: $0.key, bytes: $0.value[...], used: run) }
    entries.sort { $0.name < $1.name }
    return CachePack.file(entries)
  }

  private static func forgetOldRecords(_ entries: inout [CachePack.Entry], before run: UInt64) {
    let spare = entries.filter { $0.name.hasPrefix(recordsPrefix) && $0.used < run }
    guard spare.count > sparedRecords else { return }
    let old = spare.sorted { ($0.used, $0.name) < ($1.used, $1.name) }
      .dropLast(sparedRecords / 2)
    let names = Set(old.map(\.name))
    entries.removeAll { names.contains($0.name) }
  }

  /// A moment of the file system's clock: the time stamp of a file written now, if one may be.
  func moment() -> Int64? {
    let path = Self.folder + "/moment"
    guard keepsHere, (try? writer.write([(path: path, bytes: [])], durable: false)) != nil,
      let folder = try? source.folder(at: Self.folder)
    else { return nil }
    return folder.signature(of: "moment")?.modified
  }

  /// Says that what is kept for the next run or a review cannot be written.
  package static func unwritable(_ error: ContentError) -> Diagnostic {
    Diagnostic(
      .cacheUnwritable, "nothing of this run can be kept: \(error.message)",
      at: SourceSpan(SourceText(path: ".galley", bytes: []), at: 0), severity: .warning,
      notes: [
        Diagnostic.Note(
          "'galley review' and the next run know nothing of it; '--pending-archive FILE' writes "
            + "what waits elsewhere")
      ])
  }

  private func warn() {
    let path = Self.path
    found.withLock { found in
      found.append(
        Diagnostic(
          .cacheCorrupt, "the cache file '\(path)' is not what was written",
          at: SourceSpan(SourceText(path: path, bytes: []), at: 0), severity: .warning,
          notes: [Diagnostic.Note("what is damaged is ignored and written again")]))
    }
  }

  private static func recordsName(_ key: ContentDigest) -> String {
    recordsPrefix + key.hexadecimal
  }

  private static func remoteName(_ key: ContentDigest) -> String {
    let name = key.hexadecimal
    return "galley-1/\(name.prefix(2))/\(name.dropFirst(2))"
  }
}

extension DiagnosticCode {
  /// An entry of the cache that was cut short or changed.
  package static let cacheCorrupt = DiagnosticCode(
    "cache/corrupt", "an entry of the cache is not what was written")
  /// A folder `.galley` that is read-only or full.
  package static let cacheUnwritable = DiagnosticCode(
    "cache/unwritable", "what a run keeps for the next one or a review cannot be written")
  /// A case whose rendering differs from what the cache says.
  package static let cacheMismatch = DiagnosticCode(
    "cache/mismatch", "a case renders to something else than the cache says")
}
