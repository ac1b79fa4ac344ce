import Content
import Diagnostics
import Rendering
import Snapshots
import Testing

/// What `exclude` leaves, against all combinations tried one by one.
@Suite struct CaseExclusionTests {
  private static let keys = [
    "profile", "locale", "clock", "variant", "environment", "recordingSet",
  ]

  /// The values of each dimension: two languages are those of profiles.
  private struct Shape {
    var values: [[String]]

    init(_ sizes: [Int]) {
      values = [
        (0..<sizes[0]).map { "p\($0)" }, Array(["aa", "ab", "ac", "ad"].prefix(sizes[1])),
        ["default"] + (1..<sizes[2]).map { "c\($0)" }, (0..<sizes[3]).map { "v\($0)" },
        (0..<sizes[4]).map { "e\($0)" }, ["default"] + (1..<sizes[5]).map { "s\($0)" },
      ]
    }

    /// Every combination that no line excludes.
    func allowed(_ exclude: [[String?]]) -> [[String]] {
      values.reduce([[]]) { all, names in all.flatMap { made in names.map { made + [$0] } } }
        .filter { made in
          !exclude.contains { line in
            zip(line, made).allSatisfy { $0 == nil || $0 == $1 }
          }
        }
    }
  }

  private func matrix(
    _ shape: Shape, _ strategy: String, _ exclude: [[String?]]
  ) throws -> CaseMatrix {
    let values = shape.values
    let clocks = values[2].enumerated().map { "\($1): 2026-01-0\($0 + 1)T00:00:00Z" }
    let lines = exclude.map { line in
      let given = zip(Self.keys, line).compactMap { key, name in name.map { "\(key): \($0)" } }
      return "{ \(given.joined(separator: ", ")) }"
    }
    var files: [String: String?] = [
      "galley.yaml": """
      galley: 1
      name: test
      locales: { default: aa, supported: [\(values[1].joined(separator: ", "))] }
      clocks: { \(clocks.joined(separator: ", ")) }
      environments: { \(values[4].map { "\($0): {}" }.joined(separator: ", ")) }
      matrix: { strategy: \(strategy) }
      """,
      "profiles/anna.yaml": nil, "profiles/ben.yaml": nil, "locales/de.yaml": nil,
      "templates/t/template.yaml": """
      channel: sms
      variants: [\(values[3].joined(separator: ", "))]
      fixtures:
        clocks: [\(values[2].joined(separator: ", "))]
        environments: [\(values[4].joined(separator: ", "))]
        recordingSets: { \(values[5].map { "\($0): {}" }.joined(separator: ", ")) }
        exclude: [\(lines.joined(separator: ", "))]
      """,
    ]
    for (number, profile) in values[0].enumerated() {
      let locale = values[1][number % min(2, values[1].count)]
      files["profiles/\(profile).yaml"] = "{ id: p, locale: \(locale) }"
    }
    for locale in values[1].dropFirst() { files["locales/\(locale).yaml"] = "{}" }
    return CaseMatrix(try TestProject.load(files))
  }

  private func names(_ testCase: Case) -> [String] {
    [
      testCase.profile.id, testCase.locale, testCase.clock.id, testCase.variant ?? "",
      testCase.environment.id, testCase.recordingSet?.id ?? "",
    ]
  }

