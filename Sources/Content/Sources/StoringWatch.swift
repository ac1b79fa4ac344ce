/// What is asked and told while many files are put in their places.
package struct StoringWatch: Sendable {
  /// Asked until the first file is in its place; true ends the work with nothing changed.
  package let isStopped: @Sendable () -> Bool
  /// Told how many of how many files are on the disk.
  package let onProgress: @Sendable (Int, Int) -> Void

  /// Describes work that nothing stops and nobody watches.
  package init(
    isStopped: @escaping @Sendable () -> Bool = { false },
    onProgress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) {
    self.isStopped = isStopped
    self.onProgress = onProgress
  }
}
