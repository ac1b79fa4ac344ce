import Diagnostics
import FoundationEssentials
import Testing

/// Wrong documents and the exact text that people read about them.
///
/// `GALLEY_RECORD_EXPLANATIONS=1 swift test --filter ExplanationReportTests` writes the reports anew,
/// never where `CI` is set; read the difference before it is committed.
@Suite struct ExplanationReportTests {
  private static let environment = ProcessInfo.processInfo.environment

  private static var isRecording: Bool {
    environment["GALLEY_RECORD_EXPLANATIONS"] == "1" && environment["CI"] == nil
  }

  @Test func everyWrongDocumentIsExplainedAsWritten() throws {
    var total = 0
    for fixture in try ExplanationFixture.all() {
      if Self.isRecording {
        let text = try fixture.recorded()
        try Data(text.utf8).write(to: ExplanationFixture.folder.appending(path: fixture.name))
        Issue.record("recorded \(fixture.name): run again without recording")
      }
      for (number, fixtureCase) in fixture.cases.enumerated() where !Self.isRecording {
        let report = try fixture.report(number)
        #expect(
          report == fixtureCase.file("report")?.text, "\(fixture.name): \(fixtureCase.title)")
        #expect(!report.isEmpty, "\(fixture.name): \(fixtureCase.title) is valid")
        total += 1
      }
    }
    if !Self.isRecording { #expect(total >= 80) }
    print("explanations: \(total) wrong documents")
  }
}
