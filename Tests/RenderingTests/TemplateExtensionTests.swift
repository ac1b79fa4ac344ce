import Content
import Diagnostics
import Rendering
import Testing

/// `templates: { extensions: false }` in galley.yaml.
@Suite("Extensions of the template languages")
struct TemplateExtensionTests {
  private func codes(_ part: String, _ text: String, settings: String) throws -> [String] {
    let files = [
      "galley.yaml": """
      galley: 1
      name: test
      locales: { default: en, supported: [en] }
      timeZone: UTC
      clocks: { default: 2026-01-01T00:00:00Z }
      \(settings)
      """,
      "schemas/profile.schema.json": "{}",
      "profiles/a.yaml": "id: a\n",
      "templates/t/template.yaml": "channel: sms\n",
      "templates/t/\(part)": text,
    ]
    let reading = try Project.load(from: InMemorySource(files: files.mapValues { Array($0.utf8) }))
    let project = try #require(reading.project, "\(reading.diagnostics.map(\.message))")
    let template = try #require(project.templates.first)
    return CompiledTemplate.compile(template, in: project).diagnostics.map(\.code.name)
  }

  @Test("galley.yaml switches them off in both languages, and only them")
  func switchedOff() throws {
    let liquid = "{{ 1 | money: 'EUR' }}{{ 'a' | t }}{{ 1 | plus: 1 }}"
    let handlebars = "{{money 1 \"EUR\"}}{{t \"a\"}}{{#if (eq 1 1)}}{{lookup this \"a\"}}{{/if}}"
    let off = "templates: { extensions: false }"
    #expect(try codes("body.txt.liquid", liquid, settings: "") == [])
    #expect(try codes("body.txt.hbs", handlebars, settings: "") == [])
    #expect(
      try codes("body.txt.liquid", liquid, settings: off)
        == ["template/unknown-filter", "template/unknown-filter"])
    #expect(
      try codes("body.txt.hbs", handlebars, settings: off)
        == Array(repeating: "template/unknown-helper", count: 3))
    #expect(
      try codes("body.txt.hbs", handlebars, settings: "templates: { extensions: true }") == [])
  }
}
