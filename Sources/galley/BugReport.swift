import Glibc

/// What galley says of itself when it traps or reads where nothing is: one line, and exit code 70.
///
/// Swift's own backtracer handles the same signals; where its variable is set they are left to it.
enum BugReport {
  /// The variable that asks Swift's runtime for a backtrace.
  private static let backtraceVariable = "SWIFT_BACKTRACE"

  private static let signals: [(number: Int32, words: String)] = [
    (SIGILL, "it stopped at a check of its own (SIGILL)"),
    (SIGTRAP, "it stopped at a check of its own (SIGTRAP)"),
    (SIGABRT, "it gave up (SIGABRT)"), (SIGSEGV, "it used memory that is not there (SIGSEGV)"),
    (SIGBUS, "it used memory that is not there (SIGBUS)"),
  ]

  /// The lines by signal, made before any signal comes: a handler may not allocate.
  ///
  /// Unsafe to share, and safe here: it is filled on the first line of the program, before there is
  /// another thread or a handler, and read only from then on.
  private nonisolated(unsafe) static let lines: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> =
    {
      let lines = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: 65)
      lines.initialize(repeating: nil, count: 65)
      for signal in signals { lines[Int(signal.number)] = strdup(text(signal.words)) }
      return lines
    }()

  /// The line about a bug that shows itself by what is said here.
  static func text(_ words: String) -> String {
    "galley: this is a bug of galley: \(words), please report it with the command and what stands "
      + "above (galley \(GalleyVersion.current); \(backtraceVariable)=enable=yes shows the place)\n"
  }

  /// Ends the program with exit code 70 and a line on stderr, from now on, where a signal says that it
  /// has a bug.
  static func watch() {
    guard getenv(backtraceVariable) == nil else { return }
    // Now, not in the handler.
    _ = lines
    giveStack()
    var unblocked = sigset_t()
    sigemptyset(&unblocked)
    for signal in signals {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in
        // Only what a signal handler may do: reading, write, and _exit.
        if let line = BugReport.lines[Int(number)] { _ = write(STDERR_FILENO, line, strlen(line)) }
        _exit(70)
      }
      // A second fault, in the handler, ends it as the system does.
      action.sa_flags = SA_ONSTACK | Int32(bitPattern: UInt32(SA_RESETHAND))
      sigaction(signal.number, &action, nil)
      sigaddset(&unblocked, signal.number)
    }
    pthread_sigmask(SIG_UNBLOCK, &unblocked, nil)
  }

  /// A stack for the handler on the main thread, whose own may be what is used up.
  private static func giveStack() {
    let size = 64 << 10
    var stack = stack_t()
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    stack.ss_size = size
    sigaltstack(&stack, nil)
  }
}
