import Synchronization

/// One line on a terminal's stderr that says how far something is, for work that takes a while.
final class ProgressLine: Sendable {
  private struct State {
    var shown = 0
    var isOnScreen = false
  }

  /// Nothing is shown before this many microseconds, so that quick work does not flicker.
  private static let patience = 300_000
  /// Microseconds between two lines.
  private static let interval = 100_000

  private let start = Host.microseconds
  private let isShown = Terminal.errorIsTerminal
  private let state = Mutex(State())

  /// Shows a line in the place of the one before it, unless it is too early; any thread may call.
  func show(_ text: @autoclosure () -> String) {
    guard isShown else { return }
    let now = Host.microseconds - start
    state.withLock { state in
      guard now >= Self.patience, now - state.shown >= Self.interval else { return }
      state.shown = now
      state.isOnScreen = true
      // One cell is left free: after a full line some terminals go to the next.
      let line = text().prefix(max(Terminal.errorWidth - 1, 0))
      // Overwritten in one write: a line is never seen empty.
      Terminal.writeError("\r\(line)\u{1B}[K")
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
