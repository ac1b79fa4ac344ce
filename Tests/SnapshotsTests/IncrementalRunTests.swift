import Content
import Diagnostics
import Foundation
import Rendering
import TestSupport
import Testing

@testable import Snapshots

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

    func run(_ words: [String] = [], _ cache: ResultCache? = nil) throws -> TestRun {
      let source = WorkTreeSource(root: folder.path)
      let project = try #require(try Project.load(from: source).project)
      let matrix = CaseMatrix(project)
      var settings = RunSettings()
      settings.cache = cache ?? ResultCache(root: folder.path, engine: engine)
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

    /// The file of the cache.
    var pack: URL { URL(filePath: folder.path + "/.galley/cache/pack") }

    /// Where the entries of the cache whose names begin with `prefix` lie in its file.
    func places(_ prefix: String) throws -> [Range<Int>] {
      let bytes = [UInt8](try Data(contentsOf: pack))
      let entries = try #require(CachePack(bytes)).entries.filter { $0.name.hasPrefix(prefix) }
      return entries.map { $0.bytes.startIndex..<$0.bytes.endIndex }
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

  @Test func ignoresEntriesThatWereChanged() throws {
    let root = try Root()
    let whole = try Data(contentsOf: root.pack)
    for kind in ["records/", "template/", "files", "accepted"] {
      var poisoned = whole
      for place in try root.places(kind) { poisoned[place.lowerBound + place.count / 2] ^= 1 }
      #expect(poisoned != whole)
      try poisoned.write(to: root.pack)
      let cache = ResultCache(root: root.folder.path, engine: "one")
      let run = try root.run([], cache)
      #expect(run.results.allSatisfy { $0.word == "passed" })
      // The digests of snapshots lie with the template: without them the files are read again.
      #expect(run.results.allSatisfy { $0.isReused == (kind != "records/") }, "\(kind)")
      _ = (cache.accepted, cache.files)
      #expect(cache.diagnostics.map(\.code) == [.cacheCorrupt], "\(kind)")
      #expect(cache.diagnostics.allSatisfy { $0.severity == .warning })
      #expect(try root.rendered() == [], "\(kind)")
      try whole.write(to: root.pack)
    }
  }

  @Test func ignoresAFileThatWasCutShortAnywhere() throws {
    let root = try Root()
    let whole = [UInt8](try Data(contentsOf: root.pack))
    for count in 0..<whole.count { #expect(CachePack(Array(whole[..<count])) == nil) }
    #expect(CachePack(whole + [0]) == nil)
    for cut in [0, 5, 40, whole.count / 2, whole.count - 1] {
      try Data(whole[..<cut]).write(to: root.pack)
      let cache = ResultCache(root: root.folder.path, engine: "one")
      #expect(cache.diagnostics.map(\.code) == [.cacheCorrupt])
      #expect(try root.run([], cache).results.allSatisfy { $0.word == "passed" && !$0.isReused })
      #expect(try root.rendered() == [])
    }
  }

  @Test func aRunThatEndsMeanwhileLosesNothing() throws {
    let root = try Root()
    try root.folder.write("fragments/name.liquid", "{{ profile.firstName | strip }}")
    // Two runs that both began before the other ended.
    let caches = ["anna", "ben"].map { _ in ResultCache(root: root.folder.path, engine: "one") }
    for (name, cache) in zip(["anna", "ben"], caches) {
      #expect(try root.run(["a/" + name], cache).results.map(\.isReused) == [false])
    }
    try root.folder.write("templates/b/body.txt.liquid", "Good bye {{ profile.firstName }}")
    _ = try root.run(["b"], ResultCache(root: root.folder.path, engine: "one"))
    #expect(try root.rendered() == ["b/anna", "b/ben"])
  }

  @Test func verifyingFindsAResultThatIsWrong() throws {
    let root = try Root()
    root.verifiedShare = 100
    let run = try root.run()
    #expect(run.results.allSatisfy { !$0.isReused } && run.diagnostics.isEmpty)
    // The entry of one key under another name is no result of that key.
    let bytes = [UInt8](try Data(contentsOf: root.pack))
    var entries = try #require(CachePack(bytes)).entries
    let results = entries.indices.filter { entries[$0].name.hasPrefix("records/") }
    #expect(results.count == 2)
    entries[results[0]].bytes = entries[results[1]].bytes
    try Data(CachePack.file(entries)).write(to: root.pack)
    root.verifiedShare = 0
    let moved = try root.run()
    #expect(
      moved.results.map(\.isReused) == [false, false, true, true]
        || moved.results.map(\.isReused) == [true, true, false, false])
    #expect(moved.results.allSatisfy { $0.word == "passed" })
  }

  @Test func aFilteredRunForgetsNothingOfTheOthers() throws {
    let root = try Root()
    try root.folder.write("fragments/name.liquid", "{{ profile.firstName | strip }}")
    #expect(try root.run(["anna"]).results.map(\.isReused) == [false, true])
    #expect(try root.rendered() == ["a/ben"])
  }

  /// A result of the cache must not pass, though none of the case's own files has changed.
  @Test func aCaseFailsWhileItsTemplateNamesAProfileThatIsGone() throws {
    let root = try Root([
      "templates/a/template.yaml": "channel: sms\nfixtures: { profiles: [anna, ben] }"
    ])
    #expect(try root.rendered() == [])
    let file = URL(filePath: root.folder.path + "/profiles/ben.yaml")
    try FileManager.default.removeItem(at: file)
    let results = try root.run().results.filter { $0.testCase.name == "anna" }
    #expect(results.map(\.testCase.id) == ["a/anna", "b/anna"])
    #expect(results.map(\.word) == ["failed", "passed"])
    #expect(results.map(\.isReused) == [false, true])
    try root.folder.write("profiles/ben.yaml", "{ firstName: Ben, locale: de }")
    #expect(try root.rendered() == [])
  }
}
