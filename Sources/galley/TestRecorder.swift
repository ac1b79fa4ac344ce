import Content
import Snapshots

/// Writes what a test run leaves behind; two runs at once take turns.
struct TestRecorder {
  let workspace: Workspace
  let update: UpdateMode
  /// Whether outcomes and costs are kept for the next run.
  let keepsHistory: Bool
  /// Snapshots in conflict that are stored all the same.
  var resolved: [String] = []

  /// Stores what `--update` asks for; what is left becomes pending, except under CI.
  ///
  /// Where none of it is wanted nothing is written, not even a lock.
  func record(_ run: TestRun, _ history: RunHistory, _ matrix: CaseMatrix) throws {
    let plan = UpdatePlan(run, mode: update, resolved: resolved)
    let pending = PendingSnapshots(root: workspace.root)
    let keepsPending = !workspace.host.isCI || update != .none || !resolved.isEmpty
    guard keepsPending || keepsHistory else { return }
    try WorkTreeLock.hold(root: workspace.root) { () throws(ContentError) in
      try plan.store(below: workspace.root)
      if keepsPending {
        // Without anything that waits there is nothing to look through.
        let waiting = try pending.items().isEmpty ? 0 : 1
        if waiting + plan.pending.count + plan.pendingStale.count > 0 {
          try pending.replace(
            judged: plan.judged, differences: plan.pending, stale: plan.pendingStale)
        }
      }
      var history = history
      if keepsHistory, history.add(run, of: matrix) {
        try WorkTreeWriter(root: workspace.root).write(
          [(path: RunHistory.path, bytes: history.file)], durable: false)
      }
    }
  }
}
