package import Diagnostics

extension ReleaseDifference {
  /// The difference for `--format json`.
  package var output: JSONOutput {
    [
      "added": .array(added.map(\.output)), "removed": .array(removed.map(\.output)),
      "changed": .array(
        changed.map { ["before": $0.before.output, "after": $0.after.output] }),
    ]
  }
}
