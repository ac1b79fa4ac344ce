package import Content
package import Diagnostics
import Dispatch
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

/// The results of earlier runs below `.galley/cache`, and optionally in a remote place.
///
/// Everything in it may be deleted, cut short or changed by anyone at any time: whatever is not
/// exactly what was written is ignored with a warning, and the case is rendered.
package final class ResultCache: Sendable {
  /// The folder of the cache.
  package static let folder = ".galley/cache"
  private static let indexPath = folder + "/index"
  /// Objects that are kept although no template of this run uses them.
  private static let sparedObjects = 4_096
  /// Records that one thread writes at a time.
  private static let recordsAtOnce = 64

  let engine: ContentDigest
  let index: CacheIndex
  private let source: WorkTreeSource
  private let writer: WorkTreeWriter
  private let keepsHere: Bool
  private let remote: (any RemoteResults)?
  private let found = Mutex<[Diagnostic]>([])

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
    guard let bytes = try? source.bytes(at: Self.indexPath) else {
      index = CacheIndex()
      return
    }
    guard let read = CacheIndex(bytes, engine: self.engine) else {
      index = CacheIndex()
      warn(Self.indexPath)
      return
    }
    index = read
  }

  /// The inputs of the last run in which every case passed; nil where none is known.
  package var accepted: AcceptedInputs? { index.accepted }

  /// Ends what the remote place has to do; returns what was wrong with the cache, ordered.
  package func finish() -> [Diagnostic] { diagnostics + (remote?.finish() ?? []) }

  /// What was wrong with the cache here, ordered.
  package var diagnostics: [Diagnostic] {
    DiagnosticReport.sortedAndUnique(found.withLock { $0 })
  }

  /// The records of a template whose inputs have this key; a remote place is asked only if wanted.
  func records(_ key: ContentDigest, askingRemote: Bool) -> CaseRecords? {
    let path = Self.path(key)
    if let bytes = try? source.bytes(at: path) {
      if let records = CaseRecords(bytes, key: key) { return records }
      warn(path)
    }
    guard askingRemote, let remote,
      let bytes = remote.bytes(named: Self.remoteName(key), limit: CaseRecords.maximumBytes)
    else { return nil }
    guard let records = CaseRecords(bytes, key: key) else {
      remote.refuse(Self.remoteName(key))
      return nil
    }
    return records
  }

  /// Whether there is a remote place to ask.
  var hasRemote: Bool { remote != nil }

  /// Whether something is kept here under a key, right or wrong.
  func isHere(_ key: ContentDigest) -> Bool { (try? source.bytes(at: Self.path(key))) != nil }

  /// Begins to look keys up in the remote place.
  func askRemote(for keys: [ContentDigest]) { remote?.ask(for: keys.map(Self.remoteName)) }

  /// Keeps records, an index and nothing that is very old.
  func store(_ records: [CaseRecords], index: CacheIndex?) throws(ContentError) {
    do throws(ContentError) {
      try storeRecords(records)
      guard keepsHere else { return }
      if let index {
        try writer.write(
          [(path: Self.indexPath, bytes: index.file(engine: engine))], durable: false)
      }
      if !records.isEmpty { try forgetOldObjects(keeping: Set(records.map { Self.path($0.key) })) }
    } catch  where error.isWriteFailure {
      // The run itself lacks nothing.
      found.withLock { $0.append(Self.unwritable(error)) }
    }
  }

  /// Writes the files of records on all cores.
  private func storeRecords(_ records: [CaseRecords]) throws(ContentError) {
    let share = Self.recordsAtOnce
    let failure = Mutex<ContentError?>(nil)
    DispatchQueue.concurrentPerform(iterations: (records.count + share - 1) / share) { part in
      let some = records[part * share..<min(records.count, (part + 1) * share)]
      let files = some.map { (path: Self.path($0.key), bytes: $0.file) }
      for (record, file) in zip(some, files) {
        remote?.keep(file.bytes, named: Self.remoteName(record.key))
      }
      guard keepsHere else { return }
      do throws(ContentError) {
        try writer.write(files, durable: false)
      } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
  }

  /// A moment of the file system's clock: the time stamp of a file written now, if one may be.
  func moment() -> Int64? {
    let path = Self.folder + "/moment"
    guard keepsHere, (try? writer.write([(path: path, bytes: [])], durable: false)) != nil,
      let folder = try? source.folder(at: Self.folder)
    else { return nil }
    return folder.signature(of: "moment")?.modified
  }

  private func forgetOldObjects(keeping kept: Set<String>) throws(ContentError) {
    let folder = Self.folder + "/results"
    let entries = try source.entries(below: folder).filter { !kept.contains($0.path) }
    guard entries.count > Self.sparedObjects else { return }
    var aged: [(time: Int64, path: String)] = []
    for entry in entries {
      guard let slash = entry.path.lastIndex(of: "/"),
        let opened = try source.folder(at: String(entry.path[..<slash])),
        let signature = opened.signature(of: String(entry.fileName))
      else { continue }
      aged.append((time: signature.modified, path: entry.path))
    }
    aged.sort { $0 < $1 }
    for old in aged.dropLast(Self.sparedObjects / 2) { try writer.remove(old.path) }
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

  private func warn(_ path: String) {
    found.withLock { found in
      found.append(
        Diagnostic(
          .cacheCorrupt, "the cache file '\(path)' is not what was written",
          at: SourceSpan(SourceText(path: path, bytes: []), at: 0), severity: .warning,
          notes: [Diagnostic.Note("it is ignored and written again")]))
    }
  }

  private static func path(_ key: ContentDigest) -> String {
    let name = key.hexadecimal
    return "\(folder)/results/\(name.prefix(1))/\(name.dropFirst(1))"
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
