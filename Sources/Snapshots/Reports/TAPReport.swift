import Diagnostics

/// A test run in the Test Anything Protocol, version 14.
///
/// After the cases come the errors of the content, the stale snapshots, a coverage below the one asked
/// for and pictures that differ, each a failed point, so that the stream fails whenever the run does.
struct TAPReport {
  /// Most lines of a difference in a point's block.
  static let maximumLines = 40

  static func text(_ report: TestReport) -> String {
    let changes = Dictionary(grouping: report.changes, by: \.caseID)
    var edits: [String: [String]] = [:]
    for cluster in report.clusters {
      for path in cluster.paths { edits[path, default: []].append("edit:\(cluster.id)") }
    }
    var points: [String] = []
    for testCase in report.cases {
      points.append(
        point(testCase, changes[testCase.id] ?? [], edits, number: points.count + 1))
    }
    for problem in report.problems where problem.severity == "error" {
      let place = problem.place.map { " at \($0.path):\($0.line):\($0.column)" } ?? ""
      points.append(
        failed(
          points.count + 1, problem.code + place,
          [("message", .string(problem.message)), ("severity", "fail")]))
    }
    for path in report.stale {
      points.append(
        failed(
          points.count + 1, path,
          [("message", "no case renders this snapshot"), ("severity", "fail")]))
    }
    if let coverage = report.coverage, coverage.isTooLow {
      points.append(
        failed(
          points.count + 1, "coverage",
          [
            ("message", .string(coverage.sentence)), ("severity", "fail"),
            (
              "branches",
              .array(coverage.missedLines.prefix(maximumLines).map { .string($0) })
            ),
          ]))
    }
    for picture in report.visual?.failures ?? [] {
      points.append(
        failed(
          points.count + 1, "picture of \(picture.path)",
          [("message", .string(picture.sentence)), ("severity", "fail")]))
    }
    var output = "TAP version 14\n1..\(points.count)"
    if points.isEmpty { output += " # SKIP no case" }
    output += "\n" + points.joined()
    if let interruption = report.interruption {
      output += "Bail out! \(ReportText.visible(interruption))\n"
    }
    return output
  }

  private static func point(
    _ testCase: TestReport.Case, _ changes: [TestReport.Change], _ edits: [String: [String]],
    number: Int
  ) -> String {
    switch testCase.outcome {
    case "passed":
      return "ok \(number) - \(description(testCase.id))\n"
    case "failed":
      return failed(
        number, testCase.id,
        [
          ("message", .string(testCase.message ?? "the case cannot be rendered")),
          ("severity", "fail"),
        ])
    default:
      let lines = changes.filter { $0.old != nil }.flatMap {
        ReportText.difference($0, limit: maximumLines)
      }
      var members: [(String, JSONOutput)] = [
        ("message", .string(testCase.outcome)), ("severity", "fail"),
        ("files", .array(changes.map { .string($0.path) })),
        ("edits", .array(unique(changes.flatMap { edits[$0.path] ?? [] }).map { .string($0) })),
      ]
      if !lines.isEmpty {
        members.append(("diff", .string(lines.prefix(maximumLines).joined(separator: "\n"))))
      }
      return failed(number, testCase.id, members)
    }
  }

  /// The edits of a case, each once: its parts may share them.
  private static func unique(_ edits: [String]) -> [String] {
    var seen: Set<String> = []
    return edits.filter { seen.insert($0).inserted }
  }

  /// A failed point with its block; JSON values on one line each are YAML as well.
  private static func failed(
    _ number: Int, _ name: String, _ members: [(String, JSONOutput)]
  ) -> String {
    var text = "not ok \(number) - \(description(name))\n  ---\n"
    for (key, value) in members { text += "  \(key): \(value.text())\n" }
    return text + "  ...\n"
  }

  /// A description in which nothing is a directive or a line break.
  static func description(_ text: String) -> String {
    var result = ""
    for scalar in ReportText.visible(text, limit: 1_000).unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "#": result += "\\#"
      case "\t": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
