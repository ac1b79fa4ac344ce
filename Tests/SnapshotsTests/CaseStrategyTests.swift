import Content
import Diagnostics
import Rendering
import Testing

@testable import Snapshots

/// The strategies against their definitions, over matrices of many shapes.
@Suite struct CaseStrategyTests {
  /// How many values each dimension has.
  private struct Shape: CustomStringConvertible {
    var profiles = 2
    var locales = 2
    var clocks = 1
    var variants = 1
    var environments = 1
    var sets = 1

    var sizes: [Int] { [profiles, locales, clocks, variants, environments, sets] }
    var description: String { "\(sizes)" }
  }

  private static let codes = (0..<26).flatMap { first in
    (0..<26).map { second in
      String(decoding: [UInt8(0x61 + first), UInt8(0x61 + second)], as: UTF8.self)
    }
  }

  /// A project of one template; `reversed` writes every list the other way round, but for what is
  /// first by meaning.
  private func project(
    _ shape: Shape, strategy: String, fixtures: String = "", reversed: Bool = false
  ) throws -> Project {
    func list(_ items: [String]) -> String {
      (items.prefix(1) + (reversed ? items.dropFirst().reversed() : Array(items.dropFirst())))
        .joined(separator: ", ")
    }
    let locales = Array(Self.codes.prefix(shape.locales))
    let clocks = ["default"] + (1..<shape.clocks).map { "c\($0)" }
    let environments = (0..<shape.environments).map { "e\($0)" }
    let instants = clocks.enumerated().map {
      "\($1): 2026-01-\($0 < 9 ? "0" : "")\($0 + 1)T00:00:00Z"
    }
    var files: [String: String?] = [
      "galley.yaml": """
      galley: 1
      name: test
      locales: { default: aa, supported: [\(list(locales))] }
      clocks: { \(list(instants)) }
      environments: { \(list(environments.map { "\($0): {}" })) }
      matrix: { strategy: \(strategy) }
      """,
      "profiles/anna.yaml": nil, "profiles/ben.yaml": nil, "locales/de.yaml": nil,
      "templates/t/template.yaml": """
      channel: sms
      variants: [\(list((0..<shape.variants).map { "v\($0)" }))]
      fixtures:
        clocks: [\(list(clocks))]
        environments: [\(list(environments))]
        recordingSets: { \(list((0..<shape.sets).map { $0 == 0 ? "default: {}" : "s\($0): {}" })) }
      \(fixtures)
      """,
    ]
    for number in 0..<shape.profiles {
      files["profiles/p\(number).yaml"] =
        "{ id: p, locale: \(locales[number % min(2, locales.count)]) }"
    }
    for locale in locales.dropFirst() { files["locales/\(locale).yaml"] = "{}" }
    return try TestProject.load(files)
  }

  private func values(_ testCase: Case) -> [String] {
    [
      testCase.profile.id, testCase.locale, testCase.clock.id, testCase.variant ?? "",
      testCase.environment.id, testCase.recordingSet?.id ?? "",
    ]
  }

  private func shapes(_ count: Int, seed: UInt64, most: Int) -> [Shape] {
    var generator = SeededGenerator(seed: seed)
    func size() -> Int { Int.random(in: 1...most, using: &generator) }
    return (0..<count).map { _ in
      Shape(
        profiles: size(), locales: size(), clocks: size(), variants: size(),
        environments: size(), sets: size())
    }
  }

