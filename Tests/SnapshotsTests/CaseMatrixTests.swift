import Content
import Rendering
import Snapshots
import Testing

@Suite struct CaseMatrixTests {
  private func names(_ settings: String, _ changes: [String: String?] = [:]) throws -> [String] {
    var changes = changes
    changes["templates/t/template.yaml"] = settings
    return CaseMatrix(try TestProject.load(changes)).cases.map(\.name)
  }

  @Test func rendersEachProfileInItsOwnLanguage() throws {
    #expect(try names("channel: sms") == ["anna", "ben"])
    let cases = CaseMatrix(try TestProject.load()).cases
    #expect(cases.map(\.locale) == ["en", "de"])
    #expect(cases.map(\.id) == ["t/anna", "t/ben"])
    #expect(cases.map(\.clock.id) == ["default", "default"])
    #expect(cases.map(\.environment.id) == ["prod", "prod"])
  }

  @Test func eachUsesEveryValueOnce() throws {
    let names = try names(
      """
      channel: sms
      variants: [a, b, c]
      fixtures:
        clocks: [default, later]
        environments: [prod, staging]
        recordingSets: { default: {}, other: {} }
      """)
    #expect(
      names == ["anna", "anna+later", "anna=other", "anna_staging", "anna~b", "anna~c", "ben"])
  }

  @Test func eachAddsALanguageThatNoProfileHas() throws {
    let settings = "channel: sms\nfixtures: { profiles: [anna] }"
    #expect(try names(settings) == ["anna", "anna@de"])
    #expect(try names("channel: sms\nfixtures: { profiles: [anna], locales: [en] }") == ["anna"])
    // The profile's own language is not among those tested: its case says which one is.
    #expect(try names("channel: sms\nfixtures: { profiles: [ben], locales: [en] }") == ["ben@en"])
  }

  @Test func fullUsesEveryCombination() throws {
    let names = try names(
      """
      channel: sms
      variants: [a, b]
      fixtures: { strategy: full, clocks: [default, later] }
      """)
    #expect(names.count == 2 * 2 * 2 * 2)
    #expect(Set(names).count == names.count)
    #expect(names.contains("ben@en+later~b") && names.contains("anna"))
  }

  @Test func pairwiseCoversEveryPairWithFewerCases() throws {
    let project = try TestProject.template(
      """
      channel: sms
      variants: [a, b, c]
      fixtures: { strategy: pairwise, clocks: [default, later], environments: [prod, staging] }
      """)
    let cases = CaseMatrix(project).cases
    #expect(cases.count < 2 * 2 * 2 * 3 * 2 && cases.count >= 6)
    let dimensions: [(Case) -> String] = [
      { $0.profile.id }, { $0.locale }, { $0.clock.id }, { $0.variant ?? "" },
      { $0.environment.id },
    ]
    for first in dimensions.indices {
      for second in dimensions.indices where second > first {
        let values =
          Set(cases.map(dimensions[first])).count * Set(cases.map(dimensions[second])).count
        let pairs = Set(cases.map { [dimensions[first]($0), dimensions[second]($0)] })
        #expect(pairs.count == values, "dimensions \(first) and \(second)")
      }
    }
    #expect(CaseMatrix(project).cases.map(\.name) == cases.map(\.name))
  }

  @Test func excludesWhatMatchesEveryGivenDimension() throws {
    let names = try names(
      """
      channel: sms
      variants: [a, b]
      fixtures:
        strategy: full
        locales: [en]
        exclude:
          - { profile: ben, variant: b }
      """)
    #expect(names == ["anna", "anna~b", "ben@en"])
  }

  @Test func includesFurtherCasesOnce() throws {
    let names = try names(
      """
      channel: sms
      fixtures:
        profiles: [anna]
        locales: [en]
        include:
          - { profile: ben, clock: later }
          - { profile: anna }
          - { environment: staging }
      """)
    #expect(names == ["anna", "anna_staging", "ben+later"])
  }

  @Test func ordersNumbersAsNumbers() throws {
    let names = try names(
      "channel: sms\nfixtures: { locales: [en] }",
      ["profiles/case-10.yaml": "{ id: x }", "profiles/case-2.yaml": "{ id: y }"])
    #expect(names == ["anna", "ben@en", "case-2", "case-10"])
  }

  @Test func aTemplateWithoutProfilesHasNoCases() throws {
    #expect(try names("channel: sms", ["profiles/anna.yaml": nil, "profiles/ben.yaml": nil]) == [])
  }
}

