import Content
import Rendering

/// What a run teaches the cache.
struct CacheUpdate {
  private var records: [ContentDigest: CaseRecords] = [:]
  private var closures: [String: TemplateClosure] = [:]
  private var snapshots: [String: SnapshotDigests.Entry] = [:]
  private let files: [String: ContentDigest]
  /// The inputs of this run where it ran every case and all of them passed.
  private let accepted: InputState?
  private let moment: Int64?
  private let isComplete: Bool
  private let paths: () -> Set<String>

  /// Collects what the batches found; `moment` is a time of the file system before they ran.
  init(
    _ outcomes: [CaseBatch.Outcome], _ cases: [Case], _ all: CaseMatrix,
    inputs: InputState?, files: [String: ContentDigest], moment: Int64?
  ) {
    self.files = files
    let hasPassed =
      cases.count == all.cases.count && !cases.isEmpty
      && outcomes.allSatisfy { $0.results.allSatisfy { $0.word == "passed" } }
    accepted = hasPassed ? inputs : nil
    for outcome in outcomes {
      snapshots.merge(outcome.snapshots) { _, new in new }
      if let closure = outcome.closure, let first = outcome.results.first {
        closures[first.testCase.template.id] = closure
      }
      guard let key = outcome.key, !outcome.records.isEmpty else { continue }
      var changed = records[key] ?? outcome.found ?? CaseRecords(key: key)
      changed.cases.merge(outcome.records) { _, new in new }
      records[key] = changed
    }
    self.moment = moment
    isComplete = cases.count == all.cases.count
    paths = { Set(all.cases.flatMap(SnapshotFiles.paths)) }
  }

  /// Writes what has changed, and nothing else.
  func store(in cache: ResultCache) throws(ContentError) {
    var index = cache.index
    let accepted = accepted.map { AcceptedInputs(engine: cache.engine, state: $0) }
    let isChanged =
      !closures.isEmpty || !snapshots.isEmpty || index.files != files
      || accepted != nil && accepted != index.accepted
    index.accepted = accepted ?? index.accepted
    if isChanged, let moment {
      index.closures.merge(closures) { _, new in new }
      index.files = files
      // Old entries were trusted up to the old moment; the others were read just now.
      index.snapshots.entries = index.snapshots.entries.filter { entry in
        entry.value.signature.modified < index.snapshots.reference
          && entry.value.signature.changed < index.snapshots.reference
      }
      index.snapshots.reference = moment
      index.snapshots.entries.merge(snapshots) { _, new in new }
      if isComplete {
        let known = paths()
        index.snapshots.entries = index.snapshots.entries.filter { known.contains($0.key) }
      }
    }
    let changed = records.values.sorted { $0.key < $1.key }
    guard isChanged && moment != nil || !changed.isEmpty else { return }
    try cache.store(changed, index: isChanged && moment != nil ? index : nil)
  }
}
