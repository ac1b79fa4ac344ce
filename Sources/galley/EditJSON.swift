import Diagnostics
import Snapshots

extension TestReport.Cluster {
  /// Most causes and reasons that are listed.
  private static let maximumNames = 20

  /// The cluster as JSON: its id, what changed and why, which outputs, and what they measure.
  func json(_ metrics: ReportMetrics) -> JSONOutput {
    [
      "id": .string(id), "kind": .string(kind), "part": stand.map { .string($0) } ?? .null,
      "outlier": .bool(outlier != nil),
      "replacements": .array(
        replacements.map { ["old": .string($0.old), "new": .string($0.new)] }),
      "causes": .array(
        causes.prefix(Self.maximumNames).map(\.value).map { cause in
          [
            "path": .string(cause.path), "line": .integer(cause.line),
            "data": cause.data.map { .string($0) } ?? .null,
          ]
        }),
      "reasons": .array(
        reasons.prefix(Self.maximumNames).map {
          ["kind": .string($0.kind.rawValue), "name": .string($0.name)]
        }),
      "metrics": metrics.json(of: self),
      "samples": .array(samples.map { .string(outputs[$0].path) }),
      "outputs": .array(
        outputs.map { ["case": .string($0.caseID), "path": .string($0.path)] }),
    ]
  }
}

extension OutputCluster {
  /// The cluster as JSON, as in every command.
  func json(_ metrics: ReportMetrics) -> JSONOutput {
    TestReport.Cluster(self, withLines: false).json(metrics)
  }
}
