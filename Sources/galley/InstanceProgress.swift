/// How far a long run is, on a terminal's stderr only.
struct InstanceProgress {
  private let size: Int?
  private let isShown = Terminal.errorIsTerminal
  private var isOnScreen = false

  /// Values between two updates.
  private static let interval = 1_000

  init(size: Int?) {
    self.size = size
  }

  /// Shows the number of values seen and, where the size is known, the share of the file.
  mutating func report(_ count: Int, position: Int) {
    guard isShown, count % Self.interval == 0 else { return }
    let share = size.map { $0 > 0 ? " · \(min(position * 100 / $0, 100)) %" : "" } ?? ""
    Terminal.writeError("\r\u{1B}[K\(count) values\(share)")
    isOnScreen = true
  }

  /// Takes the line away before something else is written.
  mutating func clear() {
    guard isOnScreen else { return }
    Terminal.writeError("\r\u{1B}[K")
    isOnScreen = false
  }
}
