import Diagnostics
import Rendering
import Snapshots

/// Prints a test run in the format asked for.
struct TestReporter {
  let outcome: TestOutcome
  let update: UpdateMode
  let global: GlobalOptions
  let diffLines: Int

  /// Writes the report to stdout; the summary of the text form goes there, too.
  func write(as format: ReportFormat) {
    switch format {
    case .text: Terminal.write(text)
    case .json: Terminal.write(json.text(.pretty) + "\n")
    case .junit: Terminal.write(TestJUnit(outcome).text)
    case .sarif, .github, .gitlab:
      let report = ProblemPrinter.report(outcome.diagnostics + outcome.snapshotProblems)
      Terminal.write(format.reporter().render(report))
    }
  }

  private var text: String {
    let useColor = global.color.isOn(Terminal.outputHasColour)
    var text = ""
    let errors = outcome.diagnostics.filter { $0.severity == .error }
    if !errors.isEmpty {
      text += ReportFormat.text.reporter(useColor: useColor).render(ProblemPrinter.report(errors))
      text += "\n"
    }
    var printer = DifferencePrinter(useColor: useColor, maximumLines: diffLines)
    text += printer.text(of: outcome.clusters)
    for path in outcome.run.stale { text += "stale  \(path)\n" }
    return text + summary
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
    let plan = UpdatePlan(outcome.run, mode: update)
    if !plan.stored.isEmpty || !plan.removed.isEmpty {
      text += "stored \(plan.stored.count) snapshots, removed \(plan.removed.count)\n"
    }
    if !plan.pending.isEmpty || !plan.pendingStale.isEmpty {
      text += "run 'galley review' to accept or reject, or 'galley test --update' to store all\n"
    }
    return text
  }

  private var json: JSONOutput {
    let diagnostics = ProblemPrinter.report(outcome.diagnostics)
    return [
      "version": 1,
      "summary": [
        "cases": .integer(outcome.run.results.count), "passed": .integer(outcome.count("passed")),
        "changed": .integer(outcome.count("changed")), "new": .integer(outcome.count("new")),
        "failed": .integer(outcome.count("failed")), "stale": .integer(outcome.run.stale.count),
      ],
      "cases": .array(
        outcome.run.results.map { result in
          [
            "id": .string(result.testCase.id), "outcome": .string(result.word),
            "differences": .array(result.differences.map { .string($0.file.path) }),
          ]
        }),
      "edits": .array(outcome.clusters.map(\.json)),
      "stale": .array(outcome.run.stale.map { .string($0) }),
      "diagnostics": .array(diagnostics.diagnostics.map(JSONReporter.value)),
    ]
  }
}

extension OutputCluster {
  /// The cluster as JSON: its id, what changed, which outputs.
  var json: JSONOutput {
    [
      "id": .string(id), "kind": .string(kind.rawValue),
      "replacements": .array(
        (key?.replacements ?? []).map { ["old": .string($0.old), "new": .string($0.new)] }),
      "outputs": .array(
        changes.map { ["case": .string($0.caseID), "path": .string($0.path)] }),
    ]
  }
}

extension TestOutcome {
  /// Differences as problems, one for each edit, for formats that show problems.
  var snapshotProblems: [Diagnostic] {
    let edits = clusters.map { cluster in
      let source = cluster.changes.first.map { change in
        SourceText(path: change.path, bytes: change.old ?? change.new ?? [])
      }
      let line = cluster.changes.first?.difference.edits.first?.old.lowerBound ?? 0
      let count = cluster.changes.count
      let what = cluster.kind == .added ? "not stored yet" : "changed"
      return Diagnostic(
        cluster.kind == .added ? .snapshotNew : .snapshotChanged,
        "\(count) output\(count == 1 ? " is" : "s are") \(what) (edit:\(cluster.id))",
        at: source.map { SourceSpan($0, at: $0.offset(ofLine: line)) },
        notes: [Diagnostic.Note("run 'galley review' to accept or reject")])
    }
    let stale = run.stale.map { path in
      Diagnostic(
        .snapshotStale, "no case renders this snapshot",
        at: SourceSpan(SourceText(path: path, bytes: []), at: 0),
        notes: [Diagnostic.Note("run 'galley test --update' to remove it")])
    }
    return edits + stale
  }
}

extension SourceText {
  /// The offset of the first byte of a line counted from 0.
  fileprivate func offset(ofLine line: Int) -> Int {
    var remaining = line
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      if remaining == 0 { break }
      remaining -= 1
      if remaining == 0 { return index + 1 }
    }
    return 0
  }
}

extension DiagnosticCode {
  /// An output that differs from its snapshot.
  static let snapshotChanged = DiagnosticCode(
    "snapshot/changed", "an output differs from its snapshot")
  /// An output without a snapshot.
  static let snapshotNew = DiagnosticCode("snapshot/new", "an output has no snapshot yet")
  /// A snapshot that no case renders.
  static let snapshotStale = DiagnosticCode("snapshot/stale", "no case renders the snapshot")
}
