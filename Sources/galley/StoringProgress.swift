import Content

/// How far the storing of snapshots is; an interrupt stops it until the first is in its place.
struct StoringProgress {
  private let line = ProgressLine()

  /// What the writer of the files asks and tells.
  var watch: StoringWatch {
    StoringWatch(
      isStopped: { Interruption.hasCome },
      onProgress: { [line] in line.show("storing \($0) of \($1)") })
  }

  /// Takes the line away before something else is written.
  func finish() { line.finish() }
}
