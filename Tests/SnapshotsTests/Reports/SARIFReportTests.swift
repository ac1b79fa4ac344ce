import Diagnostics
import Documents
import Testing

@testable import Snapshots

/// SARIF with what code scanning asks for, within what it takes.
@Suite struct SARIFReportTests {
  private func run(_ text: String) throws -> DocumentValue {
    let reading = JSONReader.read(SourceText(path: "sarif", text))
    return try #require(reading.document?.value["runs"]?.items.first)
  }

  @Test func liesAtTheTemplatesLine() throws {
    let run = try run(SARIFReport.text(ReportFixture.everything))
    let results = try #require(run["results"]?.items)
    #expect(results.count == 6)
    let place = try #require(results[2]["locations"]?.items.first?["physicalLocation"])
    #expect(place["artifactLocation"]?["uri"]?.string == "templates/hello/body.html.liquid")
    let region = try #require(place["region"])
    #expect(region["startLine"]?.int == 3 && region["endLine"]?.int == 3)
    #expect(region["startColumn"]?.int == 1 && region["endColumn"]?.int == 1)
    // The snapshots are further places.
    #expect(results[2]["relatedLocations"]?.items.count == 2)
  }

  @Test func hasTheMembersThatGitHubWants() throws {
    let text = SARIFReport.text(ReportFixture.everything)
    let log = try #require(JSONReader.read(SourceText(path: "sarif", text)).document?.value)
    #expect(log["$schema"]?.string == "https://json.schemastore.org/sarif-2.1.0.json")
    #expect(log["version"]?.string == "2.1.0")
    let run = try run(text)
    #expect(run["automationDetails"]?["id"]?.string == "galley/test/")
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.items)
    for rule in rules {
      #expect(rule["shortDescription"]?["text"]?.string?.isEmpty == false)
      #expect(rule["fullDescription"]?["text"]?.string?.isEmpty == false)
      #expect(rule["help"]?["text"]?.string?.isEmpty == false)
    }
    for result in try #require(run["results"]?.items) {
      let index = try #require(result["ruleIndex"]?.int)
      #expect(rules[index]["id"]?.string == result["ruleId"]?.string)
      #expect(["error", "warning", "note"].contains(result["level"]?.string))
      #expect(result["locations"]?.items.count == 1)
      #expect(result["message"]?["text"]?.string?.isEmpty == false)
      #expect(result["partialFingerprints"]?["primaryLocationLineHash"]?.string != nil)
    }
  }

  /// GitHub takes 20 runs, 25,000 rules and 20 tags a rule; results of one fingerprint are one to it.
  @Test func isOneRunOfFewRulesWhoseFingerprintsDiffer() throws {
    var report = ReportFixture.many(300)
    // The same edit at another line has the same fingerprint but for its number.
    report.clusters += [
      ReportFixture.cluster("0000000a", ["anna"], line: 1),
      ReportFixture.cluster("0000000b", ["anna"], line: 2),
    ]
    let text = SARIFReport.text(report)
    let log = try #require(JSONReader.read(SourceText(path: "sarif", text)).document?.value)
    #expect(log["runs"]?.items.count == 1)
    let run = try run(text)
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.items)
    #expect(rules.compactMap { $0["id"]?.string } == ["snapshot/changed"])
    #expect(rules.allSatisfy { $0["properties"] == nil })
    let results = try #require(run["results"]?.items)
    let fingerprints = results.compactMap {
      $0["partialFingerprints"]?["primaryLocationLineHash"]?.string
    }
    #expect(fingerprints.count == 302 && Set(fingerprints).count == 302)
    #expect(fingerprints.filter { $0.hasSuffix(":2") }.count == 1)
  }

  @Test func keepsTheWorstOf25000Results() throws {
    #expect(SARIFReport.Limits().results == 25_000)
    var limits = SARIFReport.Limits()
    limits.results = 3
    let run = try run(SARIFReport.text(ReportFixture.everything, limits: limits))
    #expect(run["results"]?.items.count == 3)
    #expect(run["results"]?.items.first?["ruleId"]?.string == "template/zero-division")
    let note = run["invocations"]?.items.first?["toolExecutionNotifications"]?.items.first
    #expect(
      note?["message"]?["text"]?.string == "3 less severe findings are left out of this file")
  }

  @Test func staysBelow10MegabytesAnd25000Results() throws {
    let text = SARIFReport.text(ReportFixture.many(26_000))
    #expect(text.utf8.count < 10_000_000)
    let count = try #require(try run(text)["results"]?.items.count)
    // More than GitHub shows (5,000).
    #expect(count <= 25_000 && count > 5_000)
  }

  @Test func namesAtMost1000FurtherPlaces() throws {
    var report = TestReport(version: "1", project: "p")
    report.clusters = [ReportFixture.cluster("0000000a", (0..<1_200).map { "p\($0)" })]
    let run = try run(SARIFReport.text(report))
    #expect(run["results"]?.items.first?["relatedLocations"]?.items.count == 1_000)
  }

  @Test func fingerprintsOutliveMovedLines() {
    let here = ReportFixture.cluster("0000000a", ["anna"], line: 3)
    let below = ReportFixture.cluster("0000000a", ["anna", "ben"], line: 30)
    let other = ReportFixture.cluster("0000000a", ["anna"], new: "Hallo", line: 3)
    func fingerprint(_ cluster: TestReport.Cluster) -> [String] {
      var report = TestReport(version: "1", project: "p")
      report.clusters = [cluster]
      return ReportFinding.all(report).map(\.fingerprint)
    }
    #expect(fingerprint(here) == fingerprint(below))
    #expect(fingerprint(here) != fingerprint(other))
  }
}
