package import Content
package import Diagnostics

/// What a run says about the snapshots that git's index holds in conflict.
///
/// The index decides what is in conflict, never the text: a snapshot may show `=======` or even
/// conflict markers. Neither side of the conflict is right as a rule, so both are rendered anew.
package struct UnmergedSnapshots: Sendable {
  /// No snapshot in conflict.
  package static let none = UnmergedSnapshots()

  /// Snapshots in conflict whose file is not what is rendered, in order.
  package let differing: [String]
  /// Snapshots in conflict whose file is what is rendered: `git add` is all they need.
  package let settled: [String]
  /// Snapshots in conflict that no case renders any more.
  package let orphaned: [String]
  /// Whether the rendered outputs replace the differing files.
  package let isResolving: Bool

  private init() {
    (differing, settled, orphaned, isResolving) = ([], [], [], false)
  }

  /// Sorts the paths in conflict by what a run found; paths that it did not judge are left out.
  package init(_ paths: Set<String>, in run: TestRun, resolving: Bool) {
    var differing: [String] = []
    var settled: [String] = []
    for result in run.results where !paths.isEmpty && result.word != "failed" {
      let different = Set(result.differences.map(\.file.path))
      for path in SnapshotFiles.paths(of: result.testCase) where paths.contains(path) {
        if different.contains(path) { differing.append(path) } else { settled.append(path) }
      }
    }
    self.differing = differing.sorted { ContentPath.isOrdered($0, before: $1) }
    self.settled = settled.sorted { ContentPath.isOrdered($0, before: $1) }
    orphaned = run.stale.filter { paths.contains($0) }
    isResolving = resolving
  }

  /// The files that rendered outputs replace.
  package var resolved: [String] { isResolving ? differing : [] }

  /// One error for each snapshot that stays in conflict.
  package func diagnostics(in store: SnapshotStore) throws(ContentError) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for path in isResolving ? [] : differing {
      found.append(
        try diagnostic(
          path, "run 'galley test --resolve' to put the rendered output there, then 'git add'",
          store))
    }
    for path in orphaned {
      found.append(
        try diagnostic(
          path, "no case renders it any more: 'git rm' it, or bring its case back", store))
    }
    return found
  }

  private func diagnostic(
    _ path: String, _ hint: String, _ store: SnapshotStore
  ) throws(ContentError) -> Diagnostic {
    let source = SourceText(path: path, bytes: try store.bytes(at: path) ?? [])
    return Diagnostic(
      .snapshotUnmerged, "the snapshot is in conflict: git could not merge it",
      at: SourceSpan(source, at: 0), severity: .error, notes: [Diagnostic.Note(hint)])
  }
}

extension DiagnosticCode {
  /// A snapshot that git's index holds in conflict.
  package static let snapshotUnmerged = DiagnosticCode(
    "snapshot/unmerged", "a snapshot is in conflict in git's index")
}
