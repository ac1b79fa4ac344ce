import Testing

@testable import Snapshots

/// JSON lines hold everything: what is read back makes the same reports.
@Suite struct ReportLinesTests {
  @Test func everyFormatCanBeMadeFromTheLines() throws {
    let report = ReportFixture.everything
    let lines = ReportLines.text(report)
    let back = try ReportLines.read(Array(lines.utf8))
    #expect(back == report)
    for format in TestReportFormat.allCases where format != .text && format != .json {
      #expect(
        back.rendered(as: format, text: "", json: "")
          == report.rendered(as: format, text: "", json: ""))
    }
  }

  @Test func oneLineForEachThing() {
    let lines = ReportLines.text(ReportFixture.everything).split(separator: "\n")
    let report = ReportFixture.everything
    let count =
      2 + report.cases.count + report.changes.count + report.clusters.count + report.stale.count
      + report.problems.count
    #expect(lines.count == count)
    #expect(
      lines.first
        == "{\"type\":\"run\",\"version\":1,\"tool\":{\"name\":\"galley\",\"version\":\"1.2.3\"},\"project\":\"shop\"}"
    )
  }

  @Test func aFileThatWasCutOffIsRefused() throws {
    let lines = ReportLines.text(ReportFixture.everything).split(
      separator: "\n", omittingEmptySubsequences: false)
    for count in 0..<lines.count - 1 {
      let text = lines.prefix(count).joined(separator: "\n")
      #expect(throws: ReportReadingError.self) { try ReportLines.read(Array(text.utf8)) }
    }
    let half = Array(ReportLines.text(ReportFixture.everything).utf8.dropLast(20))
    #expect(throws: ReportReadingError.self) { try ReportLines.read(half) }
  }

  @Test func anotherVersionIsRefused() {
    let text = ReportLines.text(ReportFixture.everything)
      .replacing("\"version\":1,", with: "\"version\":2,")
    #expect(throws: ReportReadingError(message: "version 2 is not known, only 1", line: 1)) {
      try ReportLines.read(Array(text.utf8))
    }
  }

  @Test func linesOfAnUnknownTypeAreSkipped() throws {
    let text = ReportLines.text(ReportFixture.everything)
      .replacing("{\"type\":\"stale\"", with: "{\"type\":\"later\",\"x\":1}\n{\"type\":\"stale\"")
    #expect(try ReportLines.read(Array(text.utf8)) == ReportFixture.everything)
  }
}
