import Content
import Diagnostics
import Snapshots

/// Writes what a test run leaves behind; two runs at once take turns.
struct TestRecorder {
  let workspace: Workspace
  let update: UpdateMode
  /// Whether outcomes and costs are kept for the next run.
  let keepsHistory: Bool
  /// Snapshots in conflict that are stored all the same.
  var resolved: [String] = []
  /// Whether all content could be read, so that what no case renders is known.
  var isComplete = true

  /// Whether what is left waits here for a review.
  var keepsPending: Bool { !workspace.host.isCI || update != .none || !resolved.isEmpty }

  /// Stores what `--update` asks for; what is left becomes pending, except under CI.
  ///
  /// Where none of it is wanted nothing is written, not even a lock. An interrupt that comes before
  /// the first snapshot is in its place ends the program with nothing changed; one that comes later is
  /// too late: everything is written.
  ///
  /// - Returns: A warning where what is only kept for later cannot be written.
  func record(
    _ run: TestRun, _ history: RunHistory, _ matrix: CaseMatrix
  ) throws -> [Diagnostic] {
    let plan = UpdatePlan(run, mode: update, resolved: resolved)
    guard keepsPending || keepsHistory else { return [] }
    var isStored = plan.stored.isEmpty && plan.removed.isEmpty
    var done: Void?
    do throws(ContentError) {
      let waiting = WorkTreeLock.Waiting(
        isStopped: { Interruption.hasCome }, onWait: Self.sayThatItWaits)
      done = try WorkTreeLock.hold(root: workspace.root, waiting: waiting) {
        () throws(ContentError) in
        let progress = StoringProgress()
        defer { progress.finish() }
        try plan.store(below: workspace.root, watch: progress.watch)
        isStored = true
        if keepsPending { try keepPending(plan, matrix) }
        if keepsHistory { try keep(run, history, matrix) }
      }
    } catch {
      // Snapshots that were asked for and are not there are a failure; the rest can be done again.
      guard isStored, error.isWriteFailure else { throw error }
      return [ResultCache.unwritable(error)]
    }
    guard done != nil else { throw Exit.interrupted }
    return []
  }

  /// Says why nothing goes on.
  static func sayThatItWaits() {
    Terminal.writeError("waiting for another galley that writes here\n")
  }

  private func keepPending(_ plan: UpdatePlan, _ matrix: CaseMatrix) throws(ContentError) {
    let pending = PendingSnapshots(root: workspace.root)
    // Without anything that waits there is nothing to look through.
    let waiting = try pending.isEmpty ? 0 : 1
    guard waiting + plan.pending.count + plan.pendingStale.count > 0 else { return }
    try pending.replace(
      judged: plan.judged, differences: plan.pending, stale: plan.pendingStale,
      possible: isComplete && waiting > 0 ? matrix.paths : nil)
  }

  private func keep(
    _ run: TestRun, _ history: RunHistory, _ matrix: CaseMatrix
  ) throws(ContentError) {
    var history = history
    guard history.add(run, of: matrix) else { return }
    try WorkTreeWriter(root: workspace.root).write(
      [(path: RunHistory.path, bytes: history.file)], durable: false)
  }
}
