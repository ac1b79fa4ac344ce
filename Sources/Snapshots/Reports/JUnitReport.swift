import Diagnostics

/// A test run as JUnit XML: a suite for each template, a test case for each case.
///
/// Stale snapshots, errors of the content, a coverage below the one asked for and pictures that differ
/// are suites of their own, so that a failing run never shows as a passing file. Passed cases carry no output.
struct JUnitReport {
  /// What servers take: 30 MB a file, 250,000 XML objects (GitLab).
  struct Limits {
    /// Most bytes of the file.
    var bytes = 30_000_000
    /// Most elements.
    var elements = 250_000
    /// Most lines of a difference.
    var lines = 100
    /// Most bytes of the text of one failure.
    var text = 20_000
  }

  private struct Entry {
    var head: String
    var element = ""
    var message = ""
    var type = ""
    var text = ""

    var isPassed: Bool { element.isEmpty }
    var elements: Int { isPassed ? 1 : 2 }
  }

  private struct Suite {
    var name: String
    var entries: [Entry]

    func count(_ element: String) -> Int { entries.count { $0.element == element } }
  }

  private let limits: Limits
  /// The content root in the repository with a slash behind it, or nothing.
  private let prefix: String
  private var suites: [Suite] = []
  private var omitted = 0

  static func text(
    _ report: TestReport, limits: Limits = Limits(), below folder: String = ""
  ) -> String {
    JUnitReport(report, limits, folder.isEmpty ? "" : folder + "/").xml
  }

  private init(_ report: TestReport, _ limits: Limits, _ prefix: String) {
    self.limits = limits
    self.prefix = prefix
    let changes = Dictionary(grouping: report.changes, by: \.caseID)
    let edits = Self.edits(report)
    for testCase in report.cases {
      if suites.last?.name != testCase.template {
        suites.append(Suite(name: testCase.template, entries: []))
      }
      suites[suites.count - 1].entries.append(
        entry(testCase, changes[testCase.id] ?? [], edits))
    }
    if let interruption = report.interruption {
      suites.append(Suite(name: "report", entries: [incomplete(interruption)]))
    }
    let errors = report.problems.filter { $0.severity == "error" }
    if !errors.isEmpty {
      suites.append(Suite(name: "content", entries: problems(errors)))
    }
    if !report.stale.isEmpty {
      suites.append(Suite(name: "stale snapshots", entries: report.stale.map(stale)))
    }
    if let coverage = report.coverage, coverage.isTooLow {
      suites.append(Suite(name: "coverage", entries: [shortfall(coverage)]))
    }
    let pictures = report.visual?.failures ?? []
    if !pictures.isEmpty {
      suites.append(Suite(name: "pictures", entries: pictures.map(picture)))
    }
    if suites.isEmpty {
      // Servers refuse a file without cases.
      let head = head(name: "no cases", suite: "galley", file: "galley.yaml", line: 1)
      suites.append(Suite(name: "galley", entries: [Entry(head: head)]))
    }
    cut()
  }

  // MARK: Entries

  private func entry(
    _ testCase: TestReport.Case, _ changes: [TestReport.Change],
    _ edits: [String: [TestReport.Cluster]]
  ) -> Entry {
    let clusters = changes.flatMap { edits[$0.path] ?? [] }
    let cause = clusters.lazy.compactMap(\.places.first).first ?? testCase.places.first
    let seconds = testCase.microseconds.map(Self.seconds) ?? "0"
    var entry = Entry(
      head: head(
        name: testCase.id, suite: testCase.template,
        file: cause?.path ?? "templates/\(testCase.template)/template.yaml",
        line: cause?.line ?? 1, seconds: seconds))
    switch testCase.outcome {
    case "passed":
      break
    case "failed":
      entry.element = "error"
      entry.type = "render"
      entry.message = testCase.message ?? "the case cannot be rendered"
    default:
      entry.element = "failure"
      entry.type = testCase.outcome
      let names = changes.map { change in
        let ids = (edits[change.path] ?? []).map { "edit:\($0.id)" }
        return change.path + (ids.isEmpty ? "" : " (\(ids.joined(separator: ", ")))")
      }
      entry.message = "\(testCase.outcome): \(names.joined(separator: ", "))"
      entry.text = changes.filter { $0.old != nil }.flatMap { change in
        [change.path] + ReportText.difference(change, limit: limits.lines)
      }.joined(separator: "\n")
    }
    return entry
  }

  private func problems(_ problems: [TestReport.Problem]) -> [Entry] {
    var names: [String: Int] = [:]
    return problems.map { problem in
      let place = problem.place
      var name = problem.code + (place.map { " at \($0.path):\($0.line):\($0.column)" } ?? "")
      // Servers drop a second case of the same name.
      names[name, default: 0] += 1
      if let count = names[name], count > 1 { name += " (\(count))" }
      return Entry(
        head: head(
          name: name, suite: "content", file: place?.path ?? "galley.yaml", line: place?.line ?? 1),
        element: "error", message: problem.message, type: problem.code,
        text: problem.notes.joined(separator: "\n"))
    }
  }

  private func incomplete(_ reason: String) -> Entry {
    Entry(
      head: head(name: "not complete", suite: "report", file: "galley.yaml", line: 1),
      element: "error", message: "the report is not complete: \(reason)",
      type: DiagnosticCode.reportIncomplete.name)
  }