@Suite struct CaseFilterTests {
  private func select(_ words: String...) throws -> (names: [String], unmatched: [String?]) {
    let project = try TestProject.load([
      "templates/u/template.yaml": "channel: sms", "templates/u/body.txt.liquid": "Hi",
    ])
    let (selected, unmatched) = CaseFilter(words).select(CaseMatrix(project).cases)
    return (selected.map(\.id), unmatched.map(\.suggestion))
  }

  @Test func choosesByTemplateCaseProfileAndPath() throws {
    #expect(try select().names == ["t/anna", "t/ben", "u/anna", "u/ben"])
    #expect(try select("t").names == ["t/anna", "t/ben"])
    #expect(try select("anna").names == ["t/anna", "u/anna"])
    #expect(try select("u/ben").names == ["u/ben"])
    #expect(try select("snapshots/sms/u/ben.sms.txt").names == ["u/ben"])
    #expect(try select("u/ben.sms.txt").names == ["u/ben"])
    #expect(try select("ben.sms.txt").names == ["t/ben", "u/ben"])
    #expect(try select("n.sms.txt", ".txt", "").names == [], "a name, not a piece of one")
    #expect(try select("t", "ben").names == ["t/anna", "t/ben", "u/ben"])
  }

  @Test(arguments: [
    ("./snapshots/sms/u/ben.sms.txt", ["u/ben"]), ("snapshots/sms/u", ["u/anna", "u/ben"]),
    ("snapshots/sms/u/", ["u/anna", "u/ben"]), ("templates/u", ["u/anna", "u/ben"]),
    ("templates/u/", ["u/anna", "u/ben"]), ("templates/u/body.txt.liquid", ["u/anna", "u/ben"]),
    ("profiles/ben.yaml", ["t/ben", "u/ben"]), ("snapshots/sms/un", []), ("../snapshots", []),
    ("", []), ("/", []),
    ("snapshots/", ["t/anna", "t/ben", "u/anna", "u/ben"]),
    (".", ["t/anna", "t/ben", "u/anna", "u/ben"]),
  ])
  func choosesByPathsAsTheyAreWritten(word: String, names: [String]) throws {
    #expect(try select(word).names == names)
  }

  @Test func readsPathsFromTheWorkingFolder() throws {
    let project = try TestProject.load()
    let cases = CaseMatrix(project).cases
    func names(_ word: String, _ folder: String) -> [String] {
      CaseFilter([word], from: folder).select(cases).selected.map(\.id)
    }
    #expect(names("../../snapshots/sms/t/ben.sms.txt", "templates/t") == ["t/ben"])
    #expect(names("t/ben.sms.txt", "snapshots/sms") == ["t/ben"])
    #expect(names(".", "templates/t") == ["t/anna", "t/ben"])
    #expect(names("../../../templates", "templates/t").isEmpty)
    // What is written from the root is understood everywhere.
    #expect(names("snapshots/sms/t/ben.sms.txt", "profiles") == ["t/ben"])
  }

  @Test func suggestsANameForAWordThatMatchesNothing() throws {
    let selection = try select("t", "ana")
    #expect(selection.names == ["t/anna", "t/ben"])
    #expect(selection.unmatched == ["anna"])
    #expect(try select("something-else").unmatched == [nil])
  }
}
