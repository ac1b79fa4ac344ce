import Diagnostics
import Documents
import Testing

@testable import Snapshots

/// GitLab's code quality report.
@Suite struct GitLabReportTests {
  private func entries(_ report: TestReport) throws -> [DocumentValue] {
    let text = GitLabReport.text(report)
    // A byte-order mark would make GitLab refuse the file.
    #expect(text.utf8.first == UInt8(ascii: "["))
    return try #require(JSONReader.read(SourceText(path: "gitlab", text)).document?.value.items)
  }

  @Test func hasExactlyItsFields() throws {
    for entry in try entries(ReportFixture.everything) {
      let keys = entry.members.map { $0.key.document.string($0.key.node) }
      #expect(keys == ["description", "check_name", "fingerprint", "severity", "location"])
      let location = try #require(entry["location"])
      #expect(location["path"]?.string?.hasPrefix("/") == false)
      #expect((location["lines"]?["begin"]?.int ?? 0) >= 1)
    }
  }

  @Test func usesGitLabsSeverities() throws {
    let severities = try entries(ReportFixture.everything).map { $0["severity"]?.string }
    #expect(severities == ["critical", "major", "major", "minor", "minor", "minor"])
  }

  @Test func fingerprintsAreUniqueAndHoldNoLine() throws {
    let many = try entries(ReportFixture.many(500)).compactMap { $0["fingerprint"]?.string }
    #expect(Set(many).count == 500)
    // The same rule, place and edit twice: GitLab would take them for one.
    var report = TestReport(version: "1", project: "p")
    report.clusters = [
      ReportFixture.cluster("0000000a", ["anna"], line: 1),
      ReportFixture.cluster("0000000b", ["anna"], line: 2),
    ]
    let twins = try entries(report).compactMap { $0["fingerprint"]?.string }
    #expect(twins.count == 2 && twins[1] == twins[0] + "-2")
  }

  private func fingerprints(_ report: TestReport) throws -> [String: String] {
    Dictionary(
      try entries(report).map { entry in
        let location = try #require(entry["location"])
        let line = location["lines"]?["begin"]?.int ?? 0
        return (
          "\(entry["description"]?.string?.prefix(13) ?? "") \(line)",
          entry["fingerprint"]?.string ?? ""
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The same words may change at two places of one part: neither is named by which comes first.
  @Test func theSameWordsElsewhereInAPartHaveAFingerprintOfTheirOwn() throws {
    var title = ReportFixture.cluster("0000000a", ["anna"])
    title.stand = "json $.title"
    var text = ReportFixture.cluster("0000000b", ["anna"], line: 2)
    text.stand = "json $.items[].text"
    var report = TestReport(version: "1", project: "p")
    report.clusters = [title, text]
    let before = try fingerprints(report)
    report.clusters = [text, title]
    #expect(try fingerprints(report) == before)
    #expect(Set(before.values).count == 2 && !before.values.contains { $0.contains("-") })
  }

  /// One message on several lines: numbers tell them apart, and no line does.
  @Test func oneMessageOnSeveralLinesIsNumbered() throws {
    func report(_ lines: Int...) -> TestReport {
      var report = TestReport(version: "1", project: "p")
      report.problems = lines.map {
        ReportFixture.problem("template/size", .warning, "too large", at: ReportFixture.place($0))
      }
      return report
    }
    let here = try entries(report(3, 8, 9)).compactMap { $0["fingerprint"]?.string }
    #expect(here == [here[0], here[0] + "-2", here[0] + "-3"])
    // Text above them grows; one is mended: the others are the same ones.
    #expect(
      try entries(report(13, 18, 19)).compactMap { $0["fingerprint"]?.string } == here)
    #expect(
      try entries(report(8, 9)).compactMap { $0["fingerprint"]?.string } == Array(here.prefix(2)))
  }
}
