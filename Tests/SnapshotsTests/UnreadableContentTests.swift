import Content
import Diagnostics
import Rendering
import Snapshots
import Testing

/// What a run makes of files that are there and cannot be read (complaint 10: no set is wrong).
@Suite struct UnreadableContentTests {
  /// The project's files, each case's text from everything that a case may depend on.
  private static let files: [String: String?] = [
    "profiles/cleo.yaml": "{ id: c, locale: de }",
    "switches.yaml": "switches: { sale: { default: false } }",
    "sources/stock.yaml":
      "{ request: { url: 'https://a.example' }, fallback: { count: 0 } }",
    "schemas/sources/stock.schema.json": "{}",
    "recordings/stock/many.json": #"{ "response": { "status": 200, "body": { "count": 9 } } }"#,
    "templates/plain/template.yaml": "channel: sms",
    "templates/plain/body.txt.liquid": "Hi{% render 'foot' %}",
    "fragments/foot.liquid": "!",
    "templates/texts/template.yaml": "channel: sms",
    "templates/texts/body.txt.liquid": "{{ 'hello' | t }}",
    "locales/en.yaml": "hello: Hello",
    "templates/sale/template.yaml": "channel: sms",
    "templates/sale/body.txt.liquid": "{% if switch.sale %}Sale{% else %}No{% endif %}",
    "templates/stocked/template.yaml":
      "{ channel: sms, sources: [stock], fixtures: { recordingSets: { default: { sources: { stock: many } } } } }",
    "templates/stocked/body.txt.liquid": "{{ source.stock.count }}",
    "templates/t/template.yaml": nil, "templates/t/body.txt.liquid": nil,
  ]

  /// Runs the project against the snapshots that it has without the changes.
  private func run(_ changes: [String: String?]) throws -> (run: TestRun, reading: ProjectReading) {
    let good = try TestProject.load(Self.files)
    let goodMatrix = CaseMatrix(good)
    let nothing = try SnapshotStore(InMemorySource(texts: [:]))
    let first = try TestRun(
      goodMatrix.cases, of: goodMatrix, renderer: TestProject.renderer(good), store: nothing)
    #expect(first.results.allSatisfy { $0.word == "new" }, "\(first.results.map(\.diagnostics))")
    var texts: [String: String] = [:]
    for file in first.results.flatMap(\.differences).map(\.file) {
      texts[file.path] = String(decoding: file.text.fileBytes, as: UTF8.self)
    }
    let reading = try TestProject.read(Self.files.merging(changes) { _, new in new })
    let project = try #require(reading.project)
    let matrix = CaseMatrix(project)
    #expect(matrix.cases.map(\.id) == goodMatrix.cases.map(\.id), "\(changes.keys)")
    let run = try TestRun(
      matrix.cases, of: matrix, renderer: TestProject.renderer(project),
      store: SnapshotStore(InMemorySource(texts: texts)),
      isComplete: !reading.diagnostics.contains { $0.severity == .error })
    return (run, reading)
  }

  @Test(arguments: [
    ("profiles/ben.yaml", ["plain/ben", "sale/ben", "stocked/ben", "texts/ben"]),
    ("locales/de.yaml", ["texts/ben", "texts/cleo"]),
    // Every language falls back to it.
    ("locales/en.yaml", ["texts/anna", "texts/ben", "texts/cleo"]),
    ("fragments/foot.liquid", ["plain/anna", "plain/ben", "plain/cleo"]),
    ("switches.yaml", ["sale/anna", "sale/ben", "sale/cleo"]),
    ("sources/stock.yaml", ["stocked/anna", "stocked/ben", "stocked/cleo"]),
    ("recordings/stock/many.json", ["stocked/anna", "stocked/ben", "stocked/cleo"]),
    ("templates/plain/body.txt.liquid", ["plain/anna", "plain/ben", "plain/cleo"]),
  ])
  func whatCannotBeReadFailsTheCasesThatDependOnIt(path: String, failed: [String]) throws {
    let broken = """
      <<<<<<< ours
      a: 1
      =======
      a: 2
      >>>>>>> theirs

      """
    let (run, reading) = try run([path: broken])
    #expect(reading.diagnostics.contains { $0.span?.source.path == path })
    #expect(run.results.filter { $0.word == "failed" }.map(\.testCase.id) == failed)
    #expect(run.results.filter { $0.word == "passed" }.count == 12 - failed.count)
    let outcome = TestOutcome(run: run, static: [])
    #expect(outcome.diagnostics.map(\.code.name) == ["content/unreadable"])
    #expect(outcome.diagnostics.map(\.span?.source.path) == [path])
    let plan = UpdatePlan(run, mode: .all)
    #expect(plan.stored.isEmpty && plan.removed.isEmpty)
  }

