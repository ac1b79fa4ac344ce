import Content
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
  /// What is not wrong with the content, and still has to be told.
  private let remarks: [Diagnostic]

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
    remarks = Self.lineEnds(of: run).map { [$0] } ?? []
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
      staticErrors + run.results.flatMap(\.diagnostics) + remarks)
  }

  /// Says that a checkout has changed line ends: the difference alone does not say why.
  private static func lineEnds(of run: TestRun) -> Diagnostic? {
    let paths = run.results.flatMap(\.differences).filter { difference in
      difference.stored.map {
        SnapshotText.differsInLineEnds($0, difference.file.text.fileBytes)
      } ?? false
    }.map(\.file.path)
    guard let first = paths.min(by: { ContentPath.isOrdered($0, before: $1) }) else { return nil }
    let others = paths.count == 1 ? "" : " and \(paths.count - 1) more"
    return Diagnostic(
      .snapshotLineEnds, "'\(first)'\(others) differ from what is rendered in CR LF and LF alone",
      at: SourceSpan(SourceText(path: first, bytes: []), at: 0), severity: .warning,
      notes: [
        Diagnostic.Note("git may have changed the line ends of this checkout: core.autocrlf"),
        Diagnostic.Note(
          "commit a .gitattributes with '* text=auto eol=lf', then check the files out anew"),
      ])
  }

  /// Whether the run fails after an update mode has stored what it stores.
  package func isFailure(under mode: UpdateMode) -> Bool {
    if !staticErrors.isEmpty || count("failed") > 0 { return true }
    let plan = UpdatePlan(run, mode: mode, resolved: unmerged.resolved)
    return !plan.pending.isEmpty || !plan.pendingStale.isEmpty
  }
}

extension DiagnosticCode {
  /// Outputs and snapshots that a checkout with other line ends made different.
  package static let snapshotLineEnds = DiagnosticCode(
    "snapshot/line-ends", "outputs differ from their snapshots in line ends alone")
}
