import Content
import Diagnostics
import Foundation
import Rendering
import Snapshots
import TestSupport
import Testing

/// What a run reuses, and what makes it render again (complaints 18 and 23 of the reference: data
/// versions are part of the key; recorded reads instead of guesses).
@Suite struct IncrementalRunTests {
  /// A content root on disk, run again and again.
  private final class Root {
    let folder: TemporaryFolder
    var engine = "one"
    var verifiedShare = 0

    init(_ changes: [String: String] = [:]) throws {
      folder = try TemporaryFolder()
      var files = [
        "galley.yaml": """
        galley: 1
        name: test
        locales: { default: en, supported: [en, de] }
        clocks: { default: 2026-01-01T00:00:00Z }
        environments: { prod: { url: "https://a.example" } }
        """,
        "schemas/profile.schema.json": "{}",
        "profiles/anna.yaml": "{ firstName: Anna, locale: en }",
        "profiles/ben.yaml": "{ firstName: Ben, locale: de }",
        "locales/en.yaml": "{ hello: Hi, other: Other }",
        "locales/de.yaml": "{ hello: Hallo }",
        "fragments/name.liquid": "{{ profile.firstName }}",
        "templates/a/template.yaml": "channel: sms",
        "templates/a/body.txt.liquid": "{{ 'hello' | t }} {% render 'name' %}",
        "templates/b/template.yaml": "channel: sms",
        "templates/b/body.txt.liquid": "Bye {{ profile.firstName }}",
      ]
      files.merge(changes) { _, new in new }
      for (path, text) in files { try folder.write(path, text) }
      let first = try run()
      let plan = UpdatePlan(first, mode: .all)
      try plan.store(below: folder.path)
      // Twice: what was stored a moment ago is not trusted to be old, and read once more.
      _ = try run()
    }

    func run(_ words: [String] = []) throws -> TestRun {
      let source = WorkTreeSource(root: folder.path)
      let project = try #require(try Project.load(from: source).project)
      let matrix = CaseMatrix(project)
      var settings = RunSettings()
      settings.cache = ResultCache(root: folder.path, engine: engine)
      settings.verifiedShare = verifiedShare
      return try TestRun(
        CaseFilter(words).select(matrix.cases).selected, of: matrix,
        renderer: Renderer(CompiledProject(project, templates: [])),
        store: try SnapshotStore(source), settings: settings)
    }

    /// The cases that are rendered now.
    func rendered() throws -> [String] {
      try run().results.filter { !$0.isReused }.map(\.testCase.id)
    }

