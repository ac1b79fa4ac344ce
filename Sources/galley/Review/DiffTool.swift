import Content
import Diagnostics
import Glibc
import Snapshots

/// A program of the user's that shows the old and the new form of an output.
///
/// It comes from the command line or the environment and from nowhere else: no file of a repository
/// can name it.
struct DiffTool {
  /// The environment variable that names the tool where no option does.
  static let variable = "GALLEY_DIFF_TOOL"

  private let command: ToolCommand
  private let host: Host
  private let signals: SignalQueue

  /// Takes the tool of an option or, outside of CI, of the environment.
  init(_ option: String?, _ host: Host, _ signals: SignalQueue) throws(CommandFailure) {
    self.host = host
    self.signals = signals
    if let option {
      command = try Self.command(option, from: "--diff-tool")
    } else if let text = host.variables[Self.variable], text != "", !host.isCI {
      command = try Self.command(text, from: Self.variable)
    } else {
      throw CommandFailure(
        "there is no diff tool",
        hints: [
          host.isCI && host.variables[Self.variable] != nil
            ? "under CI only --diff-tool COMMAND names it, not \(Self.variable)"
            : "add --diff-tool COMMAND, or set \(Self.variable): 'code --wait --diff', say"
        ])
    }
  }

  /// Reads a command; `name` says where it stands.
  private static func command(_ text: String, from name: String) throws(CommandFailure)
    -> ToolCommand
  {
    do throws(ToolCommand.Mistake) {
      return try ToolCommand(text)
    } catch {
      throw CommandFailure(
        "\(name) \(error.message)",
        hints: ["write a program and its arguments, such as 'meld {old} {new}'"])
    }
  }

  /// How a tool has ended.
  enum Ending {
    /// By itself, with 0 or with 1, by which `diff` says that files differ.
    case ended(Int32)
    /// By an interrupt from the keyboard.
    case interrupted
    /// Since galley was to end.
    case stopped
  }

  /// Shows an output and waits until the tool ends; `toErrors` turns its results away from stdout.
  func show(_ change: OutputChange, toErrors: Bool = false) throws(CommandFailure) -> Ending {
    // What came before the tool was there was meant for galley, from the keyboard, too.
    if signals.hasEnding() { return .stopped }
    let files = try ComparedFiles(change, in: host)
    defer { files.remove() }
    let process = try start(command.words(old: files.old, new: files.new), toErrors)
    let (status, isStopped) = try wait(for: process)
    let signal = status & 0x7F
    if isStopped { return .stopped }
    if signal == SIGINT || signal == SIGQUIT { return .interrupted }
    let name = SafeText.visible(command.program)
    guard signal == 0 else {
      throw CommandFailure(
        "the diff tool '\(name)' was ended by signal \(signal)", exit: Exit.failure)
    }
    let code = (status >> 8) & 0xFF
    guard code <= 1 else {
      throw CommandFailure(
        "the diff tool '\(name)' ended with exit code \(code)",
        hints: ["0 and 1 are no failure: 'diff' says by 1 that files differ"], exit: Exit.failure)
    }
    return .ended(code)
  }

  /// Starts the tool on this terminal.
  private func start(_ words: [String], _ toErrors: Bool) throws(CommandFailure) -> pid_t {
    do throws(StartedProgram.Failure) {
      return try StartedProgram(words) { actions in
        if toErrors { posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO) }
      }.process
    } catch {
      let name = SafeText.visible(command.program)
      guard error.number == ENOENT else {
        throw CommandFailure(
          "the diff tool '\(name)' cannot be run: \(String(cString: strerror(error.number)))")
      }
      throw CommandFailure(
        "there is no program '\(name)' to compare with",
        hints: ["--diff-tool and \(Self.variable) name a program in PATH, or its path"])
    }
  }

  /// How long a signal may go unseen, in milliseconds.
  private static let patience = 20

  /// Waits for the tool, and hands it the signals that were meant to end galley.
  private func wait(for process: pid_t) throws(CommandFailure) -> (status: Int32, isStopped: Bool) {
    var asked = 0
    while true {
      var status: Int32 = 0
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { return (status, asked > 0) }
      guard ended == 0 || errno == EINTR else {
        throw CommandFailure("the end of the diff tool was not seen", exit: Exit.failure)
      }
      guard let signal = signals.next(within: Self.patience) else { continue }
      // The keyboard reaches the tool, too, and what it does then is its own affair.
      guard signal.number != SIGWINCH, !signal.isFromKeyboard else { continue }
      asked += 1
      kill(process, asked == 1 ? signal.number : SIGKILL)
    }
  }
}
