import Diagnostics
import Snapshots

extension OutputCluster {
  /// The cluster as JSON: its id, what changed and why, which outputs.
  var json: JSONOutput {
    [
      "id": .string(id), "kind": .string(kind.rawValue),
      "part": key.map { .string($0.part) } ?? .null, "outlier": .bool(isOutlier),
      "replacements": .array(
        (key?.replacements ?? []).map { ["old": .string($0.old), "new": .string($0.new)] }),
      "causes": .array(
        causes.prefix(20).map { cause in
          [
            "path": .string(cause.path), "line": .integer(cause.line),
            "data": cause.data.map { .string($0) } ?? .null,
          ]
        }),
      "reasons": .array(
        reasons.prefix(20).map { ["kind": .string($0.kind.rawValue), "name": .string($0.name)] }),
      "samples": .array(samples.map { .string(changes[$0].path) }),
      "outputs": .array(
        changes.map { ["case": .string($0.caseID), "path": .string($0.path)] }),
    ]
  }

  /// The line of the first output that the edit starts at, counted from 0.
  var firstLine: Int {
    guard let edit = edits.first?.first, let old = changes.first?.old else { return 0 }
    return old[..<min(edit.old.lowerBound, old.count)].count { $0 == 0x0A }
  }
}
