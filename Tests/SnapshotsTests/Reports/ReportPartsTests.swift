import Testing

@testable import Snapshots

/// Which reports can be joined, and what is said of those that cannot.
@Suite struct ReportPartsTests {
  private static func identity(_ number: Int?, of count: Int = 3) -> TestReport.Identity {
    TestReport.Identity(
      build: "1.2.3 build aa", content: "c0", snapshots: "s0",
      selection: .init(of: (1...3).map { "t\($0)/anna" }),
      shard: number.map { .init(number: $0, count: count) })
  }

  /// A part with the one case of its number.
  private static func part(
    _ number: Int, _ name: String? = nil, edit: (inout TestReport) -> Void = { _ in }
  ) -> ReportParts.Part {
    var report = TestReport(version: "1.2.3", project: "shop")
    report.identity = identity(number)
    report.cases = [ReportFixture.testCase("anna", "passed", template: "t\(number)")]
    edit(&report)
    return ReportParts.Part(name: name ?? "\(number).jsonl", report: report)
  }

  private func failure(
    _ parts: [ReportParts.Part], allowsMissing: Bool = false
  ) -> ReportMergingError? {
    do throws(ReportMergingError) {
      _ = try ReportParts(parts).merged(allowsMissing: allowsMissing)
      return nil
    } catch {
      return error
    }
  }

  @Test func partsComeInAnyOrder() throws {
    let whole = try ReportParts([Self.part(3), Self.part(1), Self.part(2)]).merged()
    #expect(whole.cases.map(\.id) == ["t1/anna", "t2/anna", "t3/anna"])
    #expect(whole.identity == Self.identity(nil) && !whole.isFailure)
    // A whole run is all of its parts.
    let again = try ReportParts([ReportParts.Part(name: "all.jsonl", report: whole)]).merged()
    #expect(again == whole)
  }

  /// Something that tells two runs apart, and what is said of it.
  struct Difference: Sendable {
    let words: String
    let edit: @Sendable (inout TestReport) -> Void

    init(_ words: String, _ edit: @escaping @Sendable (inout TestReport) -> Void) {
      (self.words, self.edit) = (words, edit)
    }
  }

  private static let differences: [Difference] = [
    Difference("the content differs") { $0.identity?.content = "c1" },
    Difference("the stored snapshots differ") { $0.identity?.snapshots = "s1" },
    Difference("the projects differ: 'shop' and 'news'") { $0.project = "news" },
    Difference("the builds of galley differ: '1.2.3 build aa' and '1.2.4 build bb'") {
      $0.identity?.build = "1.2.4 build bb"
    },
    Difference("the filters differ: none and 'anna ben'") {
      $0.identity?.selection.filters = ["anna", "ben"]
    },
    Difference("--changed-since differ: none and 'main'") {
      $0.identity?.selection.changedSince = "main"
    },
    Difference("one of them has --failed") { $0.identity?.selection.onlyFailed = true },
    Difference("the selected cases differ") {
      $0.identity?.selection = .init(of: ["t1/anna", "t2/anna", "t4/anna"])
    },
    Difference("--update differ: none and 'new'") { $0.identity?.update = "new" },
    Difference("one is one of 3 parts and the other one of 4 parts") {
      $0.identity?.shard?.count = 4
    },
    Difference("one is one of 3 parts and the other a whole run") { $0.identity?.shard = nil },
    Difference("their costs differ") { $0.identity?.shard?.costs = "00" },
    Difference("their --coverage or --coverage-minimum differs") {
      $0.coverage = TestReport.Coverage([], minimum: 3, listsAll: false)
    },
    Difference("one of them has --visual") { $0.visual = TestReport.Visual() },
  ]

  @Test(arguments: differences)
  func partsOfTwoRunsAreRefused(_ difference: Difference) throws {
    let other = Self.part(2, edit: difference.edit)
    let error = try #require(failure([Self.part(1), other, Self.part(3)]))
    #expect(
      error.message == "'1.jsonl' and '2.jsonl' are of different runs: \(difference.words)")
    #expect(error.hints.count == 1)
    // Nothing makes it right, least of all that a part is missing.
    #expect(failure([Self.part(1), other], allowsMissing: true) == error)
  }

  @Test func aMissingPartIsNamed() throws {
    let one = try #require(failure([Self.part(1), Self.part(3)]))
    #expect(one.message == "part 2 of 3 is missing")
    #expect(one.hints.first == "test with --shard 2/3")
    let two = try #require(failure([Self.part(2)]))
    #expect(two.message == "parts 1, 3 of 3 are missing")
    let many = try #require(failure([Self.part(7) { $0.identity?.shard?.count = 400 }]))
    #expect(
      many.message == "parts 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, … 389 more of 400 are missing")
    let merged = try ReportParts([Self.part(1), Self.part(3)]).merged(allowsMissing: true)
    #expect(merged.interruption == "part 2 of 3 is missing" && merged.isFailure)
    #expect(merged.cases.map(\.id) == ["t1/anna", "t3/anna"])
  }

  @Test func aDoubledPartIsNamed() throws {
    let same = try #require(failure([Self.part(1), Self.part(2), Self.part(1, "again.jsonl")]))
    #expect(same.message == "'1.jsonl' and 'again.jsonl' are both part 1 of 3")
    let itself = try #require(failure([Self.part(1), Self.part(1)]))
    #expect(itself.message == "'1.jsonl' and '1.jsonl' are both part 1 of 3")
    var whole = Self.part(1).report
    whole.identity?.shard = nil
    let wholes = [ReportParts.Part(name: "a", report: whole), .init(name: "b", report: whole)]
    #expect(try #require(failure(wholes)).message.hasSuffix("are whole runs, not parts of one"))
  }

  @Test func editedPartsAreNoticed() throws {
    let added = Self.part(2) {
      $0.cases.append(ReportFixture.testCase("anna", "passed", template: "t1"))
    }
    #expect(
      try #require(failure([Self.part(1), added, Self.part(3)])).message
        == "the case 't1/anna' is in '1.jsonl' and in '2.jsonl'")
    let removed = Self.part(2) { $0.cases = [] }
    #expect(
      try #require(failure([Self.part(1), removed, Self.part(3)])).message
        == "the parts have 2 of 3 selected cases, or others")
    let other = Self.part(2) { $0.cases[0].id = "t2/ben" }
    #expect(failure([Self.part(1), other, Self.part(3)]) != nil)
  }

  @Test func aReportThatDoesNotSayItsRunIsRefused() throws {
    let error = try #require(failure([Self.part(1), Self.part(2) { $0.identity = nil }]))
    #expect(error.message == "'2.jsonl' does not say which run it is of")
    #expect(failure([])?.message == "there is no report to join")
  }

  /// What a report says in every format when parts are missing.
  @Test func everyFormatSaysThatPartsAreMissing() throws {
    let merged = try ReportParts([Self.part(1), Self.part(3)]).merged(allowsMissing: true)
    for format in TestReportFormat.allCases where format != .text && format != .json {
      #expect(
        merged.rendered(as: format, text: "", json: "").contains("part 2 of 3 is missing"),
        "\(format)")
    }
  }
}
