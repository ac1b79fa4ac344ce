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

  /// Reviews until the user ends it; `accepted` are the ids of edits that are accepted already.
  func run(accepted: Set<String>) throws {
    guard let terminal = RawTerminal() else {
      throw CommandFailure("the terminal cannot be used", hints: ["galley review --list"])
    }
    var screen = ReviewScreen(review.clusters, accepted: accepted, usesColor: useColor)
    let isWhole = decide(&screen, terminal)
    terminal.restore()
    let rejected = isWhole ? try reject(screen.rejected.map { screen.clusters[$0] }) : nil
    guard let rejected else {
      Terminal.writeError("stopped: accepted \(screen.storedCount), nothing was rejected\n")
      throw Exit.interrupted
    }
    let left = review.items.count - screen.storedCount - rejected
    Terminal.write("accepted \(screen.storedCount), rejected \(rejected), \(left) left\n")
  }

  /// Forgets what was rejected and returns how many outputs; nil where a signal ended the wait for
  /// another process.
  private func reject(_ clusters: [OutputCluster]) throws -> Int? {
    do {
      let result = try review.apply(
        accepting: [], rejecting: clusters.map { .edit($0) },
        waiting: WorkTreeLock.Waiting(
          isStopped: { signals.next().map { $0 != SIGWINCH } ?? false },
          onWait: TestRecorder.sayThatItWaits))
      return result.rejected.count
    } catch let error as ContentError where error.code == .stopped {
      return nil
    }
  }

  /// Draws and takes keys until the review ends; false when it was interrupted.
  private func decide(_ screen: inout ReviewScreen, _ terminal: RawTerminal) -> Bool {
    while true {
      let picture = draw(screen)
      // What was typed before the picture stood there may lead on, but decides about nothing in it.
      var event = event(within: 0)
      if event == nil {
        screen.drawn(picture)
        repeat { event = self.event(within: Self.patience) } while event == nil
      }
      guard case .keys(let keys) = event else {
        if case .resized = event { continue }
        return false
      }
      for key in keys {
        switch screen.press(key) {
        case .none: break
        case .quit: return true
        case .interrupt: return false
        case .accept(let clusters): guard accept(clusters, &screen) else { return false }
        case .retract(let clusters): guard retract(clusters, &screen) else { return false }
        case .open(let position): open(position, &screen)
        case .compare(let position):
          guard compare(position, &screen, terminal) else { return false }
        }
      }
    }
  }

  private enum Event {
    case keys([ScreenKey])
    case resized
    case ended

    var isResize: Bool { if case .resized = self { true } else { false } }
  }

  /// How long a signal may go unseen, in milliseconds.
  private static let patience: Int32 = 100

  /// Keys or a signal that come within some milliseconds.
  private func event(within milliseconds: Int32) -> Event? {
    if let signal = signals.next() { return signal == SIGWINCH ? .resized : .ended }
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&input, 1, milliseconds) > 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 1_024)
    let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
    if count > 0 { return .keys(ScreenKey.keys(in: Array(buffer[..<count]))) }
    return count == 0 || errno != EINTR ? .ended : nil
  }

  /// Accepts clusters and says on the screen what fails; false when a signal to end came meanwhile.
  private func accept(_ clusters: [Int], _ screen: inout ReviewScreen) -> Bool {
    screen.storing(clusters)
    let choices = clusters.map { ReviewChoice.edit(screen.clusters[$0]) }
    let storing = StoringTask(review, accepting: choices)
    draw(screen)
    var isEnded = false
    var isTold = false
    while !storing.isDone(within: Self.patience) {
      // Only the wait for another process may take longer than people wait; then keys end it.
      let waits = storing.waitsForLock
      var event = signals.next().map { $0 == SIGWINCH ? Event.resized : .ended }
      if event == nil, waits { event = self.event(within: 0) }
      switch event {
      case .ended: isEnded = true
      case .keys(let keys) where keys.contains(.interrupt): isEnded = true
      default: break
      }
      if isEnded { storing.stop() }
      if waits, !isTold { screen.say("waiting for another galley that writes here…") }
      if waits && !isTold || event?.isResize == true { draw(screen) }
      isTold = waits
    }
    do {
      // A rejected edit keeps its outputs from being stored, although it is only forgotten later.
      let result = try storing.result()
      let waiting = result.waiting.count
      screen.accepted(
        clusters, stored: result.accepted,
        message: "stored \(counted(result.accepted.count, "output"))"
          + (waiting > 0 ? ", \(waiting) wait for another of their edits" : ""))
    } catch {
      screen.failed(CommandFailure(error)?.message ?? "\(error)")
    }
    return !isEnded
  }

  /// Takes acceptances back; false when a signal or a key ended the wait for another process.
  private func retract(_ clusters: [Int], _ screen: inout ReviewScreen) -> Bool {
    var waiting = screen
    waiting.say("waiting for another galley that writes here…")
    let shown = waiting
    do throws(ContentError) {
      try review.retract(
        clusters.map { screen.clusters[$0] },
        waiting: WorkTreeLock.Waiting(isStopped: { isEndAsked }, onWait: { draw(shown) }))
      screen.retracted(clusters)
    } catch  where error.code == .stopped {
      return false
    } catch {
      screen.failed(error.message)
    }
    return true
  }

  /// Whether a signal or a key has come that ends the review.
  private var isEndAsked: Bool {
    switch event(within: 0) {
    case .ended: true
    case .keys(let keys): keys.contains(.interrupt)
    case .resized, nil: false
    }
  }

  /// Shows the old and the new output side by side in a browser.
  private func open(_ position: ReviewScreen.OutputPosition, _ screen: inout ReviewScreen) {
    let change = screen.clusters[position.cluster].changes[position.output]
    do {
      let isOpened = try BrowserPage.show(change, in: workspace)
      screen.say((isOpened ? "opened " : "no browser: open ") + BrowserPage.path)
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

  @discardableResult
  private func draw(_ screen: ReviewScreen) -> ScreenPicture {
    let size = RawTerminal.size
    let picture = screen.picture(width: size.width, height: size.height)
    var text = "\u{1B}[H"
    for (index, line) in picture.lines.enumerated() {
      if index > 0 { text += "\r\n" }
      // Cleared before it is written: after a full line the last cell would go.
      text += "\u{1B}[2K"
      for piece in line.pieces { text += styled(piece) }
    }
    Terminal.write(text)
    return picture
  }

  private func styled(_ piece: ScreenLine.Piece) -> String {
    guard !piece.text.isEmpty else { return "" }
    // Reversed, since a blank that goes or comes has no colour.
    let code: String? =
      switch piece.style {
      case .plain: nil
      case .bold: "1"
      case .dim: "2"
      case .removed: useColor ? "31" : nil
      case .added: useColor ? "32" : nil
      case .removedWord: useColor ? "7;31" : "7"
      case .addedWord: useColor ? "7;32" : "4"
      case .selected: "7"
      }
    return code.map { "\u{1B}[\($0)m\(piece.text)\u{1B}[0m" } ?? piece.text
  }
}
