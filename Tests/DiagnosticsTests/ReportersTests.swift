import Diagnostics
import Documents
import Testing

@Suite struct ReportersTests {
  private static let source = SourceText(path: "tpl/a b.liquid", "é {{ x }}\n{{ x }}\n")

  private static func report(_ extra: [Diagnostic] = []) -> DiagnosticReport {
    let first = SourceSpan(source, start: 6, end: 7)
    let second = SourceSpan(source, start: 14, end: 15)
    let twice = Diagnostic(
      .sample, "no <x>, \"y\": 100%\nline", at: first, notes: [.init("expected z", at: second)],
      fix: .init("replace", replacing: first, with: "z"))
    return DiagnosticReport(
      [
        Diagnostic(.sample, "second", at: second, severity: .warning), twice, twice,
        Diagnostic(.sample, "nowhere\u{1}", at: nil, severity: .information),
      ] + extra, tool: .init(name: "galley", version: "1.2"))
  }

  private static func many(_ count: Int) -> DiagnosticReport {
    report(
      (0..<count).map {
        Diagnostic(.sample, "problem \($0)", at: SourceSpan(source, start: 6, end: 7))
      })
  }

  private func read(_ text: String) throws -> DocumentValue {
    try #require(JSONReader.read(SourceText(path: "out.json", text)).document).value
  }

