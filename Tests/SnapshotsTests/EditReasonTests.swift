import Content
import Diagnostics
import Rendering
import TestSupport
import Testing

@testable import Snapshots

/// What explains an edit: the changed source, or what else of the case's inputs has changed.
@Suite struct EditReasonTests {
  /// A project in which one template shows every kind of input.
  private static let files: [String: String?] = [
    "galley.yaml": """
    galley: 1
    name: test
    locales: { default: en, supported: [en, de] }
    timeZone: UTC
    clocks: { default: 2026-01-01T10:00:00Z, later: 2026-07-01T00:00:00Z }
    environments: { prod: { url: "https://a.example" }, staging: { url: "https://b.example" } }
    """,
    "profiles/anna.yaml": "{ id: a, firstName: Anna, tier: none, locale: en }",
    "profiles/ben.yaml": nil,
    "locales/en.yaml": "{ hello: Hi, bye: Bye }",
    "locales/de.yaml": "{ hello: Hallo, bye: Ciao }",
    "sources/weather.yaml": """
    description: The weather
    request: { method: GET, url: "https://w.example" }
    """,
    "schemas/sources/weather.schema.json": "{}",
    "recordings/weather/sunny.json": #"{"response":{"status":200,"body":{"sky":"sunny"}}}"#,
    "fragments/footer.liquid": "Shop Ltd\nOld Street\n",
    "templates/t/template.yaml": """
    channel: email
    from: a@example.com
    sources: [weather]
    fixtures:
      locales: [en]
      recordingSets: { default: { event: { code: A1 }, sources: { weather: sunny } } }
    """,
    "templates/t/subject.liquid": "Subject",
    "templates/t/body.txt.liquid": nil,
    "templates/t/body.html.liquid": """
    <html><head><title>x</title></head><body>
    <p>{{ 'hello' | t }} {{ profile.firstName }}</p>
    {% if profile.tier == 'gold' %}<p>Gold</p>{% else %}<p>Plain</p>{% endif %}
    <p>{{ 'now' | date: '%Y-%m-%d' }}</p>
    <p>{{ environment.url }}</p>
    <p>{{ source.weather.sky }}</p>
    <p>{{ event.code }}</p>
    {% render 'footer' %}
    </body></html>
    """,
  ]

  private func side(
    _ changes: [String: String?]
  ) throws -> (renderer: Renderer, cases: CaseMatrix) {
    let project = try TestProject.load(Self.files.merging(changes) { $1 })
    return (TestProject.renderer(project), CaseMatrix(project))
  }

  private func reasons(_ path: String, _ old: String, _ new: String) throws -> [[String]] {
    let text = try #require(Self.files[path] ?? nil)
    #expect(text.contains(old))
    let difference = RenderedDifference(
      old: try side([:]), new: try side([path: text.replacing(old, with: new)]))
    #expect(difference.diagnostics.isEmpty, "\(difference.diagnostics.map(\.message))")
    return difference.clusters.map { $0.reasons.map { "\($0.kind.rawValue) \($0.name)" } }
  }

  @Test(arguments: [
    ("fragments/footer.liquid", "Old Street", "New Road", "template fragments/footer.liquid:2"),
    (
      "templates/t/body.html.liquid", "<p>{{ event", "<p>Code {{ event",
      "template templates/t/body.html.liquid:7"
    ),
    (
      "templates/t/template.yaml", "a@example.com", "b@example.com",
      "template templates/t/template.yaml:2"
    ),
    ("profiles/anna.yaml", "Anna", "Anne", "profile profiles/anna.yaml"),
    // The value is not printed: it decides what is.
    ("profiles/anna.yaml", "none", "gold", "profile profiles/anna.yaml"),
    ("locales/en.yaml", "hello: Hi", "hello: Hey", "translation locales/en.yaml#hello"),
    ("galley.yaml", "2026-01-01T10", "2026-02-01T10", "clock galley.yaml#clocks.default"),
    ("galley.yaml", "https://a.", "https://c.", "environment galley.yaml#environments.prod"),
    (
      "recordings/weather/sunny.json", "\"sunny", "\"cloudy",
      "recording recordings/weather/sunny.json"
    ),
    ("templates/t/template.yaml", "A1", "B2", "recording templates/t/template.yaml"),
  ])
  func saysWhichInputHasChanged(_ path: String, _ old: String, _ new: String, _ expected: String)
    throws
  {
    let reasons = try reasons(path, old, new)
    #expect(reasons.allSatisfy { $0.contains(expected) } && !reasons.isEmpty, "\(reasons)")
    // The event stands in template.yaml, whose line has changed as well.
    if !expected.hasPrefix("recording templates/") {
      #expect(reasons.allSatisfy { $0 == [expected] }, "\(reasons)")
    }
  }

  @Test func settingsOfEveryRenderingAreAReason() throws {
    let changed = try reasons("galley.yaml", "timeZone: UTC", "timeZone: Pacific/Kiritimati")
    #expect(changed == [["configuration galley.yaml"]])
  }

  @Test func anInputThatNoEditComesFromIsNoReason() throws {
    // Another text of the same file, another clock and another profile have changed, too.
    let difference = RenderedDifference(
      old: try side(["profiles/ben.yaml": "{ firstName: Ben, locale: de }"]),
      new: try side([
        "profiles/ben.yaml": "{ firstName: Bob, locale: de }",
        "locales/en.yaml": "{ hello: Hey, bye: Tschüss }",
        "galley.yaml": (Self.files["galley.yaml"] ?? "")?.replacing(
          "2026-07-01", with: "2026-08-01"),
      ]))
    let anna = try #require(difference.clusters.first { $0.key?.replacement.new == "Hey" })
    #expect(anna.reasons.map(\.name) == ["locales/en.yaml#hello"])
    #expect(anna.reasonText == "the text locales/en.yaml#hello")
  }

