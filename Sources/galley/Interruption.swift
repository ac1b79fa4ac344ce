import Glibc
import Synchronization

/// Notes that the user wants the program to end, so that it ends between two pieces of work.
///
/// A second signal ends it at once: every file is written whole or not at all, so nothing is lost.
enum Interruption {
  private static let requests = Atomic<Int>(0)

  /// Whether an interrupt or a termination was asked for.
  static var hasCome: Bool { requests.load(ordering: .relaxed) > 0 }

  /// Notes SIGINT and SIGTERM from now on.
  static func watch() {
    handle { _ in
      // Only what a signal handler may do: an atomic, and _exit.
      if Interruption.requests.add(1, ordering: .relaxed).newValue > 1 { _exit(130) }
    }
  }

  /// Ends the program by the first SIGINT or SIGTERM from now on: for what leaves nothing half done.
  static func endAtOnce() { handle { _ in _exit(130) } }

  private static func handle(_ handler: @escaping @convention(c) (Int32) -> Void) {
    // Who starts galley may have blocked them, as threads of some programs do.
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] {
      sigaddset(&signals, number)
      signal(number, handler)
    }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}
