import Content
import Diagnostics
import Rendering
import Testing

/// A small project in memory, with files added or replaced.
enum TestProject {
  private static let files = [
    "galley.yaml": """
    galley: 1
    name: test
    locales: { default: en, supported: [en, de] }
    timeZone: Europe/Berlin
    clocks: { default: 2026-03-29T00:30:00Z }
    environments: { prod: { url: "https://a.example" } }
    """,
    "schemas/profile.schema.json": "{}",
    "schemas/sources/weather.schema.json": "{}",
    "profiles/anna.yaml": "{ id: a, firstName: Anna, locale: en, timeZone: America/New_York }",
    "locales/de.yaml": "hello: Hallo",
    "templates/t/template.yaml": "channel: sms",
    "templates/t/body.txt.liquid": "Hi {{ profile.firstName }}",
  ]

  /// Reads a project that must be usable.
  static func load(_ changes: [String: String?] = [:]) throws -> Project {
    var texts = files
    for (path, text) in changes { texts[path] = text }
    let reading = try Project.load(from: InMemorySource(texts: texts))
    #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics.map(\.message))")
    return try #require(reading.project)
  }

  /// The case of a template and profile with every other value its default.
  static func makeCase(
    _ project: Project, profile: String = "anna", locale: String? = nil
  ) throws -> Case {
    let template = try #require(project.templates[id: "t"])
    let profile = try #require(project.profiles[id: profile])
    let defaults = CaseDefaults(project: project, template: template)
    return Case(
      template: template, profile: profile, locale: locale ?? defaults.locale(of: profile),
      clock: try #require(defaults.clock), variant: defaults.variant,
      environment: try #require(defaults.environment), recordingSet: defaults.recordingSet,
      name: profile.id)
  }

  /// What a template's text renders to for anna, or the codes of what went wrong.
  static func render(_ text: String, _ changes: [String: String?] = [:]) throws -> String {
    var changes = changes
    changes["templates/t/body.txt.liquid"] = text
    let project = try load(changes)
    let rendered = Renderer(CompiledProject(project)).render(try makeCase(project))
    guard let part = rendered.message?.parts.first else {
      return rendered.diagnostics.map(\.code.name).joined(separator: " ")
    }
    return part.text
  }
}
