import Content
import Testing

@testable import Snapshots

/// Which changed files a selector is about, and which cases they reach by themselves.
@Suite struct ChangeSelectorTests {
  @Test(arguments: [
    ("templates/t/body.txt.liquid", "template"), ("templates/t/template.yaml", "template"),
    ("fragments/foot.liquid", "fragment"), ("fragments/a/b.hbs", "fragment"),
    ("schemas/profile.schema.json", "schema"), ("schemas/events/order.schema.json", "schema"),
    ("profiles/anna.yaml", "profile"), ("recordings/weather/sunny.json", "recording"),
    ("sources/weather.yaml", "source"), ("locales/de.yaml", "locale"), ("switches.yaml", "switch"),
    ("galley.yaml", "settings"), ("journeys/a.yaml", "journey"),
    ("scenarios/a/b.yaml", "scenario"), ("functions/f.js", "function"),
    ("snapshots/sms/t/anna.sms.txt", "snapshot"), ("fragments/logo.svg", "other"),
    ("profiles/list.csv", "other"), ("README.md", "other"),
  ])
  func everyFileIsOfOneKind(path: String, kind: String) throws {
    let selecting = try ChangeSelector.allWords.filter { word in
      try #require(try ChangeSelector.split([word]).selector).selects(path)
    }
    #expect(selecting == ["changed:" + kind])
  }

  @Test func selectorsAreTakenOutOfTheWords() throws {
    let words = ["main", "changed:schema", "cart", "changed:profile", "changed:schema"]
    let (selector, others) = try ChangeSelector.split(words)
    #expect(
      selector?.words == ["changed:schema", "changed:profile"] && others == ["main", "cart"])
    #expect(try ChangeSelector.split(["main"]).selector == nil)
  }

  @Test(arguments: [
    ("changed:fragments", "changed:fragment"), ("changed:shcema", "changed:schema"),
    ("changed:switches", "changed:switch"), ("changed:", nil), ("changed:xyzzy", nil),
  ])
  func anUnknownKindSuggestsTheNearest(word: String, near: String?) {
    #expect(throws: ChangeSelector.UnknownKind(word: word, suggestion: near)) {
      try ChangeSelector.split(["a", word])
    }
  }

  private static let files: [String: String?] = [
    "schemas/events/order.schema.json": "{}", "fragments/foot.liquid": "Foot",
    "templates/u/template.yaml": "{ channel: sms, event: order }",
    "templates/u/body.txt.liquid": "{% render 'foot' %}",
    "profiles/cid.yaml": "{ id: c, firstName: Cid, locale: en }",
  ]

  /// The cases that some changed files of some kinds reach, where Cid is only in the old version.
  private func cases(_ words: [String], _ paths: [String]) throws -> [String] {
    let selector = try #require(try ChangeSelector.split(words).selector)
    let old = try TestProject.load(Self.files)
    let new = try TestProject.load(Self.files.merging(["profiles/cid.yaml": nil]) { $1 })
    let texts = Dictionary(uniqueKeysWithValues: paths.map { ($0, "x") })
    let changed = try FileChange.changes(
      from: InMemorySource(texts: texts), to: InMemorySource(texts: [:]))
    #expect(changed.count == paths.count)
    return selector.cases(
      among: changed, (old, CaseMatrix(old)), (new, CaseMatrix(new))
    ).sorted()
  }

  /// A change of everything does not hide which cases the chosen kinds reach.
  @Test func onlyFilesOfTheKindsCount() throws {
    let paths = ["galley.yaml", "fragments/foot.liquid", "profiles/ben.yaml", "locales/de.yaml"]
    #expect(try cases(["changed:fragment"], paths) == ["u/anna", "u/ben", "u/cid"])
    #expect(try cases(["changed:profile"], paths) == ["t/ben", "u/ben"])
    #expect(
      try cases(["changed:profile", "changed:fragment"], paths)
        == ["t/ben", "u/anna", "u/ben", "u/cid"])
    #expect(try cases(["changed:settings"], paths).count == 6)
    #expect(try cases(["changed:schema"], paths) == [])
    #expect(
      try cases(["changed:schema"], paths + ["schemas/events/order.schema.json"])
        == ["u/anna", "u/ben", "u/cid"])
  }

  @Test func casesOfTheOldVersionCountAsWell() throws {
    #expect(try cases(["changed:profile"], ["profiles/cid.yaml"]) == ["t/cid", "u/cid"])
  }
}
