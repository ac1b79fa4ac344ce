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
    clocks: { default: 2026-01-01T00:00:00Z, later: 2026-07-01T00:00:00Z }
    environments: { prod: { url: "https://a.example" }, staging: { url: "https://b.example" } }
    """,
    "schemas/profile.schema.json": "{}",
    "profiles/anna.yaml": "{ id: a, firstName: Anna, locale: en }",
    "profiles/ben.yaml": "{ id: b, firstName: Ben, locale: de }",
    "locales/de.yaml": "hello: Hallo",
    "templates/t/template.yaml": "channel: sms",
    "templates/t/body.txt.liquid": "Hi {{ profile.firstName }}",
  ]

  /// Reads a project that must be usable.
  static func load(_ changes: [String: String?] = [:]) throws -> Project {
    let reading = try read(changes)
    #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics.map(\.message))")
    return try #require(reading.project)
  }

  /// Reads a project that may have problems.
  static func read(_ changes: [String: String?] = [:]) throws -> ProjectReading {
    var texts = files
    for (path, text) in changes { texts[path] = text }
    return try Project.load(from: InMemorySource(texts: texts))
  }

  /// Reads a project whose only template has these settings.
  static func template(_ settings: String, settings project: String? = nil) throws -> Project {
    try load(["templates/t/template.yaml": settings])
  }

  /// A renderer of a project.
  static func renderer(_ project: Project) -> Renderer { Renderer(CompiledProject(project)) }
}