  @Test func sortsAndDropsRepetitions() {
    let report = Self.report()
    #expect(
      report.diagnostics.map(\.message) == ["nowhere\u{1}", "no <x>, \"y\": 100%\nline", "second"])
    #expect(report.count(.error) == 1 && report.count(.warning) == 1)
    #expect(report.hasErrors)
  }

  @Test(arguments: ReportFormat.allCases)
  func doesNotDependOnTheOrderOfTheProblems(format: ReportFormat) {
    let report = Self.report()
    let reversed = DiagnosticReport(report.diagnostics.reversed(), tool: report.tool)
    let reporter = format.reporter()
    #expect(reporter.render(report) == reporter.render(reversed))
  }

  @Test func writesJSON() throws {
    let root = try read(JSONReporter().render(Self.report()))
    #expect(root["tool"]?["version"]?.string == "1.2")
    #expect(root["summary"]?["errors"]?.int == 1)
    let diagnostics = try #require(root["diagnostics"]).items
    #expect(diagnostics.count == 3)
    #expect(diagnostics[0]["place"] == nil)
    #expect(diagnostics[1]["place"]?["start"]?["column"]?.int == 6)
    #expect(diagnostics[1]["place"]?["start"]?["offset"]?.int == 6)
    #expect(diagnostics[1]["fix"]?["replacement"]?.string == "z")
    #expect(diagnostics[1]["notes"]?.items.first?["place"]?["start"]?["line"]?.int == 2)
  }

  @Test func writesWhatSARIFAndCodeScanningDemand() throws {
    let root = try read(SARIFReporter().render(Self.report()))
    #expect(root["version"]?.string == "2.1.0")
    #expect(root["$schema"]?.string?.hasSuffix("sarif-2.1.0.json") == true)
    let run = try #require(root["runs"]?.items.first)
    let driver = try #require(run["tool"]?["driver"])
    #expect(driver["name"]?.string == "galley")
    let rule = try #require(driver["rules"]?.items.first)
    #expect(rule["id"]?.string == "sample/wrong")
    for text in ["shortDescription", "fullDescription", "help"] {
      #expect(rule[text]?["text"]?.string?.isEmpty == false)
    }
    #expect(run["automationDetails"]?["id"]?.string == "galley/check/")
    let results = try #require(run["results"]).items
    #expect(results.map { $0["level"]?.string } == ["error", "warning", "note"])
    for result in results {
      #expect(result["message"]?["text"]?.string?.isEmpty == false)
      #expect(result["ruleIndex"]?.int == 0)
      #expect(result["locations"]?.items.count == 1)
      let print = result["partialFingerprints"]?["primaryLocationLineHash"]?.string
      #expect(print?.split(separator: ":").count == 2)
    }
    let place = try #require(results[0]["locations"]?.items[0]["physicalLocation"])
    #expect(place["artifactLocation"]?["uri"]?.string == "tpl/a%20b.liquid")
    #expect(place["region"]?["startLine"]?.int == 1)
    #expect(place["region"]?["startColumn"]?.int == 6)
    #expect(place["region"]?["endColumn"]?.int == 7)
    #expect(results[0]["relatedLocations"]?.items.count == 1)
    #expect(results[0]["fixes"]?.items.count == 1)
  }

  @Test func keepsTheWorstResultsUnderSARIFsCap() throws {
    let root = try read(SARIFReporter().render(Self.many(SARIFReporter.maximumResults)))
    let run = try #require(root["runs"]?.items.first)
    let results = try #require(run["results"]).items
    #expect(results.count == SARIFReporter.maximumResults)
    #expect(results.allSatisfy { $0["level"]?.string == "error" })
    let notices = try #require(run["invocations"]?.items[0]["toolExecutionNotifications"]).items
    #expect(notices[0]["message"]?["text"]?.string?.hasPrefix("3 ") == true)
  }

  @Test func writesJUnit() throws {
    let xml = JUnitReporter().render(Self.report())
    #expect(
      xml == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="galley" tests="3" failures="1" errors="0" skipped="0">
          <testsuite name="galley.yaml" tests="1" failures="0" errors="0" skipped="0">
            <testcase name="sample/wrong" classname="galley.yaml" file="galley.yaml" line="1">\
        <system-out>information: nowhere</system-out></testcase>
          </testsuite>
          <testsuite name="tpl/a b.liquid" tests="2" failures="1" errors="0" skipped="0">
            <testcase name="sample/wrong at 1:6" classname="tpl/a b.liquid" \
        file="tpl/a b.liquid" line="1"><failure \
        message="no &lt;x&gt;, &quot;y&quot;: 100%&#10;line" type="sample/wrong">\
        no &lt;x&gt;, &quot;y&quot;: 100%&#10;line&#10;note: expected z</failure></testcase>
            <testcase name="sample/wrong at 2:4" classname="tpl/a b.liquid" \
        file="tpl/a b.liquid" line="2"><system-out>warning: second</system-out></testcase>
          </testsuite>
        </testsuites>

        """)
    let empty = DiagnosticReport([], tool: .init(name: "galley", version: "1"))
    #expect(JUnitReporter().render(empty).contains("tests=\"1\" failures=\"0\""))
  }

  @Test func namesJUnitCasesOnce() {
    let xml = JUnitReporter().render(Self.many(3))
    #expect(xml.contains("name=\"sample/wrong at 1:6 (2)\""))
    #expect(xml.contains("name=\"sample/wrong at 1:6 (4)\""))
  }

  @Test func writesGitHubCommands() {
    #expect(
      GitHubReporter().render(Self.report()) == """
        ::error file=tpl/a b.liquid,line=1,endLine=1,col=6,endColumn=7,title=sample/wrong::\
        no <x>, "y": 100%25%0Aline%0Aexpected z
        ::warning file=tpl/a b.liquid,line=2,endLine=2,col=4,endColumn=5,title=sample/wrong::second
        ::notice title=sample/wrong::nowhere\u{1}

        """)
    #expect(GitHubReporter.escapedProperty("a:b,c%") == "a%3Ab%2Cc%25")
  }

  @Test func printsWhatGitHubWouldDropAsPlainLines() {
    let lines = GitHubReporter().render(Self.many(30)).split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("::error ") }.count == GitHubReporter.maximumAnnotations)
    #expect(lines.filter { $0.hasPrefix("- tpl/a b.liquid:1:6: error[") }.count == 21)
    #expect(lines.count == 33)
  }

  @Test func writesGitLabCodeQuality() throws {
    let same = [6, 14].map {
      Diagnostic(.sample, "same", at: SourceSpan(Self.source, start: $0, end: $0 + 1))
    }
    let entries = try read(GitLabReporter().render(Self.report(same))).items
    #expect(entries.count == 5)
    #expect(Set(entries.compactMap { $0["fingerprint"]?.string }).count == 5)
    for entry in entries {
      #expect(entry["description"]?.string?.isEmpty == false)
      #expect(entry["check_name"]?.string == "sample/wrong")
      #expect(["info", "minor", "major"].contains(entry["severity"]?.string))
      #expect(entry["location"]?["path"]?.string?.isEmpty == false)
      #expect(entry["location"]?["lines"]?["begin"]?.int ?? 0 >= 1)
    }
  }

  @Test func keepsTheOrderOfMembersAndEscapesText() {
    let value: JSONOutput = ["b": 1, "a": ["x\u{1}\u{8}\t\"\\é/", true, .null], "c": [:], "d": []]
    #expect(value.text() == #"{"b":1,"a":["x\u0001\b\t\"\\é/",true,null],"c":{},"d":[]}"#)
    #expect(
      value.text(.pretty) == """
        {
          "b": 1,
          "a": [
            "x\\u0001\\b\\t\\"\\\\é/",
            true,
            null
          ],
          "c": {},
          "d": []
        }
        """)
    #expect(
      JSONOutput.members([(key: "a", value: nil), (key: "b", value: 1)]).text() == "{\"b\":1}")
  }

  @Test(arguments: ["", "a", "\u{FEFF}a\nb", "a\r\nb\rc\n\n", "é日\n😀x"])
  func lineTablesAgreeWithPositions(text: String) {
    let source = SourceText(path: "a", text)
    let table = LineTable(source)
    for offset in 0...source.bytes.count {
      #expect(table.position(of: offset) == SourcePosition(of: offset, in: source))
    }
  }
}
