import Checks
import Content
import Diagnostics
import JSONSchema
import Rendering
import Testing

@Suite struct SchemaDifferenceTests {
  private static let files = [
    "galley.yaml": """
    galley: 1
    name: test
    locales: { default: en, supported: [en] }
    timeZone: UTC
    clocks: { default: 2026-01-01T00:00:00Z }
    """,
    "schemas/profile.schema.json": """
    {"type":"object","properties":{"id":{"type":"string"},"name":{"type":"string"},
      "city":{"$ref":"city.schema.json"},
      "items":{"type":"array","items":{"type":"object","properties":{"title":{"type":"string"},
        "price":{"type":"number"}}}}}}
    """,
    "schemas/city.schema.json": """
    {"type":"object","properties":{"zip":{"type":"string"},"town":{"type":"string"}}}
    """,
    "schemas/events/ordered.schema.json": """
    {"type":"object","properties":{"number":{"type":"string"},"to":{"$ref":"../city.schema.json"}}}
    """,
    "profiles/a.yaml": "id: a\n",
    "templates/t/template.yaml": "channel: sms\nevent: ordered\n",
    "templates/t/body.txt.liquid": """
    {{ profile.id }} {{ profile.city.zip }} {{ event.to.zip }}
    {% for item in profile.items %}{{ item.title }}{% endfor %}
    {{ profile.items.first.title }} {{ profile.items.size }}
    {{ profile[locale] }}
    """,
  ]

  /// The difference to the files with replacements in one of them; nil removes it.
  private func difference(
    _ changes: [String: (String, String)?]
  ) throws -> SchemaDifference {
    var files = Self.files
    for (path, change) in changes {
      guard let change else {
        files[path] = nil
        continue
      }
      let text = files[path] ?? ""
      #expect(text.isEmpty || text.contains(change.0))
      files[path] = text.isEmpty ? change.1 : text.replacing(change.0, with: change.1)
    }
    return SchemaDifference(
      old: try compiled(Self.files), new: try compiled(files), changed: Set(changes.keys))
  }

  private func compiled(_ files: [String: String]) throws -> CompiledProject {
    let reading = try Project.load(from: InMemorySource(files: files.mapValues { Array($0.utf8) }))
    return CompiledProject(try #require(reading.project))
  }

  private func comparison(
    _ schema: SchemaDifference.Schema?
  ) throws -> (comparison: SchemaComparison, uses: [String]) {
    let schema = try #require(schema)
    guard case .changed(let comparison) = schema.state else {
      Issue.record("\(schema.path) is \(schema.state)")
      throw CancellationError()
    }
    #expect(schema.uses.count == comparison.changes.count)
    let uses = zip(comparison.changes, schema.uses).map { change, spans in
      let places = spans.map { "\($0.startPosition.line):\($0.startPosition.column)" }
      return "\(change.code) \(change.path.text) " + places.joined(separator: " ")
    }
    return (comparison, uses)
  }

  @Test func nothingChangedIsNoDifference() throws {
    #expect(try difference([:]).schemas.isEmpty)
    #expect(try difference(["profiles/a.yaml": ("id: a", "id: b")]).schemas.isEmpty)
  }

  @Test func namesTheLinesThatReadARemovedField() throws {
    let found = try difference(
      ["schemas/profile.schema.json": (#""title":{"type":"string"},"#, "")])
    let (comparison, uses) = try comparison(found.schemas.first)
    #expect(comparison.forward.name == "breaking" && comparison.backward.name == "compatible")
    #expect(uses == ["property-removed-open items[].title 2:35 3:4"])
  }

  @Test func namesTheLinesThatReadARetypedField() throws {
    let found = try difference(
      ["schemas/profile.schema.json": (#""id":{"type":"string"}"#, #""id":{"type":"integer"}"#)])
    // The last line reads a member whose name is worked out: it may be this one.
    #expect(try comparison(found.schemas.first).uses == ["type-changed id 1:4 4:4"])
  }

  @Test func aValueThatMayNotBeReadIsNotListed() throws {
    let found = try difference(
      ["schemas/profile.schema.json": (#""price":{"type":"number"}"#, #""price":{"minimum":1}"#)])
    let uses = try comparison(found.schemas.first).uses
    #expect(uses.allSatisfy { $0.hasSuffix("price ") }, "\(uses)")
  }

  @Test func whatIsReadIsOfTheGravestCategory() throws {
    func categories(_ path: String, _ old: String, _ new: String) throws -> [[BreakingCategory]] {
      let schema = try #require(try difference([path: (old, new)]).schemas.first)
      return schema.categories
    }
    let profile = "schemas/profile.schema.json"
    #expect(try categories(profile, #""title":{"type":"string"},"#, "") == [[.render, .data]])
    #expect(
      try categories(profile, #""id":{"type":"string"}"#, #""id":{"type":"integer"}"#)
        == [[.render, .profile, .data]])
    // Nobody reads the price; a bound changes nothing for readers.
    #expect(
      try categories(profile, #""price":{"type":"number"}"#, #""price":{"type":"string"}"#)
        == [[.profile, .data]])
    #expect(
      try categories(profile, #""id":{"type":"string"}"#, #""id":{"type":"string","minLength":1}"#)
        == [[.profile]])
    #expect(
      try categories(
        "schemas/events/ordered.schema.json", #""number":{"type":"string"}"#,
        #""number":{"type":"string","minLength":1}"#) == [[.data]])
    // Of another kind as a whole, all that is read is.
    #expect(
      try categories(profile, #"{"type":"object","properties":{"id""#, #"{"properties":{"id""#)
        == [[.render, .data]])
  }

  @Test func aSharedFileIsShownWhereItIsUsed() throws {
    let found = try difference(
      ["schemas/city.schema.json": (#""zip":{"type":"string"}"#, #""zip":{"type":"integer"}"#)])
    #expect(
      found.schemas.map(\.path) == [
        "schemas/events/ordered.schema.json", "schemas/profile.schema.json",
      ])
    #expect(try comparison(found.schemas.first).uses == ["type-changed to.zip 1:44"])
    #expect(try comparison(found.schemas.last).uses == ["type-changed city.zip 1:21"])
  }

  @Test func addedRemovedAndBrokenSchemas() throws {
    let found = try difference([
      "schemas/events/new.schema.json": ("", "{}"), "schemas/events/ordered.schema.json": nil,
      "schemas/profile.schema.json": (#"{"type":"object""#, #"{"type":"objct""#),
    ])
    let states = found.schemas.map { schema in
      switch schema.state {
      case .added: "added"
      case .removed: "removed"
      case .changed: "changed"
      case .unknown(let reason): reason
      }
    }
    #expect(states == ["added", "removed", "the new version cannot be used as a schema"])
    #expect(found.isUndecided)
  }

  @Test func aSettingThatChangesTheVerdictsCounts() throws {
    let found = try difference(
      ["galley.yaml": ("timeZone: UTC", "timeZone: UTC\nschemas: { assertFormats: false }")])
    #expect(found.schemas.map(\.path).contains("schemas/profile.schema.json"))
    let (comparison, _) = try comparison(found.schemas.last)
    #expect(comparison.changes.isEmpty && comparison.backward.name == "compatible")
  }
}
