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
}
