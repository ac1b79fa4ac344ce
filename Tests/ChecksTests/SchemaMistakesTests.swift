import Checks
import Content
import Diagnostics
import Rendering
import Testing

@Suite struct SchemaMistakesTests {
  private func problems(_ schemas: [String: String]) throws -> [Diagnostic] {
    var files = [
      "galley.yaml": """
      galley: 1
      name: test
      locales: { default: en, supported: [en] }
      timeZone: UTC
      clocks: { default: 2026-01-01T00:00:00Z }
      environments: { prod: {} }
      """,
      "schemas/profile.schema.json": "{}", "locales/en.yaml": "a: One\n",
    ]
    files.merge(schemas) { $1 }
    let reading = try Project.load(from: InMemorySource(texts: files))
    let project = try #require(reading.project)
    return CheckRegistry.problems(
      CheckedProject(compiled: CompiledProject(project), loading: reading.diagnostics))
  }

  @Test func mistakesInSchemasAreWarnings() throws {
    let found = try problems([
      "schemas/profile.schema.json": #"{"type":"object","minLength":3,"requird":["id"]}"#
    ])
    #expect(
      found.map(\.code.name) == ["schema-lint/unreachable-keyword", "schema-lint/unknown-keyword"])
    #expect(found.allSatisfy { $0.severity == .warning })
  }

  @Test func definitionsThatOtherFilesUseAreUsed() throws {
    let found = try problems([
      "schemas/profile.schema.json": ##"{"$ref":"events/order.schema.json#/$defs/money"}"##,
      "schemas/events/order.schema.json": #"{"type":"object","$defs":{"money":{},"old":{}}}"#,
    ])
    #expect(found.map(\.code.name) == ["schema-lint/unused-definition"])
    #expect(found.first?.message.contains("\"old\"") == true)
  }

  @Test func aBrokenSchemaIsReportedOnce() throws {
    let found = try problems(["schemas/profile.schema.json": #"{"type":"strin"}"#])
    #expect(found.map(\.severity) == [.error])
  }
}
