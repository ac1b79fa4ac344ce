import Testing

@testable import Snapshots

/// The job summary: its cap, and that content stays content.
@Suite struct MarkdownReportTests {
  @Test func staysBelowOneMebibyte() {
    #expect(MarkdownReport.maximumBytes == 1_048_576)
    let text = MarkdownReport.text(ReportFixture.many(20_000))
    #expect(text.utf8.count <= MarkdownReport.maximumBytes)
    #expect(text.contains("more sections are left out: the summary would be too large."))
    #expect(MarkdownReport.text(ReportFixture.many(3)).contains("edit:00000002"))
  }

  @Test func outputCannotLeaveItsFence() {
    let text = MarkdownReport.fenced(["````", "x ``` y"])
    #expect(text == "`````diff\n````\nx ``` y\n`````\n")
    #expect(MarkdownReport.code("a`b") == "``a`b``")
  }

  @Test func htmlAndMentionsAreText() {
    #expect(
      MarkdownReport.escaped("<img src=x> @all [a](b)")
        == "&lt;img src=x&gt; &#64;all &#91;a&#93;(b)")
    let text = MarkdownReport.text(ReportFixture.everything)
    #expect(text.hasPrefix("### galley test: 6 cases: 2 passed, 2 changed, 1 new, 1 failed"))
    #expect(!text.contains("\u{202E}") && !text.contains("\u{0}"))
  }

  @Test func whatFailsBesideTheCasesIsThere() {
    var report = TestReport(version: "1", project: "shop")
    report.coverage = ReportFixture.lowCoverage
    report.visual = ReportFixture.visual
    let text = MarkdownReport.text(report)
    #expect(text.contains("**coverage: 1 of 2 branches reached, 50 %, less than 75 %**"))
    #expect(text.contains("- `fragments/foot.liquid:2:3  {% if x %}`"))
    #expect(text.contains("600 px: 64 pixels differ"))
  }

  /// A checkout's CR LF is no change of every line, in any report that shows lines.
  @Test func lineEndsOfACheckoutHideNoChange() {
    let old = (1...60).map { "line \($0)\r\n" }.joined()
    let new = (1...60).map { $0 == 50 ? "Line 50\n" : "line \($0)\n" }.joined()
    let change = ReportFixture.change("anna", old: old, new: new)
    let lines = ReportText.difference(change, limit: 20)
    #expect(lines == ["  line 49", "- line 50", "+ Line 50", "  line 51"])
    var report = TestReport(version: "1", project: "shop")
    report.changes = [change]
    #expect(!HTMLReport.text(report).contains("\\r"))
  }

  @Test func noBlankIsHidden() {
    #expect(ReportText.visible("1\u{2009}000\u{3000}x") == "1<U+2009>000<U+3000>x")
  }

  @Test func countsAndTheCommandAreThere() {
    let text = MarkdownReport.text(ReportFixture.everything)
    #expect(text.contains("| 6 | 2 | 2 | 1 | 1 | 1 |"))
    #expect(text.contains("`galley review --accept edit:0000000a`"))
  }
}
