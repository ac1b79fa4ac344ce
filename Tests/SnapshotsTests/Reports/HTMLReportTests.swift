import Crypto
import Diagnostics
import Documents
import Testing

@testable import Snapshots

/// The page for a browser: its bytes, its policy, and that no content gets out of its place.
@Suite struct HTMLReportTests {
  private let page = HTMLReport.text(ReportFixture.everything)

  private func data(_ page: String) throws -> DocumentValue {
    let opening = "<script type=\"application/json\" id=\"data\">"
    let start = try #require(page.firstRange(of: opening)).upperBound
    let end = try #require(page[start...].firstRange(of: "</script>")).lowerBound
    let reading = JSONReader.read(SourceText(path: "data", String(page[start..<end])))
    return try #require(reading.document?.value)
  }

  private func count(_ text: String, in page: String) -> Int {
    page.ranges(of: text).count
  }

  @Test func equalReportsGiveEqualBytes() {
    #expect(HTMLReport.text(ReportFixture.everything) == page)
  }

  @Test func hostileContentStaysContent() throws {
    // Two script elements, whatever the messages say; no comment, no frame in the markup.
    #expect(count("<script", in: page) == 2 && count("</script", in: page) == 2)
    #expect(count("<!--", in: page) == 0 && count("<iframe", in: page) == 0)
    #expect(count("</iframe", in: page) == 0)
    #expect(!page.utf8.contains(0) && !page.utf8.contains(0x1B))
    let markup = try #require(page.firstRange(of: "<script type")).lowerBound
    #expect(!page[..<markup].unicodeScalars.contains("\u{202E}"))
    #expect(page[..<markup].contains("&lt;/script&gt;&lt;!--&lt;/iframe&gt;"))
    #expect(page[..<markup].contains("&lt;U+202E&gt;"))
  }

  @Test func theScriptCannotEndItsElement() {
    #expect(count("</script", in: HTMLReportScript.text) == 0)
    #expect(count("<!--", in: HTMLReportScript.text) == 0)
    #expect(count("</style", in: HTMLReportStyle.text) == 0)
  }

  @Test func onlyItsOwnScriptMayRun() throws {
    let digest = Base64.text(Array(SHA256.hash(data: Array(HTMLReportScript.text.utf8))))
    #expect(
      page.contains(
        "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-\(digest)'; "
          + "img-src data:; base-uri 'none'; form-action 'none'\""))
    #expect(page.contains("<script>\(HTMLReportScript.text)</script>"))
    // Nothing is loaded from anywhere.
    #expect(count(" src=", in: page) == 0 && count("<link", in: page) == 0)
  }

  @Test func framesAllowNothing() {
    #expect(HTMLReportScript.text.contains("frame.setAttribute(\"sandbox\", \"\")"))
    #expect(!HTMLReportScript.text.contains("allow-"))
    #expect(!HTMLReportScript.text.contains("innerHTML ="))
  }

  @Test func everyMessageCanBePutTogether() throws {
    let report = ReportFixture.everything
    let data = try data(page)
    let pieces = try #require(data["pieces"]).items.compactMap(\.string)
    func text(_ runs: DocumentValue) -> String? {
      guard !runs.items.isEmpty else { return nil }
      let numbers = runs.items.compactMap(\.int)
      return stride(from: 0, to: numbers.count, by: 2).flatMap { index in
        pieces[numbers[index]..<numbers[index] + numbers[index + 1]]
      }.joined()
    }
    let changes = try #require(data["changes"]).items
    #expect(changes.count == report.changes.count)
    for (change, expected) in zip(changes, report.changes) {
      #expect(change.items[1].string == expected.path)
      #expect(text(change.items[2]).map { Array($0.utf8) } == expected.old)
      #expect(text(change.items[3]).map { Array($0.utf8) } == expected.new)
    }
    // Outliers are pinned on top, in the data as in the page.
    let ids = try #require(data["clusters"]).items.compactMap { $0["id"]?.string }
    #expect(ids == ["0000000c", "0000000a", "0000000b"])
    let first = try #require(page.firstRange(of: "edit-0000000c")).lowerBound
    #expect(first < (try #require(page.firstRange(of: "edit-0000000a")).lowerBound))
  }

  @Test func piecesJoinToTheText() {
    let long = String(repeating: "<td>x</td>", count: 100)
    for text in ["", "\n", "a", "a\nb\n", "a\n\nb", long, long + "\n" + long, "ä\u{0}\r\n"] {
      let pieces = HTMLReportData.pieces(Array(text.utf8))
      #expect(pieces.flatMap { Array($0) } == Array(text.utf8))
    }
    #expect(HTMLReportData.pieces(Array(long.utf8)).count > 10)
  }

  @Test func equalTextStandsThereOnce() {
    var report = TestReport(version: "1", project: "p")
    let body = (0..<200).map { "<p>line \($0) of a longer text that all outputs share</p>\n" }
      .joined()
    for number in 0..<100 {
      let name = "p\(number)"
      report.cases.append(ReportFixture.testCase(name, "changed"))
      report.changes.append(
        ReportFixture.change(name, old: body + "Hi \(name)\n", new: body + "Hello \(name)\n"))
    }
    report.clusters = [ReportFixture.cluster("0000000a", (0..<100).map { "p\($0)" })]
    let size = HTMLReport.text(report).utf8.count
    #expect(size < 80_000 && body.utf8.count * 200 > 2_000_000, "\(size)")
  }

  @Test func printsCountsAndTheCommandThatAccepts() {
    #expect(page.contains("6 cases: 2 passed, 2 changed, 1 new, 1 failed, 1 stale, 3 edits"))
    #expect(page.contains("<li class=\"changed\"><b>2</b> changed</li>"))
    #expect(page.contains("galley review --accept edit:0000000a</code>"))
    #expect(page.contains("snapshots/email/gone/x.html"))
    #expect(!HTMLReport.text(ReportFixture.everything, purpose: .diff).contains("--accept"))
  }

  @Test func base64IsThatOfTheStandard() {
    for (text, expected) in [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
    ] {
      #expect(Base64.text(Array(text.utf8)) == expected)
    }
  }
}
