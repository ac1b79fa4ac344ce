package import Content

/// What a test run stores and what it leaves for review.
package struct UpdatePlan: Sendable {
  /// Files to store.
  package let stored: [SnapshotFile]
  /// Stale files to remove.
  package let removed: [String]
  /// Files that wait for review.
  package let pending: [SnapshotFile]
  /// Stale files that wait for review.
  package let pendingStale: [String]
  /// Every path the run judged.
  package var judged: Set<String> {
    run.results.lazy.map(\.testCase).snapshotPaths
  }
  private let run: TestRun

  /// Decides by mode; `resolved` paths are stored in every mode.
  package init(_ run: TestRun, mode: UpdateMode, resolved: [String] = []) {
    let resolved = Set(resolved)
    var stored: [SnapshotFile] = []
    var pending: [SnapshotFile] = []
    for result in run.results {
      for difference in result.differences {
        let isStored =
          switch mode {
          case .none: false
          case .new: difference.stored == nil
          case .changed: difference.stored != nil
          case .all: true
          }
        if isStored || resolved.contains(difference.file.path) {
          stored.append(difference.file)
        } else {
          pending.append(difference.file)
        }
      }
    }
    self.stored = stored
    self.pending = pending
    self.run = run
    removed = mode == .all ? run.stale : []
    pendingStale = mode == .all ? [] : run.stale
  }

  /// Writes and removes files below a content root.
  package func store(
    below root: String, watch: StoringWatch = StoringWatch()
  ) throws(ContentError) {
    try WorkTreeWriter(root: root).write(
      stored.map { (path: $0.path, bytes: $0.text.fileBytes) }, removing: removed, watch: watch)
  }
}
