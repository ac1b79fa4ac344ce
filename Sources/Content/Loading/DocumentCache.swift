import Diagnostics
import Documents
import Synchronization

/// Files that were parsed before, by what git calls their bytes: two versions share most of them.
///
/// One cache serves every project that a run loads, on any thread.
package final class DocumentCache: Sendable {
  /// A path is part of the key because spans name it.
  private struct Key: Hashable {
    let blob: String
    let path: String
  }

  private let readings = Mutex<[Key: DocumentReading]>([:])

  /// Creates an empty cache.
  package init() {}

  /// How many files the cache holds.
  package var count: Int { readings.withLock { $0.count } }

  /// Returns what reading a blob gave before, or reads it now.
  func reading(
    blob: String, path: String, _ read: () throws(ContentError) -> DocumentReading?
  ) throws(ContentError) -> DocumentReading? {
    let key = Key(blob: blob, path: path)
    if let known = readings.withLock({ $0[key] }) { return known }
    // Outside of the lock: two threads may parse the same file, which is only wasteful.
    guard let reading = try read() else { return nil }
    readings.withLock { $0[key] = reading }
    return reading
  }
}
