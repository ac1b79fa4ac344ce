import Checks
import Content
import Diagnostics
import Rendering
import Testing

@Suite struct LocaleCompletenessTests {
  private func problems(en: String, de: String) throws -> [Diagnostic] {
    let files = [
      "galley.yaml": """
      galley: 1
      name: test
      locales: { default: en, supported: [en, de] }
      timeZone: UTC
      clocks: { default: 2026-01-01T00:00:00Z }
      environments: { prod: {} }
      """,
      "schemas/profile.schema.json": "{}", "locales/en.yaml": en, "locales/de.yaml": de,
    ]
    let reading = try Project.load(from: InMemorySource(texts: files))
    let project = try #require(reading.project)
    return CheckRegistry.problems(
      CheckedProject(compiled: CompiledProject(project), loading: reading.diagnostics))
  }

  @Test func reportsATextThatOneLocaleLacks() throws {
    let found = try problems(en: "a: { b: One, c: Two }\n", de: "a: { b: Eins }\n")
    #expect(found.map(\.code.name) == ["locale/missing-translation"])
    #expect(found.first?.message.contains("'a.c'") == true)
  }

  @Test func reportsATranslationWithOtherArguments() throws {
    let found = try problems(en: "hi: \"Hi {name}\"\n", de: "hi: \"Hallo {nmae}\"\n")
    #expect(found.map(\.code.name) == ["locale/argument-mismatch"])
  }

  @Test func reportsATextThatIsNoMessageOnce() throws {
    let found = try problems(en: "hi: \"Hi {name\"\n", de: "hi: \"Hallo {name}\"\n")
    #expect(found.map(\.code.name) == ["locale/invalid-message"])
    #expect(found.first?.span?.source.path == "locales/en.yaml")
  }
}
