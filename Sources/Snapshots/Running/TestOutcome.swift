package import Diagnostics
import Rendering

/// A test run summed up.
package struct TestOutcome: Sendable {
  /// The run.
  package let run: TestRun
  /// Errors of the content itself, which keep cases from rendering.
  package let staticErrors: [Diagnostic]
  /// The snapshots in conflict.
  package let unmerged: UnmergedSnapshots
  /// The changed and new outputs by edit.
  package let clusters: [OutputCluster]
  /// What is wrong with the folder of snapshots itself, or nil.
  private let remark: Diagnostic?

  /// Sums up a run; `origins` masks customers' data in the edits that group its changes.
  ///
  /// `foreign` files lie among the snapshots and are none. Of a snapshot in conflict, our side is
  /// what the output is compared with, if it is compared.
  package init(
    run: TestRun, static staticErrors: [Diagnostic],
    unmerged: UnmergedSnapshots = UnmergedSnapshots.none, foreign: [String] = [],
    origins: OriginFinder? = nil
  ) {
    self.run = run
    self.unmerged = unmerged
    let conflicts = Set(unmerged.differing)
    self.staticErrors = staticErrors
    remark = .foreign(foreign)
    let changes = run.results.flatMap { result in
      result.differences.compactMap { difference -> OutputChange? in
        let isConflict = conflicts.contains(difference.file.path)
        // An error says already that it is in conflict.
        if isConflict, !unmerged.isResolving { return nil }
        let ours = isConflict ? difference.stored.flatMap(ConflictMarkers.ours) : nil
        return OutputChange(
          caseID: result.testCase.id, path: difference.file.path,
          kind: difference.stored == nil ? .added : .changed, old: ours ?? difference.stored,
          new: difference.file.text.fileBytes)
      }
    }
    clusters = OutputClustering.clusters(changes, origins: origins)
  }

  /// The number of cases with an outcome: `passed`, `changed`, `new`, `failed`.
  package func count(_ word: String) -> Int {
    run.results.count { $0.word == word }
  }

  /// Everything found while rendering, and the errors of the content: sorted, each once.
  package var diagnostics: [Diagnostic] {
    DiagnosticReport.sortedAndUnique(
      staticErrors + run.results.flatMap(\.diagnostics) + (remark.map { [$0] } ?? []))
  }
}

extension Diagnostic {
  /// Names files among the snapshots that are none: they are neither compared nor removed.
  fileprivate static func foreign(_ paths: [String]) -> Diagnostic? {
    guard let first = paths.first else { return nil }
    let what = paths.count == 1 ? "is" : "and \(paths.count - 1) more are"
    let named = paths.dropFirst().prefix(9).map { Note("'\($0)'") }
    let more = paths.count > 10 ? [Note("… \(paths.count - 10) more")] : []
    return Diagnostic(
      .snapshotForeign, "'\(first)' \(what) no snapshot by name, and left there",
      at: SourceSpan(SourceText(path: first, bytes: []), at: 0), severity: .warning,
      notes: named + more
        + [Note("a snapshot is snapshots/CHANNEL/TEMPLATE/CASE.ENDING; move or remove others")])
  }
}

extension DiagnosticCode {
  /// Files among the snapshots that are none.
  package static let snapshotForeign = DiagnosticCode(
    "snapshot/foreign", "a file below snapshots/ is no snapshot by its name")
}
