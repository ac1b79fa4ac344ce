import Content
import Diagnostics
import Rendering
import Snapshots

/// Prints a test run in the formats asked for.
struct TestReporter {
  let outcome: TestOutcome
  let project: Project
  let update: UpdateMode
  let global: GlobalOptions
  let diffLines: Int
  /// The branches that the cases reach, where it was asked for.
  var coverage: CoverageReport? = nil

  /// What pictures show, where they were asked for.
  var visual: VisualTest.Report? = nil

  /// Writes each report to its file or to stdout.
  func write(_ requests: ReportRequests) throws {
    // Made once, and not at all for the text: it holds every case.
    lazy var report = {
      var report = TestReport(outcome, project: project, version: GalleyVersion.current)
      report.add(coverage?.problems ?? [])
      report.add(visual?.problems ?? [])
      report.visual = visual?.visual
      return report
    }()
    try requests.write { request in
      // A file holds no colours.
      let useColor = request.file == nil && global.color.isOn(Terminal.outputHasColour)
      if request.format == .text { return text(useColor: useColor) }
      return report.rendered(
        as: request.format, text: text(useColor: useColor), json: json.text(.pretty) + "\n")
    }
  }

  /// Writes the text form to stdout.
  func writeText() { Terminal.write(text(useColor: global.color.isOn(Terminal.outputHasColour))) }

  private func text(useColor: Bool) -> String {
    var text = ""
    let errors =
      outcome.diagnostics.filter { $0.severity == .error } + (visual?.problems ?? [])
    if !errors.isEmpty {
      text += ReportFormat.text.reporter(useColor: useColor).render(ProblemPrinter.report(errors))
      text += "\n"
    }
    var printer = DifferencePrinter(useColor: useColor, maximumLines: diffLines)
    text += printer.text(of: outcome.clusters)
    for path in outcome.run.stale { text += "stale  \(path)\n" }
    let unmerged = outcome.unmerged
    for path in unmerged.resolved { text += "resolved  \(path)\n" }
    for path in unmerged.settled { text += "settled   \(path)  (it holds what is rendered)\n" }
    if !unmerged.resolved.isEmpty || !unmerged.settled.isEmpty {
      text += "next: git add, which ends the conflict of these snapshots\n"
    }
    return text + summary + pictures + (coverage?.text ?? "")
  }

  /// Which pictures are new or differ, and where they are.
  private var pictures: String {
    guard let visual = visual?.visual, visual.skipped == nil else { return "" }
    var text = visual.sentence + "\n"
    let shown = visual.pictures.prefix(max(0, diffLines / 2))
    for picture in shown {
      text += "  \(picture.path)  \(picture.sentence)\(picture.isAccepted ? ", stored" : "")\n"
      if let file = picture.files.last { text += "    \(file)\n" }
    }
    let left = visual.pictures.count - shown.count
    if left > 0 { text += "  … \(left) more; --report html shows them, and --diff-lines\n" }
    return text
  }

  private var summary: String {
    var parts: [String] = []
    for word in ["passed", "changed", "new", "failed"] {
      let count = outcome.count(word)
      if count > 0 || word == "passed" { parts.append("\(count) \(word)") }
    }
    if !outcome.run.stale.isEmpty { parts.append("\(outcome.run.stale.count) stale") }
    let warnings = outcome.diagnostics.count { $0.severity == .warning }
    if warnings > 0 { parts.append("\(warnings) warnings ('--format json' lists them)") }
    var text = "\(counted(outcome.run.results.count, "case")): \(parts.joined(separator: ", "))\n"
    let plan = UpdatePlan(outcome.run, mode: update, resolved: outcome.unmerged.resolved)
    if !plan.stored.isEmpty || !plan.removed.isEmpty {
      text += "stored \(plan.stored.count) snapshots, removed \(plan.removed.count)\n"
    }
    if !plan.pending.isEmpty || !plan.pendingStale.isEmpty {
      text += "run 'galley review' to accept or reject, or 'galley test --update' to store all\n"
    }
    return text
  }

  private var json: JSONOutput {
    let diagnostics = ProblemPrinter.report(outcome.diagnostics + (visual?.problems ?? []))
    let summary: JSONOutput = [
      "cases": .integer(outcome.run.results.count), "passed": .integer(outcome.count("passed")),
      "changed": .integer(outcome.count("changed")), "new": .integer(outcome.count("new")),
      "failed": .integer(outcome.count("failed")), "stale": .integer(outcome.run.stale.count),
    ]
    return .members([
      ("version", 1), ("summary", summary),
      (
        "cases",
        .array(
          outcome.run.results.map { result in
            [
              "id": .string(result.testCase.id), "outcome": .string(result.word),
              "differences": .array(result.differences.map { .string($0.file.path) }),
            ]
          })
      ),
      ("edits", .array(outcome.clusters.map(\.json))),
      ("stale", .array(outcome.run.stale.map { .string($0) })),
      ("resolved", .array(outcome.unmerged.resolved.map { .string($0) })),
      ("diagnostics", .array(diagnostics.diagnostics.map(JSONReporter.value))),
      ("coverage", coverage?.json),
      ("visual", visual.map { ReportLines.object($0.visual) }),
    ])
  }
}
