/// What a test run may write to `snapshots/`.
package enum UpdateMode: String, Sendable, CaseIterable {
  /// Nothing; differences become pending.
  case none
  /// Only snapshots that do not exist yet.
  case new
  /// Only snapshots that exist.
  case changed
  /// New and changed ones; stale ones are removed.
  case all
}
