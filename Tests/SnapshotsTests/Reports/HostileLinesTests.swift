import Diagnostics
import Testing

@testable import Snapshots

/// Lines that nobody's galley wrote: each is refused with its line, and none is believed.
@Suite struct HostileLinesTests {
  private static var report: TestReport {
    var report = ReportFixture.everything
    report.visual = ReportFixture.visual
    report.identity = TestReport.Identity(
      build: "1.2.3 build aa", content: "c", snapshots: "s",
      selection: .init(filters: ["anna"], changedSince: "main", onlyFailed: true, of: ["a"]),
      update: "all", shard: .init(number: 2, count: 3, costs: "00"))
    return report
  }

  private func failure(_ text: String, limits: ReportLimits = ReportLimits()) -> ReportReadingError?
  {
    do throws(ReportReadingError) {
      _ = try ReportLines.read(Array(text.utf8), limits: limits)
      return nil
    } catch {
      return error
    }
  }

  @Test func theIdentityIsReadBack() throws {
    #expect(try ReportLines.read(Array(ReportLines.text(Self.report).utf8)) == Self.report)
  }

  @Test(
    arguments: [
      // What there is, and what stands in its place.
      ("\"cases\":6", "\"cases\":7"), ("\"passed\":2", "\"passed\":3"),
      ("\"stored\":0", "\"stored\":-1"), ("\"shots\":7", "\"shots\":9223372036854775807"),
      ("\"shots\":7", "\"shots\":1e3"), ("\"count\":3,\"costs\"", "\"count\":10001,\"costs\""),
      ("\"number\":2", "\"number\":4"), ("\"number\":2", "\"number\":0"),
      ("\"outcome\":\"passed\"", "\"outcome\":\"skipped\""),
      ("\"kind\":\"added\"", "\"kind\":\"gone\""), ("\"severity\":\"error\"", "\"severity\":\"x\""),
      ("\"id\":\"0000000a\"", "\"id\":\"[31mA\""), ("\"id\":\"0000000a\"", "\"id\":\"\""),
      ("\"digest\":\"0000000a0", "\"digest\":\"0000000a00"),
      ("\"code\":\"email/size\"", "\"code\":\"email/[31m\""),
      ("\"path\":\"snapshots/email/gone/x.html\"", "\"path\":\"../../etc/passwd\""),
      ("\"path\":\"snapshots/email/gone/x.html\"", "\"path\":\"/etc/passwd\""),
      ("\"path\":\"snapshots/email/gone/x.html\"", "\"path\":\"a//b\""),
      ("\"line\":9", "\"line\":0"), ("\"line\":9", "\"line\":99999999999999999999"),
      ("\"lines\":[[2,2]]", "\"lines\":[[2]]"), ("\"lines\":[[2,2]]", "\"lines\":[[0,2]]"),
      ("\"outputs\":[{\"position\":1", "\"outputs\":[{},{\"position\":1"),
      ("\"count\":2", "\"count\":0"), ("\"old\":\"AAAA\"", "\"old\":\"AA=A\""),
      ("\"old\":\"AAAA\"", "\"old\":\"A===\""), ("\"old\":\"AAAA\"", "\"old\":7"),
      ("\"case\":\"hello/ben\"", "\"case\":\"hello/nobody\""),
      ("{\"type\":\"case\",\"id\":\"hello/ben\"", "{\"type\":\"case\",\"id\":\"hello/anna\""),
      ("\"paths\":[\"snapshots/email/hello/cleo.html\"]", "\"paths\":[\"snapshots/x.html\"]"),
      ("\"paths\":[\"snapshots/email/hello/cleo.html\"]", "\"paths\":[]"),
      ("\"type\":\"run\"", "\"type\":\"runs\""), ("\"type\":\"end\"", "\"type\":\"ends\""),
      ("\"project\":\"shop\"", "\"project\":\"shop\",\"project\":\"news\""),
      ("\"project\":\"shop\"", "\"project\":null"),
    ])
  func whatNoRunSaysIsRefused(from: String, to: String) throws {
    let text = ReportLines.text(Self.report)
    let edited = text.replacing(from, with: to)
    #expect(edited != text, "\(from) is not there")
    let error = try #require(failure(edited), "\(to)")
    #expect(error.line >= 1 && error.line <= text.split(separator: "\n").count + 1)
  }

