import Content
import Rendering
import Snapshots
import Testing

/// How cases are shared out over machines (complaint 24: parts balanced by count are not equal).
@Suite struct CaseShardTests {
  private func matrix(_ templates: Int) throws -> CaseMatrix {
    var files: [String: String?] = [:]
    for number in 0..<templates {
      files["templates/m\(number)/template.yaml"] = "channel: sms"
      files["templates/m\(number)/body.txt.liquid"] = "Hi"
    }
    return CaseMatrix(try TestProject.load(files))
  }

  @Test func readsOnlyPartsThatExist() {
    #expect(CaseShard("2/5")?.number == 2)
    for text in ["0/5", "6/5", "1", "1/0", "a/b", "1/2/3", "-1/2", "1/10001"] {
      #expect(CaseShard(text) == nil, "\(text)")
    }
  }

  @Test(arguments: [false, true])
  func everyCaseIsInExactlyOnePart(isWeighted: Bool) throws {
    let cases = try matrix(40).cases
    var costs: [String: Int] = [:]
    if isWeighted {
      for (number, testCase) in cases.enumerated() { costs[testCase.id] = 1 + number * 37 % 900 }
    }
    let parts = try (1...4).map { number in
      try #require(CaseShard(number: number, of: 4)).select(cases, costs: costs).map(\.id)
    }
    #expect(parts.flatMap(\.self).sorted() == cases.map(\.id).sorted())
    #expect(parts.allSatisfy { !$0.isEmpty })
    guard isWeighted else { return }
    let loads = parts.map { $0.reduce(0) { $0 + (costs[$1] ?? 0) } }
    let heaviest = try #require(loads.max())
    let lightest = try #require(loads.min())
    #expect(Double(heaviest) <= Double(lightest) * 1.1, "\(loads)")
  }

  /// The file of costs may be anybody's.
  @Test func costsBeyondAllMeasureAreBounded() throws {
    let cases = try matrix(20).cases
    let lines = cases.map { "passed\t\(Int.max)\t\($0.id)\n" }.joined()
    let history = try #require(RunHistory(Array(("galley run 1\n" + lines).utf8)))
    let costs = RunHistory.costs([history, history])
    #expect(costs.count == cases.count)
    let parts = (1...3).compactMap { CaseShard(number: $0, of: 3)?.select(cases, costs: costs) }
    #expect(parts.flatMap(\.self).count == cases.count)
  }

  @Test func aNewTemplateMovesNoOther() throws {
    let shard = try #require(CaseShard("2/3"))
    let few = Set(shard.select(try matrix(20).cases).map(\.id))
    let many = Set(shard.select(try matrix(21).cases).map(\.id))
    #expect(few.isSubset(of: many))
  }
}
