import Content
import Rendering
import Testing

@testable import Snapshots

/// Parts of a run that are joined give the report of one process.
@Suite struct ReportMergingTests {
  /// What is written and read again, as between two machines.
  private func sent(_ report: TestReport) throws -> TestReport {
    let back = try ReportLines.read(Array(ReportLines.text(report).utf8))
    #expect(back == report)
    return back
  }

  private func merged(_ reports: [TestReport]) throws -> TestReport {
    try ReportParts(
      reports.enumerated().map { ReportParts.Part(name: "\($0).jsonl", report: $1) }
    ).merged()
  }

  /// Whatever cases each part runs, and in whatever order the parts come.
  @Test(arguments: 0..<40) func anyPartsOfARandomRunMakeTheWhole(seed: Int) throws {
    var dice = Dice(seed: UInt64(seed) + 1)
    let random = try RandomRuns(&dice)
    let cases = random.matrix.cases
    let whole = try random.report(cases, shard: nil)
    let count = 1 + dice.below(5)
    // By templates as shards do it, or each case somewhere.
    let isByTemplate = dice.below(2) == 0
    var homes: [String: Int] = [:]
    var parts = [[Case]](repeating: [], count: count)
    for testCase in cases {
      let key = isByTemplate ? testCase.template.id : testCase.id
      let home = homes[key] ?? dice.below(count)
      homes[key] = home
      parts[home].append(testCase)
    }
    var reports: [TestReport] = []
    for (index, part) in parts.enumerated() {
      reports.append(
        try sent(try random.report(part, shard: .init(number: index + 1, count: count))))
    }
    for index in reports.indices { reports.swapAt(index, dice.below(reports.count)) }
    let joined = try merged(reports)
    // The lines hold everything, and say more when they differ.
    let (expected, found) = (ReportLines.text(whole), ReportLines.text(joined))
    if expected != found {
      let difference = TextDifference(old: Array(expected.utf8), new: Array(found.utf8))
      let lines = difference.hunks(context: 0).flatMap(\.lines).prefix(6).map {
        "\($0.kind): \($0.text.prefix(2_000))"
      }
      Issue.record("seed \(seed): \(lines.joined(separator: "\n"))")
    }
    #expect(joined == whole)
    #expect(
      joined.isFailure == reports.contains(where: \.isFailure) || whole.coverage?.isTooLow == false)
  }

  /// The random runs show what they are meant to show.
  @Test func randomRunsHaveEverything() throws {
    var found: Set<String> = []
    for seed in 0..<40 {
      var dice = Dice(seed: UInt64(seed) + 1)
      let random = try RandomRuns(&dice)
      let report = try random.report(random.matrix.cases, shard: nil)
      found.formUnion(report.cases.map(\.outcome))
      found.formUnion(report.problems.map(\.code))
      if report.clusters.contains(where: { $0.outlier != nil }) { found.insert("outlier") }
      if report.clusters.contains(where: { $0.countedReasons.contains { $0.count > 1 } }) {
        found.insert("reasons")
      }
      let metrics = ReportMetrics(report.changes)
      found.formUnion(report.clusters.flatMap(metrics.metrics).map(\.name.rawValue))
      if !report.stale.isEmpty { found.insert("stale") }
      if !report.storing.resolved.isEmpty { found.insert("resolved") }
    }
    for word in [
      "passed", "changed", "new", "failed", "outlier", "reasons", "stale", "resolved",
      "snapshot/line-ends", "snapshot/unmerged", "template/zero-division", "smsSegments",
      "smsEncoding", "htmlBytes",
    ] {
      #expect(found.contains(word), "\(word) of \(found.sorted())")
    }
  }

  /// A part that has nothing to review, and says `here` for want of a place, counts for none.
  @Test func thePlaceOfReviewIsThatOfThePartsWithSomethingThatWaits() {
    typealias Review = TestReport.Storing.Review
    func merged(_ parts: (review: Review, pending: Int)..., resolved: [String] = []) -> Review {
      TestReport.Storing.merged(
        parts.map { part in
          var storing = TestReport.Storing()
          storing.review = part.review
          storing.pending = part.pending
          storing.resolved = resolved
          return storing
        }
      ).review
    }
    #expect(merged() == .here)
    #expect(merged((.here, 0), (.archive, 2)) == .archive)
    #expect(merged((.here, 0), (.here, 3)) == .here)
    // A stale snapshot alone waits in every part.
    #expect(merged((.nowhere, 0), (.nowhere, 3)) == .nowhere)
    #expect(merged((.here, 1), (.archive, 2)) == .mixed)
    #expect(merged((.nowhere, 1), (.archive, 2)) == .mixed)
    #expect(merged((.mixed, 1), (.archive, 2)) == .mixed)
    #expect(merged((.here, 1), (.nowhere, 2), resolved: ["snapshots/sms/a/b.sms.txt"]) == .here)
  }
}
