import Diagnostics

/// A test report as JSON lines, described by schemas/output/test-lines.schema.json.
///
/// The first line says what it is, the last that it is complete; between them one line for each
/// case, differing output, edit, stale file and problem. All other formats can be made from it.
package enum ReportLines {
  /// The version of the format; it grows only when a reader of the old one would misread the new.
  package static let formatVersion = 1

  /// Returns the lines.
  package static func text(_ report: TestReport) -> String {
    var output: [UInt8] = []
    for line in values(report) {
      output += line.bytes()
      output.append(0x0A)
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Returns one value for each line.
  static func values(_ report: TestReport) -> [JSONOutput] {
    var lines: [JSONOutput] = [
      [
        "type": "run", "version": .integer(formatVersion),
        "tool": ["name": "galley", "version": .string(report.version)],
        "project": .string(report.project),
      ]
    ]
    lines += report.cases.map(value)
    lines += report.changes.map(value)
    lines += report.clusters.map(value)
    lines += report.stale.map { ["type": "stale", "path": .string($0)] }
    lines += report.problems.map(value)
    if let visual = report.visual { lines += values(visual) }
    lines.append(
      .members([
        (key: "type", value: "end"), (key: "cases", value: .integer(report.cases.count)),
        (key: "passed", value: .integer(report.count("passed"))),
        (key: "changed", value: .integer(report.count("changed"))),
        (key: "new", value: .integer(report.count("new"))),
        (key: "failed", value: .integer(report.count("failed"))),
        (key: "stale", value: .integer(report.stale.count)),
        (key: "interruption", value: report.interruption.map { .string($0) }),
      ]))
    return lines
  }

  private static func value(_ testCase: TestReport.Case) -> JSONOutput {
    .members([
      (key: "type", value: "case"), (key: "id", value: .string(testCase.id)),
      (key: "template", value: .string(testCase.template)),
      (key: "channel", value: .string(testCase.channel)),
      (key: "profile", value: .string(testCase.profile)),
      (key: "locale", value: .string(testCase.locale)),
      (key: "outcome", value: .string(testCase.outcome)),
      (key: "message", value: testCase.message.map { .string($0) }),
      (
        key: "places",
        value: testCase.places.isEmpty ? nil : .array(testCase.places.map(value))
      ),
      (key: "microseconds", value: testCase.microseconds.map { .integer($0) }),
    ])
  }

  private static func value(_ change: TestReport.Change) -> JSONOutput {
    .members([
      (key: "type", value: "change"), (key: "case", value: .string(change.caseID)),
      (key: "path", value: .string(change.path)), (key: "kind", value: .string(change.kind)),
      (key: "old", value: change.old.map { .string($0) }),
      (key: "new", value: change.new.map { .string($0) }),
    ])
  }

  private static func value(_ cluster: TestReport.Cluster) -> JSONOutput {
    .members([
      (key: "type", value: "edit"), (key: "id", value: .string(cluster.id)),
      (key: "kind", value: .string(cluster.kind)), (key: "part", value: .string(cluster.part)),
      (
        key: "replacements",
        value: .array(
          cluster.replacements.map { ["old": .string($0.old), "new": .string($0.new)] })
      ),
      (key: "causes", value: .array(cluster.causes.map(value))),
      (
        key: "reasons",
        value: cluster.reasons.isEmpty
          ? nil
          : .array(
            cluster.reasons.map {
              ["kind": .string($0.kind.rawValue), "name": .string($0.name)]
            })
      ),
      (key: "outlier", value: cluster.outlier.map { .string($0) }),
      (key: "paths", value: .array(cluster.paths.map { .string($0) })),
    ])
  }

  private static func value(_ problem: TestReport.Problem) -> JSONOutput {
    .members([
      (key: "type", value: "problem"), (key: "code", value: .string(problem.code)),
      (key: "summary", value: .string(problem.summary)),
      (key: "severity", value: .string(problem.severity)),
      (key: "message", value: .string(problem.message)),
      (key: "place", value: problem.place.map(value)),
      (key: "notes", value: .array(problem.notes.map { .string($0) })),
    ])
  }

  private static func value(_ place: TestReport.Place) -> JSONOutput {
    [
      "path": .string(place.path), "line": .integer(place.line), "column": .integer(place.column),
      "endLine": .integer(place.endLine), "endColumn": .integer(place.endColumn),
    ]
  }
}