  private func stale(_ path: String) -> Entry {
    Entry(
      head: head(name: path, suite: "stale snapshots", file: path, line: 1), element: "failure",
      message: "no case renders this snapshot", type: "stale",
      text: "remove it: galley test --update")
  }

  private func shortfall(_ coverage: TestReport.Coverage) -> Entry {
    Entry(
      head: head(name: "coverage", suite: "coverage", file: "galley.yaml", line: 1),
      element: "failure", message: coverage.sentence, type: DiagnosticCode.unreachedBranch.name,
      text: coverage.missedLines.prefix(limits.lines).joined(separator: "\n"))
  }

  private func picture(_ picture: TestReport.Picture) -> Entry {
    Entry(
      head: head(
        name: "\(picture.path) \(picture.width) px", suite: "pictures", file: picture.path, line: 1),
      element: "failure", message: picture.sentence, type: "picture")
  }

  private static func edits(_ report: TestReport) -> [String: [TestReport.Cluster]] {
    var edits: [String: [TestReport.Cluster]] = [:]
    for cluster in report.clusters {
      for path in cluster.paths { edits[path, default: []].append(cluster) }
    }
    return edits
  }

  private func head(
    name: String, suite: String, file: String, line: Int, seconds: String = "0"
  ) -> String {
    "    <testcase name=\(Self.quoted(name)) classname=\(Self.quoted(suite)) file=\(Self.quoted(prefix + file))"
      + " line=\"\(line)\" time=\"\(seconds)\""
  }

  private static func quoted(_ text: String) -> String { "\"" + XMLText.escaped(text) + "\"" }

  /// Seconds with six decimals, without floating point.
  static func seconds(_ microseconds: Int) -> String {
    let fraction = String(microseconds % 1_000_000)
    let zeros = String(repeating: "0", count: 6 - fraction.utf8.count)
    return "\(microseconds / 1_000_000).\(zeros)\(fraction)"
  }

  // MARK: Limits

  /// Leaves out passed cases, which say the least, when the file would have too much of them.
  private mutating func cut() {
    let elements = suites.reduce(1) { $0 + 1 + $1.entries.reduce(0) { $0 + $1.elements } }
    // A third of the bytes stays free for what failed.
    let bytes = suites.reduce(0) { $0 + $1.entries.reduce(0) { $0 + $1.head.utf8.count + 3 } }
    guard elements > limits.elements || bytes > limits.bytes / 3 * 2 else { return }
    for index in suites.indices {
      omitted += suites[index].entries.count(where: \.isPassed)
      suites[index].entries.removeAll(where: \.isPassed)
    }
    suites.removeAll { $0.entries.isEmpty }
    var room = limits.elements - 1 - 2 * suites.count - 2
    for index in suites.indices {
      let kept = max(0, min(suites[index].entries.count, room / 2))
      omitted += suites[index].entries.count - kept
      suites[index].entries.removeSubrange(kept...)
      room -= 2 * kept
    }
    suites.removeAll { $0.entries.isEmpty }
    let head = head(
      name: "\(omitted) more cases are left out of this file", suite: "galley",
      file: "galley.yaml", line: 1)
    suites.append(Suite(name: "galley", entries: [Entry(head: head)]))
  }

  // MARK: Text

  private var xml: String {
    let tests = suites.reduce(0) { $0 + $1.entries.count }
    let failures = suites.reduce(0) { $0 + $1.count("failure") }
    let errors = suites.reduce(0) { $0 + $1.count("error") }
    var output = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    output += "<testsuites name=\"galley\" tests=\"\(tests)\" failures=\"\(failures)\""
    output += " errors=\"\(errors)\" skipped=\"0\" time=\"0\">\n"
    var room = limits.bytes - 1_000
    for suite in suites {
      for entry in suite.entries { room -= Self.xml(entry, text: "").utf8.count }
      room -= 200 + suite.name.utf8.count
    }
    for suite in suites {
      output += "  <testsuite name=\(Self.quoted(suite.name)) tests=\"\(suite.entries.count)\""
      output += " failures=\"\(suite.count("failure"))\" errors=\"\(suite.count("error"))\""
      output += " skipped=\"0\" time=\"0\">\n"
      for entry in suite.entries {
        let text = text(of: entry, room: &room)
        output += Self.xml(entry, text: text)
      }
      output += "  </testsuite>\n"
    }
    return output + "</testsuites>\n"
  }

  private func text(of entry: Entry, room: inout Int) -> String {
    var text = XMLText.escaped(entry.text)
    if text.utf8.count > limits.text {
      text = XMLText.escaped(ReportText.excerpt(entry.text, limit: limits.text / 8))
    }
    guard text.utf8.count <= room else { return "" }
    room -= text.utf8.count
    return text
  }

  private static func xml(_ entry: Entry, text: String) -> String {
    guard !entry.isPassed else { return entry.head + "/>\n" }
    let message = quoted(ReportText.excerpt(entry.message, limit: 1_000))
    return entry.head + ">\n      <\(entry.element) type=\(quoted(entry.type)) message=\(message)>"
      + "\(text)</\(entry.element)>\n    </testcase>\n"
  }
}
