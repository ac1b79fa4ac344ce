import Diagnostics
import Snapshots

/// Prints a report of a test run in the formats asked for.
struct TestReporter {
  let report: TestReport
  let global: GlobalOptions
  let diffLines: Int

  /// Where what waits can be reviewed, where more is known than the report says.
  var review: ReviewPlace?

  /// Writes the report to its files and to stdout.
  func write(_ requests: ReportRequests) throws {
    try requests.write { request in
      // A file holds no colours.
      let useColor = request.file == nil && global.color.isOn(Terminal.outputHasColour)
      return report.rendered(
        as: request.format, text: text(useColor: useColor), json: json.text(.pretty) + "\n")
    }
  }

  /// Writes the text form to stdout.
  func writeText() { Terminal.write(text(useColor: global.color.isOn(Terminal.outputHasColour))) }

  /// Writes the JSON form to stdout.
  func writeJSON() { Terminal.write(json.text(.pretty) + "\n") }

  private func text(useColor: Bool) -> String {
    var text = ""
    let errors = report.problems.map(\.diagnostic).filter { $0.severity == .error }
    if !errors.isEmpty { text += TextReporter(useColor: useColor).render(errors) + "\n" }
    var printer = DifferencePrinter(useColor: useColor, maximumLines: diffLines)
    text += printer.text(of: report)
    text += StaleList(paths: report.stale.map { SafeText.visible($0) }).text
    let storing = report.storing
    for path in storing.resolved { text += "resolved  \(SafeText.visible(path))\n" }
    for path in storing.settled {
      text += "settled   \(SafeText.visible(path))  (it holds what is rendered)\n"
    }
    if !storing.resolved.isEmpty || !storing.settled.isEmpty {
      text += "next: git add, which ends the conflict of these snapshots\n"
    }
    text += summary
    if let reason = report.interruption {
      text += "not complete: \(SafeText.visible(reason))\n"
    }
    return text + pictures + (report.coverage.map { CoverageReport(coverage: $0).text } ?? "")
  }

  /// Which pictures are new or differ, and where they are.
  private var pictures: String {
    guard let visual = report.visual, visual.skipped == nil || visual.shots > 0 else { return "" }
    var text = SafeText.visible(visual.sentence) + "\n"
    let shown = visual.pictures.prefix(max(0, diffLines / 2))
    for picture in shown {
      let path = SafeText.visible(picture.path)
      text += "  \(path)  \(picture.sentence)\(picture.isAccepted ? ", stored" : "")\n"
      if let file = picture.files.last { text += "    \(SafeText.visible(file))\n" }
    }
    let left = visual.pictures.count - shown.count
    if left > 0 { text += "  … \(left) more; --report html shows them, and --diff-lines\n" }
    return text
  }

  private var summary: String {
    var parts: [String] = []
    for word in ["passed", "changed", "new", "failed"] {
      let count = report.count(word)
      if count > 0 || word == "passed" { parts.append("\(count) \(word)") }
    }
    if !report.stale.isEmpty { parts.append("\(report.stale.count) stale") }
    let warnings = report.problems.count { $0.severity == "warning" }
    if warnings > 0 {
      parts.append(
        "\(counted(warnings, "warning")) ('--format json' lists \(warnings == 1 ? "it" : "them"))")
    }
    var text = "\(counted(report.cases.count, "case")): \(parts.joined(separator: ", "))\n"
    let storing = report.storing
    if storing.stored > 0 || storing.removed > 0 {
      text += "stored \(counted(storing.stored, "snapshot")), removed \(storing.removed)\n"
    }
    if storing.pending > 0 || storing.removed < report.stale.count {
      text += (review ?? ReviewPlace(report.storing.review)).text + "\n"
    }
    return text
  }

  private var json: JSONOutput {
    let summary: JSONOutput = [
      "cases": .integer(report.cases.count), "passed": .integer(report.count("passed")),
      "changed": .integer(report.count("changed")), "new": .integer(report.count("new")),
      "failed": .integer(report.count("failed")), "stale": .integer(report.stale.count),
    ]
    let metrics = ReportMetrics(report.changes)
    return .members([
      ("version", 1), ("summary", summary),
      (
        "cases",
        .array(
          report.cases.map { testCase in
            [
              "id": .string(testCase.id), "outcome": .string(testCase.outcome),
              "differences": .array(testCase.differences.map { .string($0) }),
            ]
          })
      ),
      ("edits", .array(report.clusters.map { $0.json(metrics) })),
      ("stale", .array(report.stale.map { .string($0) })),
      ("resolved", .array(report.storing.resolved.map { .string($0) })),
      ("interruption", report.interruption.map { .string($0) }),
      ("diagnostics", .array(report.problems.map { JSONReporter.value($0.diagnostic) })),
      ("coverage", report.coverage.map { CoverageReport(coverage: $0).json }),
      ("visual", report.visual.map { ReportLines.object($0) }),
    ])
  }
}
