import Testing

@testable import Snapshots

/// TAP 14, read by a strict parser.
@Suite struct TAPReportTests {
  private struct Point: Equatable {
    var isOK: Bool
    var number: Int
    var name: String
    var block: [String] = []
  }

  /// Reads a stream; nil where it is no TAP 14.
  private func parse(_ text: String) -> (points: [Point], bail: String?)? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.popLast() == "", lines.first == "TAP version 14", lines.count > 1 else {
      return nil
    }
    guard let plan = lines[1].wholeMatch(of: /1\.\.([0-9]+)( # SKIP .*)?/),
      let count = Int(plan.1)
    else { return nil }
    var points: [Point] = []
    var isInBlock = false
    var bail: String?
    for line in lines.dropFirst(2) {
      guard bail == nil else { return nil }
      if isInBlock {
        guard line.hasPrefix("  ") else { return nil }
        if line == "  ..." {
          isInBlock = false
        } else {
          points[points.count - 1].block.append(line)
        }
      } else if line == "  ---" {
        guard !points.isEmpty, points[points.count - 1].block.isEmpty else { return nil }
        isInBlock = true
      } else if line.hasPrefix("Bail out!") {
        bail = String(line.dropFirst(10))
      } else {
        guard let match = line.wholeMatch(of: /(not )?ok ([0-9]+) - ((\\.|[^#\\])*)/) else {
          return nil
        }
        points.append(
          Point(isOK: match.1 == nil, number: Int(match.2) ?? 0, name: String(match.3)))
      }
    }
    guard !isInBlock, points.map(\.number) == Array(1..<points.count + 1).map({ $0 }) else {
      return nil
    }
    return bail != nil || points.count == count ? (points, bail) : nil
  }

  /// Coverage below the one asked for, or a picture that differs, and nothing else.
  @Test func aRunThatFailsOtherwiseFailsTheStream() throws {
    var report = TestReport(version: "1", project: "shop")
    report.cases = [ReportFixture.testCase("anna", "passed")]
    #expect(try #require(parse(TAPReport.text(report))).points.map(\.isOK) == [true])
    report.coverage = ReportFixture.lowCoverage
    let covered = try #require(parse(TAPReport.text(report))).points
    #expect(covered.map(\.isOK) == [true, false] && covered[1].name == "coverage")
    #expect(covered[1].block[0] == "  message: \"1 of 2 branches reached, 50 %, less than 75 %\"")
    #expect(covered[1].block[2].contains("fragments/foot.liquid:2:3"))
    report.coverage = nil
    report.visual = ReportFixture.visual
    let points = try #require(parse(TAPReport.text(report))).points
    #expect(points.contains { !$0.isOK } == report.isFailure && report.isFailure)
  }

  @Test func isReadByAStrictParser() throws {
    let points = try #require(parse(TAPReport.text(ReportFixture.everything))).points
    #expect(points.map(\.isOK) == [false, false, false, false, true, true, false, false])
    #expect(points.map(\.name).prefix(2) == ["hello/anna", "hello/ben"])
    #expect(points[0].block.contains("  severity: \"fail\""))
    #expect(points[0].block.contains("  edits: [\"edit:0000000a\"]"))
    #expect(points[4].block == [])
  }

  @Test func escapesWhatWouldBeADirective() {
    #expect(TAPReport.description("a # SKIP \\ b\nok 2") == "a \\# SKIP \\\\ b<U+000A>ok 2")
  }

  @Test func anEmptyRunIsSkipped() throws {
    let text = TAPReport.text(TestReport(version: "1", project: "p"))
    #expect(text == "TAP version 14\n1..0 # SKIP no case\n")
    #expect(parse(text) != nil)
  }

  @Test func anInterruptedRunBailsOut() throws {
    var report = ReportFixture.everything
    report.interruption = "interrupted\nok 9"
    let stream = try #require(parse(TAPReport.text(report)))
    #expect(stream.bail == "interrupted<U+000A>ok 9")
  }
}
