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
  func next() -> Int32? {
    var mask = Self.mask
    var none = timespec()
    let signal = sigtimedwait(&mask, nil, &none)
    return signal > 0 ? signal : nil
  }
}
