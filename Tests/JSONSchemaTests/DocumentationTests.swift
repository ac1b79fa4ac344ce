import Diagnostics
import Documents
import JSONSchema
import Testing

/// The example of docs/json-schema.md, with what it prints.
@Suite struct DocumentationTests {
  @Test func theExampleDoesWhatItSays() throws {
    let schema = try compiled(
      """
      {"type": "object", "required": ["id"], "additionalProperties": false,
       "properties": {"id": {"type": "integer"}, "tier": {"enum": ["gold", "silver"]}}}
      """, SchemaOptions(assertsFormat: true))
    let profile = try document(#"{"id": 7, "tier": "glod"}"#)
    #expect(!schema.isValid(profile))
    let failures = schema.validate(profile)
    #expect(failures.map(\.message) == [#"tier: "glod" is none of "gold", "silver""#])
    #expect(failures.map(\.suggestions) == [["gold"]])
    #expect(failures.map(\.span.startPosition) == [SourcePosition(line: 1, column: 19)])
    let shape = schema.shape(at: [.property("tier")])
    #expect(shape.presence == .declared && shape.types == .string && !shape.isRequired)
  }
}
