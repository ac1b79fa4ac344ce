import Diagnostics

@testable import Snapshots

/// Reports made by hand, for tests of their formats.
enum ReportFixture {
  /// Text that every format must keep from doing harm.
  static let hostile =
    "</script><!--</iframe>--> ]]> ::error::x ##[error]y ``` %0A \u{0}\u{1B}[31m\u{202E}\u{FFFE}, #"

  static func place(_ line: Int) -> TestReport.Place {
    TestReport.Place(path: "templates/hello/body.html.liquid", line: line)
  }

  static func testCase(
    _ name: String, _ outcome: String, template: String = "hello", message: String? = nil
  ) -> TestReport.Case {
    TestReport.Case(
      id: "\(template)/\(name)", template: template, channel: "email", profile: name,
      locale: "en", outcome: outcome, message: message)
  }

  static func path(_ name: String) -> String { "snapshots/email/hello/\(name).html" }

  static func change(_ name: String, old: String?, new: String) -> TestReport.Change {
    TestReport.Change(
      caseID: "hello/\(name)", path: path(name), kind: old == nil ? "added" : "changed",
      old: old.map { Array($0.utf8) }, new: Array(new.utf8))
  }

  static func cluster(
    _ id: String, _ names: [String], old: String = "Hi", new: String = "Hello", line: Int = 1,
    kind: String = "changed", outlier: String? = nil
  ) -> TestReport.Cluster {
    TestReport.Cluster(
      id: id, digest: id + String(repeating: "0", count: 64 - id.utf8.count), kind: kind,
      part: ".html", stand: kind == "changed" ? "html" : nil,
      replacements: kind == "changed" ? [.init(old: old, new: new)] : [], guess: place(line),
      outlier: outlier,
      outputs: names.map { TestReport.Cluster.Output(caseID: "hello/\($0)", path: path($0)) })
  }

  static func problem(
    _ code: String, _ severity: Diagnostic.Severity, _ message: String,
    at place: TestReport.Place?, notes: [String] = []
  ) -> TestReport.Problem {
    TestReport.Problem(
      PlacedDiagnostic(
        DiagnosticCode(code, "what \(code) means"), severity, message,
        at: place.map { place in
          PlacedDiagnostic.Place(
            path: place.path, start: .init(offset: 7, line: place.line, column: place.column),
            end: .init(offset: 9, line: place.endLine, column: place.endColumn))
        }, notes: notes.map { PlacedDiagnostic.Note($0) }))
  }

  /// One of each: passed, changed, new, failed, stale, a warning; everything hostile.
  static var everything: TestReport {
    var report = TestReport(version: "1.2.3", project: "shop")
    report.cases = [
      testCase("anna", "changed"), testCase("ben", "changed"), testCase("cleo", "new"),
      testCase("dora", "failed", message: "template/zero-division: \(hostile)"),
      testCase("emil", "passed"), testCase("anna", "passed", template: "ping"),
    ]
    report.cases[4].microseconds = 1_234_567
    report.cases[0].differences = [path("anna")]
    report.cases[1].differences = [path("ben")]
    report.cases[2].differences = [path("cleo")]
    report.storing.pending = 3
    report.changes = [
      change("anna", old: "<p>\nHi Anna\n", new: "<p>\nHello Anna \(hostile)\n"),
      change("ben", old: "<p>\nHi Ben\n", new: "<p>\nHello Ben\n"),
      change("cleo", old: nil, new: "<p>\nHello Cleo\n"),
    ]
    report.clusters = [
      cluster("0000000a", ["ben", "anna"], new: hostile, line: 3),
      cluster("0000000b", ["cleo"], kind: "added"),
      cluster("0000000c", ["ben"], old: "x", new: "y", line: 7, outlier: "1 of 3 outputs"),
    ]
    report.clusters[0].countedReasons = [
      Counted(EditReason(.profile, "profiles/\(hostile)"), count: 3),
      Counted(EditReason(.engine, "galley")),
    ]
    report.clusters[2].causes = [
      Counted(
        EditCause(path: place(7).path, line: 7, data: "profiles/ben.yaml"), count: 2)
    ]
    report.clusters[2].guess = nil
    report.clusters[2].outputs[0].position = 1
    report.clusters[2].outputs[0].dataBytes = 12
    report.clusters[2].outputs[0].lines = [EditLines(old: 2, new: 2)]
    report.stale = ["snapshots/email/gone/x.html"]
    report.problems = [
      problem(
        "template/zero-division", .error, hostile, at: place(9),
        notes: ["rendering the case hello/dora"]),
      problem("email/size", .warning, "large", at: nil),
    ]
    return report
  }

  /// Two branches, one of them reached, where three of four are asked for.
  static var lowCoverage: TestReport.Coverage {
    let states: [TestReport.Coverage.State] = [.reached, .missed]
    return TestReport.Coverage(
      states.enumerated().map { line, state in
        TestReport.Coverage.Branch(
          key: BranchKey(
            path: "fragments/foot.liquid", start: line * 9, end: line * 9 + 5, decision: line * 9,
            kind: "if"),
          place: .init(
            path: "fragments/foot.liquid", start: .init(offset: 0, line: line + 1, column: 3),
            end: .init(offset: 5, line: line + 1, column: 8)), words: "{% if x %}",
          templates: ["hello"], state: state)
      }, minimum: 75, listsAll: false)
  }

  /// What pictures show: one that differs, one that is new and too large for a report.
  static var visual: TestReport.Visual {
    var visual = TestReport.Visual()
    visual.browser = "chromium-1.2.3-0a1b2c3d"
    visual.shots = 7
    visual.same = 2
    visual.kept = 1
    visual.later = 3
    var different = TestReport.Picture(
      caseID: "hello/anna", path: path("anna"), width: 600, kind: "different", isAccepted: false)
    different.changedPixels = 64
    different.box = TestReport.Picture.Box(x: 34, y: 87, width: 5, height: 12)
    different.files = ["images/\(hostile)/old.png", "images/new.png"]
    different.old = "AAAA"
    different.new = "BBB="
    different.difference = "CC=="
    different.bytes = 6
    var new = TestReport.Picture(
      caseID: "hello/cleo", path: path("cleo"), width: 360, kind: "new", isAccepted: true)
    new.files = ["images/\(hostile)/cleo.png"]
    visual.pictures = [different, new]
    return visual
  }

  /// As many clusters as asked for, one output each.
  static func many(_ count: Int, severity: String = "error") -> TestReport {
    var report = TestReport(version: "1", project: "shop")
    for number in 0..<count {
      let name = "p\(number)"
      report.cases.append(testCase(name, "changed"))
      report.changes.append(change(name, old: "a\n", new: "b \(number)\n"))
      let digits = String(number, radix: 16)
      report.clusters.append(
        cluster(
          String(repeating: "0", count: 8 - digits.utf8.count) + digits, [name],
          new: "b \(number)", line: number + 1))
    }
    return report
  }
}
