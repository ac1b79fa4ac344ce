import Synchronization
import Templates

/// The texts that a rendering asked for, those that do not exist included.
package final class TextReads: Sendable {
  private let noted = Mutex<Set<String>>([])

  /// Creates an empty note.
  package init() {}

  /// The keys, ordered by their bytes.
  package var keys: [String] { noted.withLock { $0.sorted() } }

  fileprivate func note(_ key: String) {
    noted.withLock { _ = $0.insert(key) }
  }
}

/// Passes questions on and notes them.
struct NotingTranslator: TemplateTranslator {
  let base: any TemplateTranslator
  let reads: TextReads

  func translation(
    of key: String, arguments: [(name: String, value: TemplateScalar)]
  ) -> String? {
    reads.note(key)
    return base.translation(of: key, arguments: arguments)
  }
}
