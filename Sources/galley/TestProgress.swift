import Synchronization

/// How far a test run is: one line on a terminal's stderr, for runs that take a while.
final class TestProgress: Sendable {
  private struct State {
    var done = 0
    var passed = 0
    var shown = 0
    var isOnScreen = false
  }

  /// Nothing is shown before this many microseconds, so that quick runs do not flicker.
  private static let patience = 300_000
  /// Microseconds between two lines.
  private static let interval = 100_000

  private let total: Int
  private let start = Host.microseconds
  private let isShown = Terminal.errorIsTerminal
  private let state = Mutex(State())

  init(total: Int) {
    self.total = total
  }

  /// Counts finished cases; any thread may call.
  func add(_ cases: Int, passed: Int) {
    guard isShown else { return }
    let now = Host.microseconds - start
    state.withLock { state in
      state.done += cases
      state.passed += passed
      guard now >= Self.patience, now - state.shown >= Self.interval else { return }
      state.shown = now
      state.isOnScreen = true
      let other = state.done - state.passed
      let note = other > 0 ? ", \(other) not passed" : ""
      // Overwritten in one write: a line is never seen empty.
      Terminal.writeError(
        "\r\(state.done) of \(total) cases, \(state.passed) passed\(note)\u{1B}[K")
    }
  }

  /// Takes the line away before something else is written.
  func finish() {
    state.withLock { state in
      if state.isOnScreen { Terminal.writeError("\r\u{1B}[K") }
      state.isOnScreen = false
    }
  }
}
