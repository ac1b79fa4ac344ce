import Glibc
import Synchronization

/// Names in the folder of temporary files.
enum TemporaryName {
  private static let counter = Mutex(0)

  /// A name that this process has not used yet; another process may have it all the same.
  static func next() -> String {
    let number = counter.withLock { value in
      value += 1
      return value
    }
    return "\(getpid())-\(number)"
  }
}
