import Content
import Diagnostics
import Rendering
import Snapshots
import TestSupport
import Testing

/// Names that decide about cases and that nothing defines: no run is right without a word.
@Suite struct CaseReferenceTests {
  /// A misspelling in template `t` and the one thing that is said about it.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let fixtures: String
    let code: String
    let note: String

    var testDescription: String { fixtures }
  }

  private static let mistakes = [
    Mistake(
      fixtures: "profiles: [anna, bem]", code: "content/unknown-profile",
      note: "did you mean 'ben'?"),
    Mistake(
      fixtures: "locales: [en, dee]", code: "content/unknown-locale", note: "did you mean 'de'?"),
    Mistake(
      fixtures: "clocks: [default, latr]", code: "content/unknown-clock",
      note: "did you mean 'later'?"),
    Mistake(
      fixtures: "environments: [prod, stagging]", code: "content/unknown-environment",
      note: "did you mean 'staging'?"),
    Mistake(
      fixtures: "include: [{ variant: shrt }]", code: "content/unknown-variant",
      note: "did you mean 'short'?"),
    Mistake(
      fixtures: "exclude: [{ clock: latr, profile: anna }]", code: "content/unknown-clock",
      note: "did you mean 'later'?"),
    Mistake(
      fixtures: "exclude: [{ recordingSet: ful }], recordingSets: { full: {} }",
      code: "content/unknown-recording-set", note: "did you mean 'full'?"),
    Mistake(
      fixtures: "recordingSets: { default: { sources: { stok: many } } }",
      code: "content/unknown-source", note: "did you mean 'stock'?"),
    Mistake(
      fixtures: "recordingSets: { default: { sources: { stock: mani } } }",
      code: "content/unknown-recording", note: "did you mean 'many'?"),
    Mistake(
      fixtures: "recordingSets: { default: { sources: { other: many } } }",
      code: "content/unlisted-source", note: "add it to 'sources', or remove the recording"),
  ]

  private func project(fixtures: String, more: [String: String?] = [:]) throws -> Project {
    let source = "{ request: { url: 'https://a.example' }, fallback: { count: 0 } }"
    let recording = #"{ "response": { "status": 200, "body": { "count": 9 } } }"#
    return try TestProject.load(
      [
        "templates/t/template.yaml":
          "{ channel: sms, variants: [long, short], sources: [stock], fixtures: { \(fixtures) } }",
        "templates/plain/template.yaml": "channel: sms",
        "templates/plain/body.txt.liquid": "Hi",
        "sources/stock.yaml": source, "sources/other.yaml": source,
        "schemas/sources/stock.schema.json": "{}", "schemas/sources/other.schema.json": "{}",
        "recordings/stock/many.json": recording, "recordings/other/many.json": recording,
      ].merging(more) { _, new in new })
  }

  @Test(arguments: mistakes)
  func isToldOnceWithTheNearestNameAndNothingOfTheTemplateIsStored(mistake: Mistake) throws {
    let project = try project(fixtures: mistake.fixtures)
    let matrix = CaseMatrix(project)
    #expect(matrix.references.map(\.code.name) == [mistake.code])
    #expect(matrix.references.first?.notes.map(\.message) == [mistake.note])
    #expect(matrix.references.first?.span?.source.path == "templates/t/template.yaml")
    #expect(matrix.diagnostics.isEmpty && matrix.warnings.isEmpty)
    // What 'galley check' says is the same.
    #expect(ProjectValidation.problems(of: project).map(\.code.name) == [mistake.code])
    let run = try TestRun(
      matrix.cases, of: matrix, renderer: TestProject.renderer(project),
      store: SnapshotStore(InMemorySource(texts: ["snapshots/sms/t/zoe.sms.txt": "x\n"])),
      isComplete: matrix.references.isEmpty)
    for result in run.results {
      #expect(result.word == (result.testCase.template.id == "t" ? "failed" : "new"))
    }
    #expect(run.results.contains { $0.word == "failed" } && run.stale.isEmpty)
    let outcome = TestOutcome(run: run, static: matrix.references)
    #expect(outcome.diagnostics.map(\.code.name) == [mistake.code])
    let plan = UpdatePlan(run, mode: .all)
    #expect(plan.removed.isEmpty && plan.stored.allSatisfy { !$0.path.contains("/t/") })
  }

  @Test func aMisspeltSourceOfTheListIsOneMistake() throws {
    let recordings = "recordingSets: { default: { sources: { stock: many } } }"
    let project = try project(
      fixtures: "",
      more: [
        "templates/t/template.yaml":
          "{ channel: sms, sources: [stok], fixtures: { \(recordings) } }"
      ])
    #expect(CaseMatrix(project).references.map(\.message) == ["there is no source 'stok'"])
    #expect(ProjectValidation.problems(of: project).map(\.code.name) == ["content/unknown-source"])
  }

  private func project(locales: String) throws -> Project {
    try TestProject.load([
      "galley.yaml": """
      galley: 1
      name: test
      locales: { default: en, supported: [\(locales)] }
      clocks: { default: 2026-01-01T00:00:00Z }
      """
    ])
  }

  @Test func aMisspeltLocaleOfGalleyYamlFailsEveryCase() throws {
    let project = try project(locales: "en, dee")
    let matrix = CaseMatrix(project)
    #expect(matrix.references.map(\.code.name) == ["content/missing-locale"])
    #expect(matrix.references.first?.notes.first?.message == "did you mean 'de'?")
    let renderer = TestProject.renderer(project)
    #expect(!matrix.cases.isEmpty && matrix.cases.allSatisfy { renderer.render($0).message == nil })
  }

  /// Its messages have the texts that it falls back to; only 'galley check' minds.
  @Test func aSupportedLocaleWithoutTextsIsTested() throws {
    let project = try project(locales: "en, de, fr")
    let matrix = CaseMatrix(project)
    #expect(matrix.references.isEmpty && matrix.cases.contains { $0.locale == "fr" })
    let renderer = TestProject.renderer(project)
    #expect(matrix.cases.allSatisfy { renderer.render($0).message != nil })
    #expect(ProjectValidation.problems(of: project).map(\.code.name) == ["content/missing-locale"])
  }

  /// What follows from another problem is not told.
  @Test func aWrongGalleyYamlHidesNoNames() throws {
    let reading = try TestProject.read([
      "templates/t/template.yaml":
        "{ channel: sms, fixtures: { clocks: [later], environments: [staging] } }",
      "galley.yaml": """
      galley: 1
      name: test
      locales: { default: en, supported: [en, de] }
      clocks: { default: 2026-01-01T00:00:00Z }
      enviroments: { staging: { url: "https://b.example" } }
      """,
    ])
    let project = try #require(reading.project)
    #expect(!reading.diagnostics.isEmpty && CaseMatrix(project).references.isEmpty)
  }

  @Test func aStaleSnapshotIsNotRemovedWhileNamesAreWrong() throws {
    let folder = try TemporaryFolder()
    let path = "snapshots/sms/t/zoe.sms.txt"
    try folder.write(path, "x\n")
    try folder.write(".galley/pending/\(path).removed", "")
    func accept(_ fixtures: String) throws {
      let review = try PendingReview(
        PendingSnapshots(root: folder.path), origins: CaseOrigins(try project(fixtures: fixtures)))
      _ = try review.apply(accepting: [review.everything], rejecting: [])
    }
    let refused = #expect(throws: ReviewError.self) { try accept("profiles: [anna, zo]") }
    #expect(refused?.message.contains("a case may still render '\(path)'") == true)
    #expect(folder.exists(path))
    try accept("profiles: [anna]")
    #expect(!folder.exists(path))
  }
}
