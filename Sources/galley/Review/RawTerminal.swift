import Glibc

/// The terminal without line editing and echo, on its second screen, until the value goes away.
///
/// A watching shell mends the terminal even when this process is killed.
final class RawTerminal {
  private let saved: termios
  private var watch: ChildShell?
  private var isTaken = false

  /// Whether input and output are a terminal.
  static var isPossible: Bool {
    let name = getenv("TERM").map { String(cString: $0) } ?? ""
    return isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && name != "dumb" && name != ""
  }

  /// The columns and lines of the terminal.
  static var size: (width: Int, height: Int) {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
    else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Takes the terminal; nil where the system refuses.
  init?() {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
    saved = settings
    guard take() else { return nil }
  }

  /// Takes the terminal, for the first time or again after it was given back.
  func take() -> Bool {
    watch = ChildShell(
      "trap '' INT TERM HUP QUIT; read -r done && exit 0; stty sane; "
        + "printf '\\033[0m\\033[?7h\\033[?25h\\033[?1049l'")
    var settings = saved
    settings.c_lflag &= ~UInt32(ICANON | ECHO | ISIG | IEXTEN)
    settings.c_iflag &= ~UInt32(IXON | ICRNL | INLCR | BRKINT)
    guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings) == 0 else {
      endWatch()
      return false
    }
    isTaken = true
    // Lines are never broken by the terminal: one that it takes for longer would move all below it.
    Terminal.write("\u{1B}[?1049h\u{1B}[?7l\u{1B}[?25l")
    return true
  }

  /// Gives the terminal back as it was, whatever another program has made of it meanwhile.
  ///
  /// The second screen is left only where it is shown: twice would put the cursor over earlier output.
  func restore() {
    Terminal.write("\u{1B}[0m\u{1B}[?7h\u{1B}[?25h" + (isTaken ? "\u{1B}[?1049l" : ""))
    isTaken = false
    var settings = saved
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    endWatch()
  }

  private func endWatch() {
    watch?.end()
    watch = nil
  }
}

/// A shell with this terminal that waits for a line on its input, or for the input's end.
private final class ChildShell {
  private let input: Int32
  private let process: pid_t

  init?(_ script: String) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let words = ["/bin/sh", "-c", script.replacing("read -r done", with: "read -r done <&3")]
    // `stty` works on its input: the terminal; the pipe is read from descriptor 3.
    let started = try? StartedProgram(words) { actions in
      posix_spawn_file_actions_adddup2(&actions, ends[0], 3)
    }
    guard let started else {
      close(ends[1])
      return nil
    }
    input = ends[1]
    process = started.process
  }

  /// Says that all is well and waits for the shell to go.
  func end() {
    let line: [UInt8] = [0x0A]
    _ = line.withUnsafeBytes { Glibc.write(input, $0.baseAddress, 1) }
    close(input)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }
}
