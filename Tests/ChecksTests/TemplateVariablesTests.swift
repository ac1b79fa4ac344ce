import Checks
import Content
import Diagnostics
import Rendering
import Testing

@Suite struct TemplateVariablesTests {
  /// A project with one SMS template that holds `text`.
  private func problems(
    _ text: String, template: String = "", part: String = "body.txt.liquid"
  ) throws -> [Diagnostic] {
    let files = [
      "galley.yaml": """
      galley: 1
      name: test
      locales: { default: en, supported: [en] }
      timeZone: UTC
      clocks: { default: 2026-01-01T00:00:00Z }
      environments: { prod: { shopUrl: "https://a.example" } }
      """,
      "schemas/profile.schema.json": """
      {"type":"object","additionalProperties":false,"required":["id"],"properties":{
        "id":{"type":"string"},"firstName":{"type":"string"},
        "city":{"type":"object","required":["name"],"properties":{"name":{"type":"string"}}},
        "items":{"type":"array","items":{"type":"object","required":["title"],
          "additionalProperties":false,"properties":{"title":{"type":"string"}}}}}}
      """,
      "profiles/a.yaml": "id: a\n",
      "templates/t/template.yaml": "channel: sms\n" + template,
      "templates/t/\(part)": text,
    ]
    let reading = try Project.load(from: InMemorySource(files: files.mapValues { Array($0.utf8) }))
    let project = try #require(reading.project)
    let input = CheckedProject(
      compiled: CompiledProject(project), loading: reading.diagnostics)
    return CheckRegistry.problems(input)
  }

  private func codes(_ text: String, template: String = "") throws -> [String] {
    try problems(text, template: template).map(\.code.name)
  }

  @Test func acceptsWhatTheSchemaDeclares() throws {
    #expect(try codes("{{ profile.id }} {{ environment.shopUrl }} {{ locale }}") == [])
  }

  @Test func refusesAPathThatTheSchemaDoesNotDeclare() throws {
    let problem = try #require(try problems("{{ profile.fristName | default: 'x' }}").first)
    #expect(problem.code.name == "template/unknown-path")
    #expect(problem.severity == .error)
    #expect(problem.notes.contains { $0.message.contains("'firstName'") })
    #expect(problem.span?.startPosition == SourcePosition(line: 1, column: 4))
  }

  @Test func followsLoopVariablesToTheirData() throws {
    let text = "{% for item in profile.items %}{{ item.titel }}{% endfor %}"
    #expect(try codes(text) == ["template/unknown-path"])
  }

  @Test func warnsAboutAValueThatMayBeMissing() throws {
    #expect(try codes("{{ profile.firstName }}") == ["template/unguarded-optional"])
    #expect(try codes("{{ profile.firstName | default: 'x' }}") == [])
    #expect(try codes("{% if profile.firstName %}{{ profile.firstName }}{% endif %}") == [])
  }

  @Test func showsTheFallbackInTheLanguageOfThePart() throws {
    let part = "body.txt.hbs"
    let found = try problems("{{profile.firstName}}", part: part)
    #expect(found.map(\.code.name) == ["template/unguarded-optional"])
    let note = try #require(found.first?.notes.first?.message)
    #expect(note.contains("{{default profile.firstName \"…\"}}"))
    #expect(note.contains("{{#if}}") && !note.contains("{%"))
    let fallback =
      "{{default profile.firstName \"x\"}}{{#if profile.firstName}}{{profile.firstName}}{{/if}}"
    #expect(try problems(fallback, part: part).isEmpty)
    let liquid = try problems("{{ profile.firstName }}").first?.notes.first?.message
    #expect(liquid?.contains("| default:") == true)
  }

  @Test func takesAComparisonOrAFallbackAsAGuard() throws {
    #expect(try codes("{% if profile.firstName > 'a' %}{{ profile.firstName }}{% endif %}") == [])
    #expect(
      try codes("{% assign name = profile.firstName | default: 'x' %}{{ name }}") == [])
  }

  @Test func wantsNoGuardForARequiredMemberOfAGuardedObject() throws {
    #expect(try codes("{% if profile.city %}{{ profile.city.name }}{% endif %}") == [])
    #expect(try codes("{{ profile.city.name }}") == ["template/unguarded-optional"])
  }

  @Test func knowsTheSizeOfAList() throws {
    #expect(try codes("{% if profile.items %}{{ profile.items.size }}{% endif %}") == [])
  }

  @Test func refusesNamesThatNothingDefines() throws {
    #expect(try codes("{{ profil.id }}") == ["template/unknown-variable"])
    #expect(try codes("{{ event.id }}") == ["template/undeclared-event"])
    #expect(try codes("{{ source.weather.x }}") == ["template/undeclared-source"])
    #expect(try codes("{% if switch.sale %}x{% endif %}y") == ["template/unknown-switch"])
    #expect(try codes("{{ environment.shopUlr }}") == ["template/unknown-environment-value"])
  }
}
