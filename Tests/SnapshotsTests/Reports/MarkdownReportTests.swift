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

  @Test func countsAndTheCommandAreThere() {
    let text = MarkdownReport.text(ReportFixture.everything)
    #expect(text.contains("| 6 | 2 | 2 | 1 | 1 | 1 |"))
    #expect(text.contains("`galley review --accept edit:0000000a`"))
  }
}
