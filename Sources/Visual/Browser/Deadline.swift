import Diagnostics
import Glibc

/// A moment after which something has taken too long, and the error that says so.
struct Deadline {
  private let milliseconds: Int
  /// What is thrown when it has passed.
  let error: VisualError

  /// A moment from now.
  init(seconds: Double, _ error: VisualError) {
    milliseconds = Self.now + Int(seconds * 1_000)
    self.error = error
  }

  /// The earlier of two.
  func earlier(_ other: Deadline) -> Deadline { milliseconds <= other.milliseconds ? self : other }

  /// Milliseconds that are left, at least 0.
  var left: Int { max(0, milliseconds - Self.now) }

  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}
