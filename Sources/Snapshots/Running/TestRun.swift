package import Content
package import Diagnostics
import Dispatch
package import Rendering
import Synchronization

/// Renders cases on all cores and compares them with the stored snapshots.
package struct TestRun: Sendable {
  /// The results in the order of the cases.
  package let results: [CaseResult]
  /// Stored files that no case of the project produces, in order.
  ///
  /// None where the project could not be read completely: what is missing may produce them. None
  /// where a later galley has written one of them: it may give files other names.
  package let stale: [String]
  /// Problems of templates that were compiled for the run, and results of the cache that are wrong.
  package let diagnostics: [Diagnostic]
  /// Whether the run was stopped before its end; it has no results then.
  package let isStopped: Bool

  /// Most cases that a thread takes at once.
  private static let batch = 32

  /// Runs `cases`; staleness is judged against `all`, so that a filter makes nothing stale.
  ///
  /// `isComplete` says whether `all` holds every case, since all files could be read. Templates that
  /// the renderer does not have compiled are compiled when a case of theirs must be rendered.
  package init(
    _ cases: [Case], of all: CaseMatrix, renderer: Renderer, store: SnapshotStore,
    isComplete: Bool = true, settings: RunSettings = RunSettings()
  ) throws(ContentError) {
    let moment = settings.cache?.moment()
    var context = RunContext(renderer, store, settings)
    context.prepareRemote(for: cases)
    // One more piece of work for the threads: no case is needed for it.
    let unknown = Mutex<[String]>([])
    let outcomes = try Self.outcomes(cases, context) {
      guard isComplete else { return }
      let found = Self.stale(all, store)
      unknown.withLock { $0 = found }
    }
    guard let outcomes else {
      (results, stale, diagnostics, isStopped) = ([], [], [], true)
      return
    }
    results = outcomes.flatMap(\.results)
    let found = unknown.withLock { $0 }
    let newer = store.newerFormats(among: found)
    stale = newer.isEmpty ? found : []
    diagnostics = DiagnosticReport.sortedAndUnique(
      outcomes.flatMap(\.diagnostics) + outcomes.flatMap(\.mismatches) + newer)
    isStopped = false
    if let cache = settings.cache {
      try cache.store(
        CacheUpdate(
          outcomes, cases, all, in: cache,
          inputs: !isComplete
            ? nil
            : context.digests.map { InputState($0, renderer.compiled.project.settings) },
          files: context.digests?.files ?? [:], moment: moment))
    }
  }

  private static func stale(_ all: CaseMatrix, _ store: SnapshotStore) -> [String] {
    let expected = all.paths
    return store.paths.filter { !expected.contains($0) }
  }

  /// Shares the batches out over the cores; nil when the run was stopped.
  private static func outcomes(
    _ cases: [Case], _ context: RunContext, besides: @Sendable () -> Void
  ) throws(ContentError) -> [CaseBatch.Outcome]? {
    let batches = batches(of: cases)
    let slots = Mutex(
      [Result<CaseBatch.Outcome, ContentError>?](repeating: nil, count: batches.count))
    DispatchQueue.concurrentPerform(iterations: batches.count + 1) { iteration in
      guard iteration > 0 else { return besides() }
      let number = iteration - 1
      guard context.settings.isStopped?() != true else { return }
      let result = Result { () throws(ContentError) in
        try CaseBatch.run(cases[batches[number]], context)
      }
      if case .success(let outcome) = result {
        context.settings.progress?(
          outcome.results.count, outcome.results.count { $0.word == "passed" })
      }
      slots.withLock { $0[number] = result }
    }
    var outcomes: [CaseBatch.Outcome] = []
    outcomes.reserveCapacity(batches.count)
    for slot in slots.withLock({ $0 }) {
      guard let slot else { return nil }
      outcomes.append(try slot.get())
    }
    return outcomes
  }

  /// Runs of cases of one template, none longer than `batch`.
  private static func batches(of cases: [Case]) -> [Range<Int>] {
    var batches: [Range<Int>] = []
    var start = 0
    while start < cases.count {
      var end = start + 1
      while end < cases.count, end - start < batch,
        cases[end].template.id == cases[start].template.id
      {
        end += 1
      }
      batches.append(start..<end)
      start = end
    }
    return batches
  }
}