  @Test func theLineIsNamed() throws {
    let lines = ReportLines.text(Self.report).split(separator: "\n").map(String.init)
    for number in lines.indices {
      var broken = lines
      broken[number] = "{\"type\":"
      let error = try #require(failure(broken.joined(separator: "\n")))
      #expect(error == ReportReadingError(message: "the line is no JSON object", line: number + 1))
    }
    #expect(failure("")?.message == "the report is empty")
    #expect(failure("\n\n\n")?.message == "the report is empty")
    #expect(failure("[]")?.message == "the line is no JSON object")
    #expect(failure("\u{FEFF}{}")?.line == 1)
    let twice = ReportLines.text(Self.report) + ReportLines.text(Self.report)
    #expect(
      failure(twice)
        == ReportReadingError(
          message: "the report goes on behind its end", line: lines.count + 1))
  }

  @Test func boundsAreKept() throws {
    let text = ReportLines.text(Self.report)
    var limits = ReportLimits()
    limits.maximumLines = 5
    #expect(failure(text, limits: limits)?.message == "the report has more than 5 lines")
    limits = ReportLimits()
    limits.maximumLineBytes = 100
    #expect(try #require(failure(text, limits: limits)).message.hasSuffix("the limit is 100"))
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    #expect(failure("{\"type\":\"run\",\"x\":\(deep)}")?.message == "the line is no JSON object")
    // A newline is all that ends a line: bytes without one are one line.
    let long = String(repeating: "x", count: 1 << 20)
    limits.maximumLineBytes = 1 << 19
    #expect(failure(long, limits: limits)?.line == 1)
  }

  /// What would be lost without a word: a branch before its coverage, a second sum of pictures.
  @Test(arguments: ["branch", "picture", "second coverage", "second visual"])
  func linesOutOfTheirOrderAreRefused(kind: String) throws {
    var report = Self.report
    report.coverage = ReportFixture.lowCoverage
    let written = ReportLines.text(report).split(separator: "\n").map(String.init)
    let first = Dictionary(
      written.enumerated().map { ($1.split(separator: "\"")[3], $0) },
      uniquingKeysWith: { first, _ in first })
    let coverage = try #require(first["coverage"])
    let branch = try #require(first["branch"])
    let visual = try #require(first["visual"])
    let picture = try #require(first["picture"])
    var lines = written
    switch kind {
    case "branch": lines.swapAt(coverage, branch)
    case "picture": lines.swapAt(visual, picture)
    case "second coverage": lines.insert(written[coverage], at: coverage)
    default: lines.insert(written[visual], at: visual)
    }
    let refused = try #require(failure(lines.joined(separator: "\n") + "\n"))
    #expect(refused.message.contains(kind.hasPrefix("second") ? "second line" : "before it"))
  }

  /// Whatever happens to the bytes of a report: it is refused, or read and written as it was read.
  @Test(arguments: 0..<8) func damagedLinesAreReadOrRefused(seed: Int) throws {
    var dice = Dice(seed: UInt64(seed) + 100)
    var report = Self.report
    report.coverage = TestReport.Coverage(
      [
        TestReport.Coverage.Branch(
          key: BranchKey(path: "a.liquid", start: 3, end: 9, decision: 3, kind: "if"),
          place: .init(
            path: "a.liquid", start: .init(offset: 3, line: 1, column: 4),
            end: .init(offset: 9, line: 1, column: 10)), words: "{% if x %}", templates: ["t"],
          state: .missed)
      ], minimum: 12.5, listsAll: true)
    let lines = ReportLines.text(report).utf8.split(separator: 0x0A).map { Array($0) }
    let signs = Array("{}[]\",:0129eE-+.\\u \ntruefalsn".utf8) + [0, 0x1B, 0x80, 0xFF]
    var accepted = 0
    for _ in 0..<250 {
      var damaged = lines
      for _ in 0...dice.below(3) {
        let number = dice.below(damaged.count)
        switch dice.below(6) {
        case 0: damaged.remove(at: number)
        case 1: damaged.swapAt(number, dice.below(damaged.count))
        case 2: damaged.insert(damaged[number], at: dice.below(damaged.count))
        case 3: damaged[number].removeLast(dice.below(damaged[number].count))
        default:
          guard !damaged[number].isEmpty else { continue }
          let place = dice.below(damaged[number].count)
          damaged[number][place] = signs[dice.below(signs.count)]
        }
        if damaged.isEmpty { damaged = lines }
      }
      guard let read = try? ReportLines.read(Array(damaged.joined(separator: [0x0A]))) else {
        continue
      }
      accepted += 1
      #expect(try ReportLines.read(Array(ReportLines.text(read).utf8)) == read)
      let parts = try? ReportParts([ReportParts.Part(name: "x", report: read)])
      guard let merged = try? parts?.merged(allowsMissing: true) else { continue }
      for format in TestReportFormat.allCases {
        #expect(!merged.rendered(as: format, text: "x", json: "x").isEmpty)
      }
    }
    #expect(accepted > 10)
  }

  /// No number of a report is so large that adding many traps.
  @Test func theLargestNumbersCanBeJoined() throws {
    let most = String(ReportLimits().maximumCount)
    let text = ReportLines.text(Self.report)
      .replacing("\"shots\":7", with: "\"shots\":\(most)")
      .replacing("\"pending\":3", with: "\"pending\":\(most)")
      .replacing("\"count\":2}", with: "\"count\":\(most)}")
      .replacing("\"dataBytes\":12", with: "\"dataBytes\":\(most)")
      .replacing("\"line\":9", with: "\"line\":\(ReportLimits().maximumNumber)")
    let report = try ReportLines.read(Array(text.utf8))
    let merged = try #require(
      TestReport.merged(Array(repeating: report, count: CaseShard.maximumCount)))
    #expect(merged.storing.pending == ReportLimits().maximumCount * CaseShard.maximumCount)
    for format in TestReportFormat.allCases {
      #expect(!merged.rendered(as: format, text: "x", json: "x").isEmpty)
    }
  }

  /// What a line calls a line of source is printed: nothing in it may steer a terminal.
  @Test func excerptsAreMadeHarmless() throws {
    var report = Self.report
    report.problems = [
      TestReport.Problem(
        PlacedDiagnostic(
          .init("a/b", "x"), .error, "m",
          at: .init(
            path: "a", start: .init(offset: 0, line: 1, column: 1),
            end: .init(offset: 0, line: 1, column: 1),
            excerpt: .init(line: "\u{1B}[2J\u{202E}", underline: "\u{1B}[2J"))))
    ]
    let back = try ReportLines.read(Array(ReportLines.text(report).utf8))
    let text = TextReporter().render(back.problems.map(\.diagnostic))
    #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }
}
