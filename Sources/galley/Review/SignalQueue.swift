import Glibc

/// Signals that end or resize the program, asked for instead of interrupting it.
struct SignalQueue {
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH]

  private static var mask: sigset_t {
    var mask = sigset_t()
    sigemptyset(&mask)
    for signal in signals { sigaddset(&mask, signal) }
    return mask
  }

  /// Blocks the signals for this thread and those it starts.
  init() {
    var mask = Self.mask
    pthread_sigmask(SIG_BLOCK, &mask, nil)
  }

  /// A signal that has come, or nil.
  func next() -> Int32? { next(within: 0)?.number }

  /// Takes all signals that have come; whether one of them was to end the program.
  func hasEnding() -> Bool {
    var isEnding = false
    while let signal = next() { isEnding = isEnding || signal != SIGWINCH }
    return isEnding
  }

  /// A signal that comes within some milliseconds, and whether a key of the terminal sent it.
  func next(within milliseconds: Int) -> (number: Int32, isFromKeyboard: Bool)? {
    var mask = Self.mask
    var origin = siginfo_t()
    var patience = timespec(tv_sec: 0, tv_nsec: milliseconds * 1_000_000)
    let signal = sigtimedwait(&mask, &origin, &patience)
    guard signal > 0 else { return nil }
    let isKey = signal == SIGINT || signal == SIGQUIT
    return (signal, isKey && origin.si_code == Self.fromTheKernel)
  }

  /// `SI_KERNEL`, which Swift does not see; others are sent by processes.
  private static let fromTheKernel: Int32 = 0x80
}
