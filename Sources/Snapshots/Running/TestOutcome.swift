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

  /// Sums up a run; `origins` masks customers' data in the edits that group its changes.
  ///
  /// Of a snapshot in conflict, our side is what the output is compared with, if it is compared.
  package init(
    run: TestRun, static staticErrors: [Diagnostic],
    unmerged: UnmergedSnapshots = UnmergedSnapshots.none, origins: OriginFinder? = nil
  ) {
    self.run = run
    self.unmerged = unmerged
    let conflicts = Set(unmerged.differing)
    self.staticErrors = staticErrors
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
    DiagnosticReport.sortedAndUnique(staticErrors + run.results.flatMap(\.diagnostics))
  }
}
