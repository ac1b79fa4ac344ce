import Channels
import Content
import Diagnostics
import Rendering
import Testing

@testable import Snapshots

/// What reports say of segments and bytes: before and after, in ranges.
@Suite struct ReportMetricsTests {
  private func change(_ path: String, _ old: String?, _ new: String?) -> TestReport.Change {
    TestReport.Change(
      caseID: path, path: path, kind: old == nil ? "added" : new == nil ? "removed" : "changed",
      old: old.map { Array($0.utf8) }, new: new.map { Array($0.utf8) })
  }

  private func sms(_ name: String, _ old: String?, _ new: String?) -> TestReport.Change {
    change("snapshots/sms/ping/\(name).sms.txt", old.map { $0 + "\n" }, new.map { $0 + "\n" })
  }

  private func cluster(_ changes: [TestReport.Change]) -> TestReport.Cluster {
    TestReport.Cluster(
      id: "0000000a", digest: "0000000a", kind: changes.first?.kind ?? "", part: ".sms.txt",
      replacements: [],
      outputs: changes.map { TestReport.Cluster.Output(caseID: $0.caseID, path: $0.path) })
  }

  private func words(_ changes: [TestReport.Change]) -> String? {
    ReportMetrics(changes).words(of: cluster(changes))
  }

  private func letters(_ count: Int) -> String { String(repeating: "a", count: count) }

  @Test func segmentsAndTheEncodingAreSaidWhereTheyDiffer() {
    #expect(words([sms("a", letters(160), letters(161))]) == "SMS segments: 1 → 2")
    #expect(words([sms("a", letters(60), letters(59) + "ł")]) == "SMS encoding: GSM-7 → UCS-2")
    #expect(
      words([sms("a", letters(120) + "ł", letters(120) + "l")])
        == "SMS segments: 2 → 1, SMS encoding: UCS-2 → GSM-7")
    #expect(words([sms("a", "Hi Anna", "Hello Anna")]) == nil)
  }

  @Test func anEditOfManyOutputsHasRanges() {
    let changes = [
      sms("a", letters(150), letters(161)), sms("b", letters(160), letters(307)),
      sms("c", "Hi", "Hello"), sms("d", letters(170), letters(171) + "ł"),
    ]
    #expect(
      words(changes)
        == "SMS segments: 1–2 → 2–3 (3 of 4 outputs), SMS encoding: GSM-7 → UCS-2 (1 of 4 outputs)")
  }

  @Test func newOutputsHaveNoBeforeAndThoseThatAreGoneNothing() {
    #expect(
      words([sms("a", nil, letters(160)), sms("b", nil, letters(400))])
        == "SMS segments: 1–3, SMS encoding: GSM-7")
    #expect(words([sms("a", letters(400), nil)]) == nil)
  }

  @Test func bytesAreThoseThatTheLimitCounts() throws {
    let project = try TestProject.load([
      "templates/t/template.yaml": "channel: email\nfrom: a@example.com\n",
      "templates/t/body.txt.liquid": "Hi", "templates/t/subject.liquid": "s",
      "templates/t/preheader.liquid": "Now & then",
      "templates/t/body.html.liquid": "<html>\r\n<body>{{ profile.firstName }}</body>\r\n</html>",
    ])
    let testCase = try #require(CaseMatrix(project).cases.first)
    let message = try #require(TestProject.renderer(project).render(testCase).message)
    let file = try #require(SnapshotFiles.files(of: message, testCase).first)
    let sent = try #require(RenderedTexts(message, testCase).email.sentHTML)
    #expect(file.path.hasSuffix(".html") && file.text.fileBytes.contains(0x0A))
    let measure = OutputMeasure(path: file.path, file: file.text.fileBytes)
    #expect(measure?.name == .htmlBytes && measure?.count == sent.count)
    // A checkout with CR LF measures the same.
    let text = String(decoding: file.text.fileBytes, as: UTF8.self).replacing("\n", with: "\r\n")
    #expect(OutputMeasure(path: file.path, file: Array(text.utf8)) == measure)
  }

  @Test func aPushIsMeasuredAsItIsSent() {
    let path = "snapshots/push/p/a.json"
    let file = "{\n  \"body\": \"Hi\",\n  \"payload\": {\n  \"a\":   1 }\n}\n"
    let sent = #"{"aps":{"alert":{"body":"Hi"}},"a":1}"#
    let measure = OutputMeasure(path: path, file: Array(file.utf8))
    #expect(measure?.name == .payloadBytes && measure?.count == sent.utf8.count)
    #expect(OutputMeasure(path: path, file: Array("no JSON".utf8)) == nil)
    #expect(
      words([change(path, file, file.replacing("Hi", with: "Hello"))])
        == "payload bytes: \(sent.utf8.count) → \(sent.utf8.count + 3)")
  }

  @Test func partsWithoutALimitAreNotMeasured() {
    #expect(words([change("snapshots/email/m/a.txt", "a\n", "bbb\n")]) == nil)
    #expect(words([change("snapshots/in-app/m/a.html", "a\n", "bbb\n")]) == nil)
    #expect(words([change("snapshots/email/m/a.amp.html", "a\n", "bbb\n")]) == "AMP bytes: 1 → 3")
    // Nobody knows what the sender's head is, where it cannot be read.
    #expect(words([change("snapshots/email/m/a.html", "<p>a\n", "<p>bbb\n")]) == nil)
  }

  @Test func everyReportForPeopleAndProgramsSaysThem() throws {
    var report = TestReport(version: "1", project: "shop")
    report.changes = [sms("a", letters(150), letters(161)), sms("b", letters(160), letters(307))]
    report.cases = report.changes.map { change in
      TestReport.Case(
        id: change.caseID, template: "ping", channel: "sms", profile: "a", locale: "en",
        outcome: "changed", differences: [change.path])
    }
    report.clusters = [cluster(report.changes)]
    let words = "SMS segments: 1 → 2–3"
    #expect(MarkdownReport.text(report).contains("\n\n\(words)\n\n"))
    let page = HTMLReport.text(report)
    #expect(page.contains("<span>\(words)</span>"))
    #expect(page.contains("\"SMS segments: 1 → 3\"]"))
    let lines = ReportLines.text(report)
    #expect(
      lines.contains(#""measures":{"old":{"smsSegments":1,"smsEncoding":"GSM-7"},"new":{"#))
    #expect(
      lines.contains(
        #""metrics":[{"name":"smsSegments","old":{"least":1,"most":1},"new":{"least":2,"most":3},"#
          + #""outputs":2}]"#))
    let back = try ReportLines.read(Array(lines.utf8))
    #expect(ReportLines.text(back) == lines && MarkdownReport.text(back).contains(words))
  }
}
