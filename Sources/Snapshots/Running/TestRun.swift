package import Content
import Dispatch
package import Rendering
import Synchronization

/// Renders cases on all cores and compares them with the stored snapshots.
package struct TestRun: Sendable {
  /// The results in the order of the cases.
  package let results: [CaseResult]
  /// Stored files that no case of the project produces, in order.
  ///
  /// None where the project could not be read completely: what is missing may produce them.
  package let stale: [String]

  /// Cases that a thread takes at once: large enough that taking costs nothing.
  private static let batch = 8

  /// Runs `cases`; staleness is judged against `all`, so that a filter makes nothing stale.
  ///
  /// `isComplete` says whether `all` holds every case, since all files could be read.
  package init(
    _ cases: [Case], of all: CaseMatrix, renderer: Renderer, store: SnapshotStore,
    isComplete: Bool = true
  ) throws(ContentError) {
    results = try Self.results(cases, renderer: renderer, store: store)
    var expected: Set<String> = []
    for testCase in all.cases { expected.formUnion(SnapshotFiles.paths(of: testCase)) }
    stale = isComplete ? store.paths.filter { !expected.contains($0) } : []
  }

  private static func results(
    _ cases: [Case], renderer: Renderer, store: SnapshotStore
  ) throws(ContentError) -> [CaseResult] {
    let slots = Mutex([Result<CaseResult, ContentError>?](repeating: nil, count: cases.count))
    let batches = (cases.count + batch - 1) / batch
    DispatchQueue.concurrentPerform(iterations: batches) { number in
      let range = number * batch..<min((number + 1) * batch, cases.count)
      let done = range.map { index -> Result<CaseResult, ContentError> in
        do throws(ContentError) {
          return .success(try result(of: cases[index], renderer: renderer, store: store))
        } catch {
          return .failure(error)
        }
      }
      slots.withLock { slots in
        for (offset, result) in done.enumerated() { slots[range.lowerBound + offset] = result }
      }
    }
    var results: [CaseResult] = []
    results.reserveCapacity(cases.count)
    for slot in slots.withLock({ $0 }) {
      // Every index belongs to exactly one batch, and concurrentPerform waits for all of them.
      guard let slot else { preconditionFailure("a case was not run") }
      results.append(try slot.get())
    }
    return results
  }

  private static func result(
    of testCase: Case, renderer: Renderer, store: SnapshotStore
  ) throws(ContentError) -> CaseResult {
    let rendered = renderer.render(testCase)
    guard let message = rendered.message else {
      return CaseResult(testCase: testCase, outcome: .failed, diagnostics: rendered.diagnostics)
    }
    var differences: [CaseResult.Difference] = []
    for file in SnapshotFiles.files(of: message, testCase) {
      let stored = try store.bytes(at: file.path)
      let isEqual =
        stored.map {
          SnapshotText.normalized($0) == SnapshotText.normalized(file.text.fileBytes)
        } ?? false
      if !isEqual { differences.append(CaseResult.Difference(file: file, stored: stored)) }
    }
    let outcome: CaseResult.Outcome =
      differences.isEmpty
      ? .passed
      : differences.contains { $0.stored == nil } ? .new(differences) : .changed(differences)
    return CaseResult(testCase: testCase, outcome: outcome, diagnostics: rendered.diagnostics)
  }
}
