import Content
import Dispatch
import Rendering
import Synchronization

/// What a run teaches the cache.
struct CacheUpdate {
  /// What is new of one template.
  struct Change: Sendable {
    let template: String
    /// What is to be remembered of it, unless that is known.
    var memory: TemplateMemory?
    /// The results of its cases, where some of them are new.
    var records: CaseRecords?
  }

  /// The changes in the order of templates.
  let changes: [Change]
  /// The keys of results that this run used or made.
  let usedKeys: Set<ContentDigest>
  /// The digests of the content's files.
  let files: [String: ContentDigest]
  /// The inputs of this run where it ran every case and all of them passed.
  let accepted: InputState?
  /// The templates that have cases; nil unless the run was of all of them.
  let templates: Set<String>?

  /// Collects what the batches found; `moment` is a time of the file system before they ran, nil
  /// where nothing is kept here.
  init(
    _ outcomes: [CaseBatch.Outcome], _ cases: [Case], _ all: CaseMatrix, in cache: ResultCache,
    inputs: InputState?, files: [String: ContentDigest], moment: Int64?
  ) {
    self.files = files
    let isComplete = cases.count == all.cases.count
    let hasPassed =
      isComplete && !cases.isEmpty
      && outcomes.allSatisfy { $0.results.allSatisfy { $0.word == "passed" } }
    accepted = hasPassed ? inputs : nil
    let groups = Self.groups(outcomes)
    usedKeys = Set(outcomes.compactMap(\.key))
    templates =
      isComplete
      ? Set(groups.compactMap { outcomes[$0].first?.results.first?.testCase.template.id }) : nil
    changes = groups.map { Array(outcomes[$0]) }.mapOnAllCores { outcomes in
      Self.change(outcomes, in: cache, isComplete: isComplete, moment: moment)
    }.compactMap { $0 }
  }

  /// Runs of neighbours that are of the same template.
  private static func groups(_ outcomes: [CaseBatch.Outcome]) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var start = 0
    for index in outcomes.indices {
      let id = outcomes[index].results.first?.testCase.template.id
      let next = index + 1
      if next == outcomes.count || outcomes[next].results.first?.testCase.template.id != id {
        groups.append(start..<next)
        start = next
      }
    }
    return groups
  }

  private static func change(
    _ outcomes: [CaseBatch.Outcome], in cache: ResultCache, isComplete: Bool, moment: Int64?
  ) -> Change? {
    guard let template = outcomes.first?.results.first?.testCase.template.id else { return nil }
    var change = Change(template: template)
    let closure = outcomes.lazy.compactMap(\.closure).first
    let snapshots = outcomes.reduce(into: [:]) { all, outcome in
      all.merge(outcome.snapshots) { _, new in new }
    }
    if let moment, closure != nil || !snapshots.isEmpty {
      var memory = cache.memory(of: template)
      memory.closure = closure ?? memory.closure
      let known =
        isComplete
        ? outcomes.lazy.flatMap(\.results).map(\.testCase).snapshotPaths : nil
      memory.snapshots.add(snapshots, after: moment) { known?.contains($0) ?? true }
      change.memory = memory
    }
    for outcome in outcomes {
      guard let key = outcome.key, !outcome.records.isEmpty else { continue }
      var changed = change.records ?? outcome.found ?? CaseRecords(key: key)
      changed.cases.merge(outcome.records) { _, new in new }
      change.records = changed
    }
    return change.memory == nil && change.records == nil ? nil : change
  }
}
