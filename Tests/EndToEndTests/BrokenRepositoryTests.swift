import TestSupport
import Testing

/// Broken repositories: each gives its own named problem and exit code, and changes no file.
@Suite struct BrokenRepositoryTests {
  /// What a command may write although it fails: pending snapshots and loose objects of git.
  private static let ignored = [".galley", ".git/objects"]

  @Test func thereAreAtLeastSixty() throws {
    #expect(try BrokenFixture.all().count >= 60)
  }

  @Test(arguments: try BrokenFixture.all())
  func namesTheProblemAndChangesNothing(_ fixture: BrokenFixture) throws {
    let sandbox = try Shop.copy()
    var last: FinishedProcess?
    for section in fixture.sections {
      switch section {
      case .file(let path, let text):
        try sandbox.folder.write("shop/" + path, text)
      case .shell(let script):
        let finished = try sandbox.shell(script, at: "shop")
        try #require(finished.status == 0, "the preparation failed: \(finished.said)")
      case .run(let script):
        let before = try sandbox.folder.contents(of: "shop", ignoring: Self.ignored)
        last = try sandbox.run(["sh", "-c", script], at: "shop")
        let after = try sandbox.folder.contents(of: "shop", ignoring: Self.ignored)
        #expect(Self.changed(before, after) == [], "the command changed files")
      case .expect(let expected):
        let finished = try #require(last, "nothing was run")
        check(finished, expected)
      }
    }
  }

  private func check(_ finished: FinishedProcess, _ expected: BrokenFixture.Expectation) {
    let said = finished.said
    #expect(finished.status == expected.exit, "\(said)")
    #expect(Self.problems(said) == expected.problems.sorted(), "\(said)")
    for text in expected.says { #expect(said.contains(text)) }
    for text in expected.never { #expect(!said.contains(text)) }
  }

  private static func changed(_ before: [String: [UInt8]], _ after: [String: [UInt8]]) -> [String] {
    Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
  }

  /// The codes of all problems named: `PLACE: error[CODE]: …` or `error[CODE]: …` at a line's start.
  private static func problems(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line -> String? in
      for severity in ["error[", "warning["] {
        guard let range = line.firstRange(of: severity),
          line[..<range.lowerBound].isEmpty || line[..<range.lowerBound].hasSuffix(": ")
        else { continue }
        return String(line[range.upperBound...].prefix { $0 != "]" })
      }
      return nil
    }.sorted()
  }
}
