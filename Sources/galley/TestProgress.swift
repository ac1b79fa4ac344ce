import Synchronization

/// How far a test run is.
final class TestProgress: Sendable {
  private let total: Int
  private let counts = Mutex((done: 0, passed: 0))
  private let line = ProgressLine()

  init(total: Int) {
    self.total = total
  }

  /// Counts finished cases; any thread may call.
  func add(_ cases: Int, passed: Int) {
    let (done, passed) = counts.withLock { counts in
      counts.done += cases
      counts.passed += passed
      return counts
    }
    let other = done - passed
    let note = other > 0 ? ", \(other) not passed" : ""
    line.show("\(done) of \(total) cases, \(passed) passed\(note)")
  }

  /// Takes the line away before something else is written.
  func finish() { line.finish() }
}