    /// Every object of the cache.
    func objects() throws -> [URL] {
      let base = URL(filePath: folder.path + "/.galley/cache/results")
      let files = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)
      return (files?.allObjects as? [URL] ?? []).filter { !$0.hasDirectoryPath }
    }
  }

  @Test func rendersNothingWhenNothingHasChanged() throws {
    let root = try Root()
    let run = try root.run()
    #expect(run.results.map(\.word) == Array(repeating: "passed", count: 4))
    #expect(run.results.allSatisfy { $0.isReused })
  }

  @Test func rendersWhatAChangeReaches() throws {
    let root = try Root()
    try root.folder.write("fragments/name.liquid", "{{ profile.firstName | upcase }}")
    #expect(try root.rendered() == ["a/anna", "a/ben"])
    try root.folder.write("fragments/name.liquid", "{{ profile.firstName }}")
    #expect(try root.rendered() == [])
    try root.folder.write("profiles/ben.yaml", "{ firstName: Ben, locale: de, age: 4 }")
    #expect(try root.rendered() == ["a/ben", "b/ben"])
    // Known now; another text of the same locale reaches nobody, the text itself those who ask.
    try root.folder.write("locales/en.yaml", "{ hello: Hi, other: Changed }")
    #expect(try root.rendered() == [])
    try root.folder.write("locales/de.yaml", "{ hello: Hallo, more: Mehr }")
    #expect(try root.rendered() == [])
    try root.folder.write("locales/en.yaml", "{ hello: Hello }")
    #expect(try root.rendered() == ["a/anna"])
    try root.folder.write("templates/b/body.txt.liquid", "Bye, {{ profile.firstName }}")
    #expect(try root.rendered() == ["a/anna", "b/anna", "b/ben"])
  }

  @Test func aFailedLookUpIsARead() throws {
    // `de` has no text: the default locale's stands in, until there is one.
    let root = try Root(["locales/de.yaml": "{ unused: Nichts }"])
    #expect(try root.rendered() == [])
    try root.folder.write("locales/de.yaml", "{ unused: Nichts, hello: Hallo }")
    #expect(try root.rendered() == ["a/ben"])
  }

  @Test func configurationAndEngineArePartOfTheKey() throws {
    let root = try Root()
    root.engine = "two"
    #expect(try root.rendered().count == 4)
    #expect(try root.rendered() == [])
    let path = root.folder.path + "/galley.yaml"
    let settings = try String(contentsOfFile: path, encoding: .utf8)
    let later = settings.replacing("default: 2026-01-01", with: "default: 2026-01-02")
    try root.folder.write("galley.yaml", later)
    #expect(try root.rendered().count == 4)
    try root.folder.write("galley.yaml", later + "\ndescription: No case reads this.\n")
    #expect(try root.rendered() == [])
    try root.folder.write("galley.yaml", later + "\ntemplates: { extensions: false }\n")
    #expect(try root.rendered().count == 4)
  }

  @Test func aReusedResultIsComparedAllTheSame() throws {
    let root = try Root()
    let path = "snapshots/sms/b/ben.sms.txt"
    let text = try String(contentsOfFile: root.folder.path + "/" + path, encoding: .utf8)
    try root.folder.write(path, "Bye Bob\n")
    let run = try root.run()
    #expect(run.results.map(\.word) == ["passed", "passed", "passed", "changed"])
    // Of the same length, written at once: the time stamp alone would not tell.
    for word in ["Bye Bib\n", text, "Bye Bub\n"] {
      try root.folder.write(path, word)
      #expect(try root.run().results.last?.word == (word == text ? "passed" : "changed"))
    }
    try FileManager.default.removeItem(atPath: root.folder.path + "/" + path)
    #expect(try root.run().results.last?.word == "new")
  }

  @Test func ignoresEntriesThatWereCutShortOrChanged() throws {
    let root = try Root()
    let objects = try root.objects()
    #expect(objects.count == 2)
    var poisoned = try Data(contentsOf: objects[0])
    poisoned[poisoned.count / 2] ^= 1
    try poisoned.write(to: objects[0])
    try Data(contentsOf: objects[1]).dropLast(3).write(to: objects[1])
    let cache = ResultCache(root: root.folder.path, engine: "one")
    let project = try #require(
      try Project.load(from: WorkTreeSource(root: root.folder.path)).project)
    let matrix = CaseMatrix(project)
    var settings = RunSettings()
    settings.cache = cache
    let run = try TestRun(
      matrix.cases, of: matrix, renderer: Renderer(CompiledProject(project, templates: [])),
      store: try SnapshotStore(WorkTreeSource(root: root.folder.path)), settings: settings)
    #expect(run.results.allSatisfy { $0.word == "passed" && !$0.isReused })
    #expect(cache.diagnostics.allSatisfy { $0.code == .cacheCorrupt && $0.severity == .warning })
    #expect(cache.diagnostics.count == 2)
    #expect(try root.rendered() == [])
    try root.folder.write(".galley/cache/index", "nonsense")
    #expect(ResultCache(root: root.folder.path, engine: "one").diagnostics.count == 1)
    #expect(try root.run().results.allSatisfy { $0.word == "passed" })
  }

  @Test func verifyingFindsAResultThatIsWrong() throws {
    let root = try Root()
    root.verifiedShare = 100
    let run = try root.run()
    #expect(run.results.allSatisfy { !$0.isReused } && run.diagnostics.isEmpty)
    // The object of one key under another name is no result of that key.
    let objects = try root.objects()
    try Data(contentsOf: objects[0]).write(to: objects[1])
    let moved = try root.run()
    #expect(moved.results.allSatisfy { $0.word == "passed" })
  }

  @Test func aFilteredRunForgetsNothingOfTheOthers() throws {
    let root = try Root()
    try root.folder.write("fragments/name.liquid", "{{ profile.firstName | strip }}")
    #expect(try root.run(["anna"]).results.map(\.isReused) == [false, true])
    #expect(try root.rendered() == ["a/ben"])
  }
}