  @Test func aChangedSourceLineThatTheCauseNamesIsNotSaidTwice() throws {
    let difference = RenderedDifference(
      old: try side([:]), new: try side(["fragments/footer.liquid": "Shop Ltd\nNew Road\n"]))
    let edit = try #require(difference.clusters.first)
    #expect(edit.causes.map(\.place) == ["fragments/footer.liquid:2"])
    #expect(edit.reasons.map(\.name) == ["fragments/footer.liquid:2"] && edit.reasonText == nil)
  }

  @Test func aLineThatWentAwayIsAReason() throws {
    let difference = RenderedDifference(
      old: try side([:]), new: try side(["fragments/footer.liquid": "Shop Ltd\n"]))
    #expect(
      difference.clusters.map { $0.reasons.map(\.name) } == [["fragments/footer.liquid:2"]])
  }
}

/// What `galley test` knows of the past: the last run that passed, and git.
@Suite struct InputHistoryTests {
  private let files = [
    "galley.yaml": """
    galley: 1
    name: test
    locales: { default: en, supported: [en] }
    clocks: { default: 2026-01-01T00:00:00Z }
    """,
    "schemas/profile.schema.json": "{}", "profiles/anna.yaml": "{ firstName: Anna }",
    "templates/a/template.yaml": "channel: sms", "templates/a/body.txt.liquid": "Hi\n",
    "fragments/f.liquid": "x",
  ]

  private func run(
    _ folder: TemporaryFolder, engine: String = "one", git: (Set<String>, any ContentSource)? = nil
  ) throws -> (outcome: TestOutcome, changes: InputChanges?) {
    let source = WorkTreeSource(root: folder.path)
    let project = try #require(try Project.load(from: source).project)
    let matrix = CaseMatrix(project)
    var settings = RunSettings()
    let cache = ResultCache(root: folder.path, engine: engine)
    settings.cache = cache
    let renderer = Renderer(CompiledProject(project))
    let run = try TestRun(
      matrix.cases, of: matrix, renderer: renderer, store: try SnapshotStore(source),
      settings: settings)
    let changes = InputChanges(
      of: project, since: cache.accepted, engine: engine,
      git: git.map { (paths: $0.0, source: $0.1) })
    let origins = CaseOrigins((renderer, matrix.cases), changes: changes)
    let outcome = TestOutcome(run: run, static: [], origins: origins.finder)
    return (outcome, changes)
  }

  /// A folder whose snapshots are stored and whose last run passed.
  private func passed() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (path, text) in files { try folder.write(path, text) }
    let first = try run(folder)
    #expect(first.changes == nil)
    try UpdatePlan(first.outcome.run, mode: .all).store(below: folder.path)
    #expect(try run(folder).outcome.count("passed") == 1)
    return folder
  }

  @Test func theLastRunThatPassedIsTheMeasure() throws {
    let folder = try passed()
    try folder.write("profiles/anna.yaml", "{ firstName: Anna, x: 1 }")
    try folder.write("templates/a/body.txt.liquid", "Ho\n")
    // However often it fails, the reasons stay.
    for _ in 1...3 {
      let edit = try #require(try run(folder).outcome.clusters.first)
      #expect(edit.reasons.map(\.name) == ["templates/a/body.txt.liquid:1"])
    }
  }

  @Test func anotherBuildOfGalleyIsAReason() throws {
    let folder = try passed()
    // As if the build before had rendered something else.
    try folder.write("snapshots/sms/a/anna.sms.txt", "Hello\n")
    let edit = try #require(try run(folder, engine: "two").outcome.clusters.first)
    #expect(edit.reasons.map(\.kind) == [.engine])
    #expect(edit.reasonText == "another version of galley or of its data")
    // By the same build nothing explains it: somebody has edited the snapshot.
    #expect(try run(folder).outcome.clusters.first?.reasons == [])
  }

  @Test func whatBothTheLastRunAndGitSeeChangedCounts() throws {
    let folder = try passed()
    let old = InMemorySource(texts: files.merging(["fragments/f.liquid": "old"]) { $1 })
    try folder.write("templates/a/body.txt.liquid", "Ho\n")
    try folder.write("profiles/anna.yaml", "{ firstName: Anne }")
    let both: Set<String> = ["fragments/f.liquid", "templates/a/body.txt.liquid"]
    let changes = try #require(try run(folder, git: (both, old)).changes)
    #expect(changes.names == ["templates/a/body.txt.liquid"])
  }

  @Test func gitAloneKnowsLinesAndSettings() throws {
    let folder = try TemporaryFolder()
    for (path, text) in files { try folder.write(path, text) }
    try folder.write(
      "galley.yaml", (files["galley.yaml"] ?? "").replacing("2026-01", with: "2026-02"))
    try folder.write("snapshots/sms/a/anna.sms.txt", "Ho\n")
    let git: (Set<String>, any ContentSource) = (["galley.yaml"], InMemorySource(texts: files))
    let edit = try #require(try run(folder, git: git).outcome.clusters.first)
    #expect(edit.reasons.map(\.name) == ["galley.yaml#clocks.default"])
  }
}
