import Testing

@testable import Snapshots

/// Pictures in reports: in the lines, in the page, joined from shards.
@Suite struct VisualReportTests {
  private var report: TestReport {
    var report = ReportFixture.everything
    report.visual = ReportFixture.visual
    return report
  }

  @Test func theLinesHoldThePictures() throws {
    let text = ReportLines.text(report)
    let back = try ReportLines.read(Array(text.utf8))
    #expect(back == report)
    #expect(text.split(separator: "\n").count { $0.hasPrefix("{\"type\":\"picture\"") } == 2)
    for format in TestReportFormat.allCases where format != .text && format != .json {
      #expect(
        back.rendered(as: format, text: "", json: "")
          == report.rendered(as: format, text: "", json: ""))
    }
  }

  @Test func thePageShowsThePictures() {
    let page = HTMLReport.text(report)
    #expect(
      page.contains(
        "<img alt=\"stored: \(ReportFixture.path("anna"))\" src=\"data:image/png;base64,AAAA\">"))
    #expect(page.contains("src=\"data:image/png;base64,BBB=\"") && page.contains("base64,CC=="))
    #expect(
      page.contains(
        "7 pictures by chromium-1.2.3-0a1b2c3d: 2 same, 1 different, 1 new, "
          + "1 baseline made, time is up, 3 wait for the next run"))
    #expect(page.contains("600 px: 64 pixels differ, in 5 × 12 at 34,87"))
    #expect(page.contains("too large for this page"))
    // Names of files are content: no markup comes out of them.
    #expect(page.ranges(of: "<script").count == 2 && page.ranges(of: "<!--").count == 0)
    #expect(!HTMLReport.text(ReportFixture.everything).contains("Pictures"))
  }

  /// What a report of others says is a picture goes into the page only as what it says.
  @Test func whatIsNoBase64IsRefused() throws {
    let hostile = "\\\"><script>alert(1)</script>"
    let text = ReportLines.text(report).replacing(
      "\"old\":\"AAAA\"", with: "\"old\":\"\(hostile)\"")
    #expect(text.contains("alert(1)"))
    #expect(throws: ReportReadingError.self) { try ReportLines.read(Array(text.utf8)) }
    var direct = report
    direct.visual?.pictures[0].old = "\"><script>alert(1)</script>"
    #expect(!HTMLReport.text(direct).contains("alert(1)"))
  }

  @Test func aWordSaysWhyThereAreNone() {
    var visual = TestReport.Visual()
    visual.skipped = "there is no <Chromium>"
    var report = ReportFixture.everything
    report.visual = visual
    #expect(HTMLReport.text(report).contains("pictures skipped: there is no &lt;Chromium&gt;"))
  }

  @Test func shardsJoinTheirPictures() throws {
    var first = report
    var second = report
    first.visual?.pictures.removeLast()
    second.visual?.pictures.removeFirst()
    let merged = try #require(TestReport.merged([first, second])?.visual)
    #expect(merged.pictures == ReportFixture.visual.pictures)
    #expect(merged.shots == 14 && merged.same == 4 && merged.kept == 2 && merged.later == 6)
    first.visual = nil
    // What all take part in shows what one has taken.
    #expect(TestReport.merged([first, second])?.visual == second.visual)
  }
}