  @Test func eachHasEveryValueAndNoCaseThatAddsNone() throws {
    for shape in shapes(20, seed: 1, most: 6) {
      let cases = CaseMatrix(try project(shape, strategy: "each")).cases.map(values)
      for dimension in shape.sizes.indices {
        #expect(Set(cases.map { $0[dimension] }).count == shape.sizes[dimension], "\(shape)")
      }
      // Beyond one case for each profile, each case is there for a value that no other one has.
      for (number, testCase) in cases.enumerated() {
        let others = cases.indices.filter { $0 != number }.map { cases[$0] }
        let isNeeded = testCase.indices.contains { dimension in
          !others.contains { $0[dimension] == testCase[dimension] }
        }
        let isOwnOfProfile = !others.contains { $0[0] == testCase[0] }
        #expect(
          isNeeded || isOwnOfProfile || cases.count <= shape.profiles + 1 || testCase[0] == "p0")
      }
      #expect(cases.count <= shape.sizes.reduce(0) { $0 + $1 - 1 } + 1)
    }
  }

  @Test func pairwiseHasEveryPairAndFewCases() throws {
    var ratios: [Double] = []
    for shape in shapes(40, seed: 2, most: 7) {
      let cases = CaseMatrix(try project(shape, strategy: "pairwise")).cases.map(values)
      for first in shape.sizes.indices {
        for second in shape.sizes.indices where second > first {
          let pairs = Set(cases.map { [$0[first], $0[second]] })
          #expect(pairs.count == shape.sizes[first] * shape.sizes[second], "\(shape)")
        }
      }
      // No set of cases with every pair is smaller than the product of the two largest dimensions.
      let least = shape.sizes.sorted().suffix(2).reduce(1, *)
      ratios.append(Double(cases.count) / Double(least))
      #expect(cases.count <= least * 2, "\(shape) has \(cases.count) cases")
      #expect(cases.count <= shape.sizes.reduce(1, *))
    }
    let average = ratios.reduce(0, +) / Double(ratios.count)
    print("pairwise: \(average) times the lower bound on average, at most \(ratios.max() ?? 0)")
    #expect(average <= 1.3)
  }

  @Test func fullHasEveryCombinationOnce() throws {
    for shape in shapes(10, seed: 3, most: 4) {
      let cases = CaseMatrix(try project(shape, strategy: "full")).cases
      #expect(cases.count == shape.sizes.reduce(1, *))
      #expect(Set(cases.map(values)).count == cases.count)
      #expect(Set(cases.map(\.name)).count == cases.count)
    }
  }

  @Test func explicitHasOnlyWhatIncludeLists() throws {
    let shape = Shape(profiles: 3, locales: 3)
    #expect(CaseMatrix(try project(shape, strategy: "explicit")).cases.isEmpty)
    let project = try project(
      shape, strategy: "explicit",
      fixtures: "  include: [{ profile: p1 }, { profile: p2, locale: ab }]")
    #expect(CaseMatrix(project).cases.map(\.name) == ["p1", "p2@ab"])
  }

  @Test func excludeWinsOverTheStrategyAndIncludeOverExclude() throws {
    let project = try project(
      Shape(profiles: 2, locales: 2), strategy: "full",
      fixtures: "  exclude: [{ profile: p1 }]\n  include: [{ profile: p1 }]")
    #expect(CaseMatrix(project).cases.map(\.name) == ["p0", "p0@ab", "p1"])
  }

  @Test(arguments: ["each", "pairwise", "full"])
  func theOrderOfListsChangesNothing(strategy: String) throws {
    for shape in shapes(6, seed: 4, most: 5) {
      let names = CaseMatrix(try project(shape, strategy: strategy)).cases.map(\.name)
      let other = CaseMatrix(try project(shape, strategy: strategy, reversed: true)).cases.map(
        \.name)
      #expect(names == other, "\(shape)")
    }
  }

  @Test(arguments: ["each", "full"])
  func aFurtherValueRenamesAndDropsNothing(strategy: String) throws {
    let shape = Shape(profiles: 3, locales: 2, clocks: 2, variants: 2, environments: 2, sets: 2)
    let before = Set(CaseMatrix(try project(shape, strategy: strategy)).cases.map(\.name))
    let paths: [WritableKeyPath<Shape, Int>] = [
      \.profiles, \.locales, \.clocks, \.variants, \.environments, \.sets,
    ]
    for path in paths {
      var larger = shape
      larger[keyPath: path] += 1
      let after = Set(CaseMatrix(try project(larger, strategy: strategy)).cases.map(\.name))
      #expect(after.isSuperset(of: before) && after.count > before.count, "\(larger)")
    }
  }

  @Test func aFurtherLocaleRenamesNoPairwiseCase() throws {
    let shape = Shape(profiles: 3, locales: 2, clocks: 2)
    let before = CaseMatrix(try project(shape, strategy: "pairwise")).cases
    var larger = shape
    larger.locales = 3
    let after = CaseMatrix(try project(larger, strategy: "pairwise")).cases
    let names = Dictionary(after.map { (values($0), $0.name) }) { first, _ in first }
    // Which pairs meet in a case may change; a case that is still there has its name.
    for testCase in before {
      if let name = names[values(testCase)] { #expect(name == testCase.name) }
    }
    #expect(before.contains { names[values($0)] != nil })
  }
}

/// How many cases there may be.
@Suite struct CaseLimitTests {
  private func matrix(_ matrix: String, _ template: String) throws -> CaseMatrix {
    CaseMatrix(
      try TestProject.load([
        "galley.yaml": """
        galley: 1
        name: test
        locales: { default: en, supported: [en, de] }
        clocks: { default: 2026-01-01T00:00:00Z, later: 2026-07-01T00:00:00Z }
        \(matrix)
        """,
        "templates/t/template.yaml": template,
      ]))
  }

