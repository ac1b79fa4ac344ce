import Content
import Dispatch
import Snapshots
import Synchronization

/// An acceptance that is carried out beside the screen, which can be drawn meanwhile.
final class StoringTask: Sendable {
  private let outcome = Mutex<Result<ReviewResult, any Error>?>(nil)
  private let isLocked = Mutex(false)
  private let isStopped = Mutex(false)
  private let done = DispatchSemaphore(value: 0)

  /// Begins to accept.
  init(_ review: PendingReview, accepting choices: [ReviewChoice]) {
    DispatchQueue.global().async {
      let result = Result {
        try review.apply(
          accepting: choices, rejecting: [],
          waiting: WorkTreeLock.Waiting(
            isStopped: { self.isStopped.withLock { $0 } },
            onWait: { self.isLocked.withLock { $0 = true } }))
      }
      self.outcome.withLock { $0 = result }
      self.done.signal()
    }
  }

  /// Whether another process has to let go of the repository first, or had to.
  var waitsForLock: Bool { isLocked.withLock { $0 } }

  /// Ends the wait for another process; what has begun to be stored is stored.
  func stop() { isStopped.withLock { $0 = true } }

  /// Waits some milliseconds for the end.
  func isDone(within milliseconds: Int32) -> Bool {
    done.wait(timeout: .now() + .milliseconds(Int(milliseconds))) == .success
  }

  /// What became of it, once it is done.
  func result() throws -> ReviewResult {
    guard let outcome = outcome.withLock({ $0 }) else {
      preconditionFailure("asked for before the end")
    }
    return try outcome.get()
  }
}