  /// Shapes with lines of `exclude`, from none to so many that values are lost.
  private func examples(seed: UInt64, count: Int) -> [(shape: Shape, exclude: [[String?]])] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let shape = Shape((0..<6).map { _ in Int.random(in: 1...3, using: &generator) })
      let exclude = (0..<Int.random(in: 0...6, using: &generator)).map { _ -> [String?] in
        var line = shape.values.map { names -> String? in
          Int.random(in: 0..<3, using: &generator) == 0
            ? names.randomElement(using: &generator) : nil
        }
        // A line that names nothing would exclude everything.
        if line.allSatisfy({ $0 == nil }) { line[0] = shape.values[0].last }
        return line
      }
      return (shape, exclude)
    }
  }

  @Test func eachHasEveryValueThatAnAllowedCaseHas() throws {
    for (shape, exclude) in examples(seed: 11, count: 150) {
      let cases = try matrix(shape, "each", exclude).cases.map(names)
      let allowed = shape.allowed(exclude)
      #expect(cases.allSatisfy(allowed.contains), "\(exclude)")
      for dimension in shape.values.indices {
        #expect(
          Set(cases.map { $0[dimension] }) == Set(allowed.map { $0[dimension] }),
          "\(shape.values) \(exclude)")
      }
    }
  }

  @Test func pairwiseHasEveryPairThatAnAllowedCaseHas() throws {
    for (shape, exclude) in examples(seed: 12, count: 150) {
      let cases = try matrix(shape, "pairwise", exclude).cases.map(names)
      let allowed = shape.allowed(exclude)
      #expect(cases.allSatisfy(allowed.contains), "\(exclude)")
      for first in shape.values.indices {
        for second in shape.values.indices where second > first {
          #expect(
            Set(cases.map { [$0[first], $0[second]] })
              == Set(allowed.map { [$0[first], $0[second]] }), "\(shape.values) \(exclude)")
        }
      }
    }
  }

  @Test(arguments: ["each", "pairwise", "full"])
  func namesTheValuesThatNoAllowedCaseHas(strategy: String) throws {
    var count = 0
    for (shape, exclude) in examples(seed: 13, count: 60) {
      let matrix = try matrix(shape, strategy, exclude)
      let allowed = shape.allowed(exclude)
      var lost: [String] = []
      for (dimension, names) in shape.values.enumerated() {
        let alone = exclude.filter { line in line.count { $0 != nil } == 1 }.map { $0[dimension] }
        for name in names
        where !alone.contains(name) && !allowed.contains(where: { $0[dimension] == name }) {
          lost.append("'\(name)'")
        }
      }
      let told = matrix.warnings.compactMap {
        $0.message.split(separator: " ").last.map(String.init)
      }
      #expect(told == lost, "\(shape.values) \(exclude)")
      #expect(matrix.warnings.allSatisfy { $0.code.name == "matrix/excluded-value" })
      count += lost.count
    }
    #expect(count > 10)
  }

  /// The examples of the report that led to this.
  @Test func theNearestAllowedCaseStandsIn() throws {
    var shape = Shape([2, 2, 2, 2, 2, 1])
    shape.values[0] = ["p0", "p1"]
    let one = try matrix(shape, "each", [["p0", nil, nil, "v1", nil, nil]])
    #expect(one.cases.map(\.name) == ["p0", "p0+c1", "p0_e1", "p1", "p1~v1"])
    // Whoever is excluded in their own language is tested in another, or another way.
    let two = try matrix(
      shape, "each",
      [["p1", "ab", nil, "v0", nil, nil], ["p0", "ab", nil, nil, nil, nil]])
    #expect(two.cases.map(\.name) == ["p0", "p0+c1", "p0_e1", "p0~v1", "p1~v1"])
    #expect(two.warnings.isEmpty)
  }

  /// What stands in for an excluded case of a further profile makes no case of others needless.
  @Test func aFurtherValueRenamesAndDropsNothing() throws {
    for (shape, exclude) in examples(seed: 14, count: 60) where !exclude.isEmpty {
      let before = Set(try matrix(shape, "full", exclude).cases.map(\.name))
      for dimension in shape.values.indices {
        var larger = shape
        let further = ["p9", "ad", "c3", "v9", "e9", "s9"][dimension]
        larger.values[dimension].append(further)
        let after = Set(try matrix(larger, "full", exclude).cases.map(\.name))
        #expect(after.isSuperset(of: before))
        // Nothing stands in where the usual cases are allowed.
        let usual = Set(try matrix(shape, "each", []).cases.map(\.name))
        let old = Set(try matrix(shape, "each", exclude).cases.map(\.name)).intersection(usual)
        let new = Set(try matrix(larger, "each", exclude).cases.map(\.name))
        #expect(dimension == 0 || new.isSuperset(of: old), "\(shape.values) \(exclude) \(further)")
      }
    }
  }
}