  private func words(_ diagnostic: Diagnostic) -> [String] {
    [diagnostic.message] + diagnostic.notes.map(\.message)
  }

  @Test func aTemplateWithTooManyCasesSaysWhichDimensionsMakeThem() throws {
    let template =
      "channel: sms\nvariants: [a, b, c]\nfixtures: { strategy: full, clocks: [default, later] }\n"
    let matrix = try matrix("matrix: { casesPerTemplate: 20 }", template)
    #expect(matrix.cases.isEmpty)
    let problem = try #require(matrix.diagnostics.first)
    #expect(matrix.diagnostics.count == 1 && problem.code.name == "matrix/too-many-cases")
    #expect(
      words(problem) == [
        "the template 't' has 24 cases; 20 are allowed",
        "2 profiles × 2 locales × 2 clocks × 3 variants × 1 environment × 1 recording set, strategy full",
        "use 'strategy: pairwise' or 'each', name fewer values in 'fixtures', 'exclude' cases that no "
          + "customer meets, or raise 'matrix.casesPerTemplate' in galley.yaml, or 'fixtures.cases' here",
      ])
    #expect(problem.span?.source.path == "templates/t/template.yaml")
    #expect(problem.span?.startPosition.line == 3)
    #expect(try self.matrix("matrix: { casesPerTemplate: 24 }", template).cases.count == 24)
    let own = template.replacing("{ strategy", with: "{ cases: 24, strategy")
    #expect(try self.matrix("matrix: { casesPerTemplate: 20 }", own).cases.count == 24)
  }

  @Test func excludedCasesDoNotCount() throws {
    let template = """
      channel: sms
      variants: [a, b]
      fixtures: { cases: 4, strategy: full, exclude: [{ variant: b }] }
      """
    let matrix = try matrix("", template)
    #expect(matrix.diagnostics.isEmpty && matrix.cases.count == 4)
  }

  @Test func includedCasesCount() throws {
    let template = """
      channel: sms
      variants: [a, b]
      fixtures: { cases: 2, strategy: explicit, include: [{ variant: a }, { variant: b }, { locale: de }] }
      """
    #expect(
      try words(#require(matrix("", template).diagnostics.first))[0]
        == "the template 't' has 3 cases; 2 are allowed")
  }

  @Test func allTemplatesTogetherHaveABoundOfTheirOwn() throws {
    var files: [String: String?] = [
      "galley.yaml": """
      galley: 1
      name: test
      locales: { default: en, supported: [en, de] }
      clocks: { default: 2026-01-01T00:00:00Z }
      matrix: { cases: 9 }
      """
    ]
    for number in 1...4 {
      files["templates/m\(number)/template.yaml"] =
        "channel: sms\nvariants: [a\(number == 3 ? ", b" : "")]\n"
      files["templates/m\(number)/body.txt.liquid"] = "x"
    }
    let matrix = CaseMatrix(try TestProject.load(files))
    #expect(matrix.cases.isEmpty && matrix.diagnostics.count == 1)
    let problem = try #require(matrix.diagnostics.first)
    #expect(
      words(problem).prefix(2) == [
        "the templates have 11 cases together; 9 are allowed",
        "5 templates; most cases: m3 3, m1 2, m2 2",
      ])
    #expect(problem.span?.source.path == "galley.yaml" && problem.span?.startPosition.line == 5)
  }

  /// 10^9 combinations are never listed: this would not end otherwise.
  @Test(arguments: ["full", "pairwise"])
  func aHugeMatrixIsRefusedWithoutListingIt(strategy: String) throws {
    var files: [String: String?] = [
      "templates/t/template.yaml": """
      channel: sms
      variants: [\((0..<1_000).map { "v\($0)" }.joined(separator: ", "))]
      fixtures:
        strategy: \(strategy)
        recordingSets: { \((0..<1_000).map { $0 == 0 ? "default: {}" : "s\($0): {}" }.joined(separator: ", ")) }
      """
    ]
    for number in 0..<500 { files["profiles/p\(number).yaml"] = "{ id: p }" }
    let matrix = CaseMatrix(try TestProject.load(files))
    let problem = try #require(matrix.diagnostics.first)
    #expect(
      words(problem).prefix(2) == [
        "the template 't' has more cases than can be listed; 3000 are allowed",
        "502 profiles × 2 locales × 1 clock × 1000 variants × 1 environment × 1000 recording sets, "
          + "strategy \(strategy)",
      ])
  }

  @Test func theBoundsAreLargeEnoughForALargeRepository() throws {
    let limits = try TestProject.load().settings.caseLimits
    #expect(limits.perTemplate == 3_000 && limits.inAll == 200_000)
  }
}
