import ArgumentParser
import Content
import Glibc
import Snapshots

/// The review on a terminal: keys in, pictures out, decisions carried out.
struct ReviewSession {
  private let review: PendingReview
  private let workspace: Workspace
  private let signals: SignalQueue
  private let useColor: Bool
  /// The diff tool of the command line.
  private let diffTool: String?

  init(
    _ review: PendingReview, _ workspace: Workspace, _ signals: SignalQueue, diffTool: String?,
    useColor: Bool
  ) {
    self.diffTool = diffTool
    self.review = review
    self.workspace = workspace
    self.signals = signals
    self.useColor = useColor
  }

  func run() throws {
    guard let terminal = RawTerminal() else {
      throw CommandFailure("the terminal cannot be used", hints: ["galley review --list"])
    }
    var screen = ReviewScreen(review.clusters)
    var outcome = Result<Bool, any Error> { false }
    var stored = 0
    loop: while true {
      draw(screen)
      switch wait() {
      case .ended:
        outcome = .success(false)
        break loop
      case .resized: continue
      case .keys(let keys):
        for key in keys {
          switch screen.press(key) {
          case .none: break
          case .quit:
            outcome = .success(true)
            break loop
          case .interrupt:
            outcome = .success(false)
            break loop
          case .accept(let clusters): stored += accept(clusters, &screen)
          case .open(let position): open(position, &screen)
          case .compare(let position):
            guard compare(position, &screen, terminal) else {
              outcome = .success(false)
              break loop
            }
          }
        }
      }
    }
    terminal.restore()
    guard try outcome.get() else {
      Terminal.writeError("stopped: accepted \(stored), nothing was rejected\n")
      throw Exit.interrupted
    }
    let rejected = try review.apply(
      accepting: [], rejecting: screen.rejected.map { .edit(screen.clusters[$0]) })
    let left = try PendingSnapshots(root: workspace.root).items().count
    Terminal.write("accepted \(stored), rejected \(rejected.rejected.count), \(left) left\n")
  }

  private enum Event {
    case keys([ScreenKey])
    case resized
    case ended
  }

  /// How long a signal may go unseen, in milliseconds.
  private static let patience: Int32 = 100

  /// Waits for keys or a signal.
  private func wait() -> Event {
    while true {
      if let signal = signals.next() { return signal == SIGWINCH ? .resized : .ended }
      var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      guard poll(&input, 1, Self.patience) > 0 else { continue }
      var buffer = [UInt8](repeating: 0, count: 1_024)
      let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
      if count > 0 { return .keys(ScreenKey.keys(in: Array(buffer[..<count]))) }
      if count == 0 || errno != EINTR { return .ended }
    }
  }

  /// Accepts clusters, says on the screen what fails, and returns how many outputs were stored.
  private func accept(_ clusters: [Int], _ screen: inout ReviewScreen) -> Int {
    do {
      // A rejected edit keeps its outputs from being stored, although it is only forgotten later.
      let result = try review.apply(
        accepting: clusters.map { .edit(screen.clusters[$0]) }, rejecting: [])
      let waiting = result.waiting.count
      screen.accepted(
        clusters,
        message: "stored \(counted(result.accepted.count, "output"))"
          + (waiting > 0 ? ", \(waiting) wait for another of their edits" : ""))
      return result.accepted.count
    } catch {
      screen.failed(CommandFailure(error)?.message ?? "\(error)")
      return 0
    }
  }

  /// Shows the old and the new output side by side in a browser.
  private func open(_ position: ReviewScreen.OutputPosition, _ screen: inout ReviewScreen) {
    let change = screen.clusters[position.cluster].changes[position.output]
    do {
      let isOpened = try BrowserPage.show(change, in: workspace)
      screen.failed((isOpened ? "opened " : "no browser: open ") + BrowserPage.path)
    } catch {
      screen.failed(error.message)
    }
  }

  /// Gives the terminal to the diff tool until that ends; false when the review is to end, too.
  private func compare(
    _ position: ReviewScreen.OutputPosition, _ screen: inout ReviewScreen, _ terminal: RawTerminal
  ) -> Bool {
    let change = screen.clusters[position.cluster].changes[position.output]
    let tool: DiffTool
    do throws(CommandFailure) {
      tool = try DiffTool(diffTool, workspace.host, signals)
    } catch {
      screen.failed(([error.message] + error.hints).joined(separator: "; "))
      return true
    }
    terminal.restore()
    do throws(CommandFailure) {
      let ending = try tool.show(change)
      if case .stopped = ending { return false }
      // What a tool without a screen of its own has printed would be gone at once.
      guard waitForEnter() else { return false }
    } catch {
      screen.failed(([error.message] + error.hints).joined(separator: "; "))
    }
    return terminal.take()
  }

  /// Waits for Enter; false when a signal, or the end of the input, comes instead.
  private func waitForEnter() -> Bool {
    Terminal.writeError("Enter goes back to the review\n")
    while true {
      // An interrupt that the tool has survived, or one of impatience, goes back as well.
      if let signal = signals.next(within: Int(Self.patience)), signal.number != SIGWINCH {
        return signal.isFromKeyboard
      }
      var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      guard poll(&input, 1, 0) > 0 else { continue }
      var buffer = [UInt8](repeating: 0, count: 1_024)
      let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
      if count > 0 { return true }
      if count == 0 || errno != EINTR { return false }
    }
  }

  private func draw(_ screen: ReviewScreen) {
    let size = RawTerminal.size
    var text = "\u{1B}[H"
    for (index, line) in screen.lines(width: size.width, height: size.height).enumerated() {
      if index > 0 { text += "\r\n" }
      // Cleared before it is written: after a full line the last cell would go.
      text += "\u{1B}[2K"
      for piece in line.pieces { text += styled(piece) }
    }
    Terminal.write(text)
  }

  private func styled(_ piece: ScreenLine.Piece) -> String {
    let code: String? =
      switch piece.style {
      case .plain: nil
      case .bold: "1"
      case .dim: "2"
      case .removed: useColor ? "31" : nil
      case .added: useColor ? "32" : "4"
      case .selected: "7"
      }
    return code.map { "\u{1B}[\($0)m\(piece.text)\u{1B}[0m" } ?? piece.text
  }
}
