/// Settings of a remote cache that cannot be used.
package struct RemoteCacheError: Error, Sendable, Equatable {
  /// What is wrong, one sentence without a full stop.
  package let message: String
  /// What to do next.
  package let hints: [String]

  init(_ message: String, hints: [String]) {
    self.message = message
    self.hints = hints
  }
}
