import Diagnostics
import Documents
import JSONSchema
import Testing

@Suite struct VerdictTests {
  @Test func checksTypes() throws {
    let schema = try compiled(#"{"type":"integer"}"#)
    #expect(schema.isValid(try document("1.0")))
    #expect(!schema.isValid(try document("1.5")))
  }
}

/// The document of a JSON text.
func document(_ text: String) throws -> Document {
  try #require(JSONReader.read(SourceText(path: "a.json", text)).document)
}

/// The schema of a JSON text, which must compile without a problem.
func compiled(_ text: String, _ options: SchemaOptions = SchemaOptions()) throws -> Schema {
  let compilation = Schema.compile(try document(text), options: options)
  #expect(compilation.diagnostics.map(\.message) == [])
  return try #require(compilation.schema)
}
