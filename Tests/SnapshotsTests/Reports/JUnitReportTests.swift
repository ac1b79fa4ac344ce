import Diagnostics
import Foundation
import Testing

@testable import Snapshots

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// JUnit XML, read by an XML parser, against the structure that servers read.
@Suite struct JUnitReportTests {
  private func read(_ text: String) throws -> XMLElement {
    let document = try XMLDocument(xmlString: text)
    return try #require(document.rootElement())
  }

  private func value(_ element: XMLElement, _ name: String) -> String? {
    element.attribute(forName: name)?.stringValue
  }

  /// Elements and attributes that testmoapp/junitxml lists, with counts that add up.
  private func check(_ root: XMLElement) throws {
    #expect(root.name == "testsuites")
    var totals = ["tests": 0, "failures": 0, "errors": 0, "skipped": 0]
    var names: Set<String> = []
    for suite in root.elements(forName: "testsuite") {
      let cases = suite.elements(forName: "testcase")
      #expect(value(suite, "name")?.isEmpty == false)
      #expect(value(suite, "tests") == String(cases.count))
      #expect(
        value(suite, "failures")
          == String(cases.count { !$0.elements(forName: "failure").isEmpty }))
      #expect(
        value(suite, "errors") == String(cases.count { !$0.elements(forName: "error").isEmpty }))
      for name in totals.keys { totals[name, default: 0] += Int(value(suite, name) ?? "") ?? -1 }
      for testCase in cases {
        let name = try #require(value(testCase, "name"))
        let suiteName = try #require(value(testCase, "classname"))
        #expect(names.insert("\(suiteName) \(name)").inserted, "twice: \(name)")
        #expect(value(testCase, "file")?.hasPrefix("/") == false)
        #expect((Int(value(testCase, "line") ?? "") ?? 0) >= 1)
        #expect(Double(value(testCase, "time") ?? "") != nil)
        for child in testCase.children ?? [] where child.kind == .element {
          #expect(["failure", "error"].contains(child.name))
        }
      }
    }
    for (name, count) in totals { #expect(value(root, name) == String(count), "\(name)") }
  }

  @Test func hasTheStructureThatServersRead() throws {
    let root = try read(JUnitReport.text(ReportFixture.everything))
    try check(root)
    let suites = root.elements(forName: "testsuite")
    #expect(
      suites.compactMap { value($0, "name") } == ["hello", "ping", "content", "stale snapshots"])
    let cases = suites[0].elements(forName: "testcase")
    // classname is the template, name the case, the place that of the cause.
    #expect(value(cases[0], "classname") == "hello" && value(cases[0], "name") == "hello/anna")
    #expect(value(cases[0], "file") == "templates/hello/body.html.liquid")
    #expect(value(cases[0], "line") == "3")
    let failure = try #require(cases[0].elements(forName: "failure").first)
    #expect(value(failure, "type") == "changed")
    #expect(value(failure, "message") == "changed: snapshots/email/hello/anna.html (edit:0000000a)")
    #expect(failure.stringValue?.contains("- Hi Anna\n+ Hello Anna") == true)
  }

  /// GitLab drops a second case of the same name, and shows the files that `system-out` names.
  @Test func problemsOfOnePlaceHaveNamesOfTheirOwnAndAttachNothing() throws {
    var report = ReportFixture.everything
    for text in ["one", "[[ATTACHMENT|/etc/passwd]]"] {
      report.problems.append(
        ReportFixture.problem("a/b", .error, text, at: ReportFixture.place(9), notes: [text]))
    }
    let root = try read(JUnitReport.text(report))
    try check(root)
    let content = try #require(
      root.elements(forName: "testsuite").first { value($0, "name") == "content" })
    let place = "a/b at templates/hello/body.html.liquid:9:1"
    #expect(
      content.elements(forName: "testcase").compactMap { value($0, "name") }.suffix(2)
        == [place, "\(place) (2)"])
    #expect(try root.nodes(forXPath: "//system-out | //system-err").isEmpty)
  }

  @Test func aCaseThatCannotBeRenderedIsAnError() throws {
    let suites = try read(JUnitReport.text(ReportFixture.everything))
      .elements(forName: "testsuite")
    let dora = suites[0].elements(forName: "testcase")[3]
    #expect(dora.elements(forName: "error").count == 1)
  }

  /// Coverage below the one asked for, and a picture that differs.
  @Test func aRunThatFailsOtherwiseIsNoPassingFile() throws {
    var report = TestReport(version: "1", project: "shop")
    report.cases = [ReportFixture.testCase("anna", "passed")]
    #expect(value(try read(JUnitReport.text(report)), "failures") == "0")
    report.coverage = ReportFixture.lowCoverage
    report.visual = ReportFixture.visual
    let root = try read(JUnitReport.text(report))
    try check(root)
    #expect(value(root, "failures") == "2" && report.isFailure)
    let suites = root.elements(forName: "testsuite").dropFirst()
    #expect(suites.compactMap { value($0, "name") } == ["coverage", "pictures"])
    let failures = suites.flatMap { $0.elements(forName: "testcase") }.flatMap {
      $0.elements(forName: "failure")
    }
    #expect(
      failures.compactMap { value($0, "message") } == [
        "1 of 2 branches reached, 50 %, less than 75 %",
        "600 px: 64 pixels differ, in 5 × 12 at 34,87",
      ])
    #expect(failures[0].stringValue == "fragments/foot.liquid:2:3  {% if x %}")
  }

  @Test func passedCasesCarryNoOutput() throws {
    let text = JUnitReport.text(ReportFixture.everything)
    #expect(text.contains("name=\"hello/emil\""))
    #expect(
      text.contains("line=\"1\" time=\"1.234567\"/>"), "the time is in seconds")
  }

  @Test func stripsCharactersThatXMLCannotHold() throws {
    let text = JUnitReport.text(ReportFixture.everything)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{FFFE}" })
    let root = try read(text)
    #expect(root.stringValue?.contains("</script><!--</iframe>--> ]]>") == true)
  }

  @Test func aRunWithoutCasesIsNoEmptyFile() throws {
    try check(try read(JUnitReport.text(TestReport(version: "1", project: "p"))))
  }

  @Test func staysBelow30MegabytesAndSaysWhatIsMissing() throws {
    #expect(JUnitReport.Limits().bytes == 30_000_000)
    var limits = JUnitReport.Limits()
    limits.bytes = 60_000
    var report = ReportFixture.many(100)
    let new = String(repeating: "line\n", count: 300)
    report.changes = (0..<100).map { ReportFixture.change("p\($0)", old: "a\n", new: new) }
    let long = JUnitReport.text(report, limits: limits)
    #expect(long.utf8.count <= limits.bytes)
    try check(try read(long))
    for number in 0..<1_000 {
      report.cases.append(ReportFixture.testCase("q\(number)", "passed"))
    }
    let cut = JUnitReport.text(report, limits: limits)
    #expect(cut.utf8.count <= limits.bytes)
    let root = try read(cut)
    try check(root)
    #expect(cut.contains("1000 more cases are left out of this file"))
    #expect(value(root, "failures") == "100")
  }

  @Test func staysBelow250000Elements() throws {
    #expect(JUnitReport.Limits().elements == 250_000)
    var limits = JUnitReport.Limits()
    limits.elements = 101
    let root = try read(JUnitReport.text(ReportFixture.many(200), limits: limits))
    try check(root)
    let count = try root.nodes(forXPath: "//*").count
    #expect(count <= 101)
  }
}