  @Test func aMisspeltFileNameIsAFileThatCannotBeRead() throws {
    let (run, _) = try run([
      "profiles/ben.yaml": nil, "profiles/ben.yml": "{ id: b, locale: de }",
    ])
    #expect(
      run.results.filter { $0.word == "failed" }.map(\.testCase.profile.id) == [
        "ben", "ben", "ben", "ben",
      ])
    #expect(run.results.count == 12)
  }

  @Test func aWrongGalleyYamlFailsEveryCase() throws {
    let (run, _) = try run([
      "galley.yaml": """
      galley: 1
      name: test
      locales: { default: en, supported: [en, de] }
      clocks: { default: 2026-01-01T00:00:00Z, later: 2026-07-01T00:00:00Z }
      environments: { prod: { url: "https://a.example" }, staging: { url: "https://b.example" } }
      timezone: Europe/Berlin
      """
    ])
    #expect(run.results.allSatisfy { $0.word == "failed" })
  }

  @Test func aRecordingThatIsNotThereFailsItsCases() throws {
    let (run, _) = try run(["recordings/stock/many.json": nil])
    let failed = run.results.filter { $0.word == "failed" }
    #expect(failed.map(\.testCase.id) == ["stocked/anna", "stocked/ben", "stocked/cleo"])
    #expect(failed.first?.diagnostics.map(\.code.name) == ["content/unknown-recording"])
  }

  /// Under `each` a profile whose language is unknown may make further cases of others needless.
  @Test func aCaseThatMayNotExistFails() throws {
    let project = try #require(
      try TestProject.read([
        "profiles/ben.yaml": "[", "templates/t/template.yaml": "{ channel: sms, variants: [a, b] }",
      ]).project)
    let cases = CaseMatrix(project).cases
    #expect(cases.map(\.name) == ["anna", "anna@de", "anna~b", "ben"])
    #expect(cases.map(\.doubt) == [nil, "profiles/ben.yaml", nil, nil])
    let renderer = TestProject.renderer(project)
    #expect(cases.map { renderer.render($0).message != nil } == [true, false, true, false])
  }

  @Test func aFileThatMayBeAProfileLeavesNoFurtherCaseSure() throws {
    let project = try #require(
      try TestProject.read([
        "profiles/vip/zoe.yaml": "{ locale: de }",
        "templates/t/template.yaml": "{ channel: sms, variants: [a, b] }",
      ]).project)
    let cases = CaseMatrix(project).cases
    #expect(cases.map(\.name) == ["anna", "anna~b", "ben"])
    #expect(cases.map(\.doubt) == [nil, "profiles/vip/zoe.yaml", nil])
  }

  @Test func theFirstProfileIsTheFirstThoughItCannotBeRead() throws {
    let project = try #require(
      try TestProject.read([
        "profiles/anna.yaml": "[",
        "templates/t/template.yaml":
          "{ channel: sms, variants: [a, b], fixtures: { include: [{ clock: later }] } }",
      ]).project)
    let cases = CaseMatrix(project).cases
    #expect(cases.map(\.name) == ["anna", "anna+later", "anna~b", "ben"])
    let renderer = TestProject.renderer(project)
    #expect(cases.map { renderer.render($0).message != nil } == [false, false, false, true])
  }
}
