import Diagnostics
import Documents
import JSONSchema
import Testing

@Suite struct VerdictTests {
  @Test(arguments: [
    (#"{"type":"integer"}"#, "1.0", true), (#"{"type":"integer"}"#, "1e2", true),
    (#"{"type":"integer"}"#, "10e-1", true), (#"{"type":"integer"}"#, "1e-1", false),
    (#"{"type":"integer"}"#, "1e400", true), (#"{"minimum":1e400}"#, "1e399", false),
    (#"{"maximum":1e400}"#, "1e399", true), (#"{"exclusiveMaximum":1e400}"#, "1e400", false),
    (#"{"minimum":123456789012345678901234567890}"#, "123456789012345678901234567889", false),
    (#"{"maximum":123456789012345678901234567890}"#, "123456789012345678901234567890", true),
    (#"{"exclusiveMinimum":-1e400}"#, "-1e399", true),
    (#"{"multipleOf":0.01}"#, "2920.69", true), (#"{"multipleOf":0.01}"#, "2920.691", false),
    (#"{"multipleOf":123456789012345678901234567890}"#, "246913578024691357802469135780", true),
    (#"{"multipleOf":123456789012345678901234567890}"#, "246913578024691357802469135781", false),
    (#"{"multipleOf":3}"#, "1e400", false), (#"{"multipleOf":1e399}"#, "1e400", true),
    (#"{"multipleOf":8}"#, "1e400", true), (#"{"multipleOf":0.3}"#, "1e400", false),
    (#"{"const":100}"#, "1e2", true), (#"{"const":0}"#, "-0.0", true),
    (#"{"const":1e400}"#, "10e399", true), (#"{"enum":[1.10]}"#, "1.1", true),
    (#"{"uniqueItems":true}"#, "[1,1.0]", false), (#"{"uniqueItems":true}"#, "[1,true]", true),
    (#"{"uniqueItems":true}"#, "[1,2,3,4,5,6,7,8,9,[1,{\"a\":1}],[1.0,{\"a\":1e0}]]", false),
    (#"{"minLength":2}"#, "\"😀\"", false), (#"{"maxLength":1}"#, "\"😀\"", true),
    (#"{"maxLength":1}"#, "\"e\u{301}\"", false), (#"{"minLength":2.0}"#, "\"ab\"", true),
  ])
  func exactly(schema: String, instance: String, isValid: Bool) throws {
    let compiled = try compiled(schema)
    #expect(compiled.isValid(try document(instance)) == isValid)
    #expect(compiled.validate(try document(instance)).isEmpty == isValid)
  }

  @Test func keysAndValuesAreComparedAsBytes() throws {
    let schema = try compiled("{\"properties\":{\"\u{E9}\":{\"type\":\"string\"}}}")
    #expect(schema.isValid(try document("{\"e\u{301}\":1}")))
    #expect(!schema.isValid(try document("{\"\u{E9}\":1}")))
    #expect(!(try compiled("{\"const\":\"\u{E9}\"}").isValid(try document("\"e\u{301}\""))))
    #expect(!(try compiled("{\"enum\":[\"\u{E9}\"]}").isValid(try document("\"e\u{301}\""))))
    #expect(
      try compiled(#"{"uniqueItems":true}"#).isValid(try document("[\"\u{E9}\",\"e\u{301}\"]")))
    #expect(!schema.isValid(try document(#"{"\u00e9":1}"#)))
  }

  @Test(arguments: [
    ("date", "১৯৯০-01-01"), ("date", "1990-01-0১"), ("time", "1২:00:00Z"),
    ("date-time", "1990-01-01T০0:00:00Z"), ("duration", "P১D"), ("ipv4", "127.0.0.১"),
    ("uuid", "২eb8aa08-aa98-11ea-b4aa-73b441d16380"), ("relative-json-pointer", "১"),
    ("time", "12:00:00+0১:00"), ("uri-template", "{a:১}"),
  ])
  func digitsOfFormatsAreASCII(format: String, text: String) throws {
    let schema = try compiled("{\"format\":\"\(format)\"}", SchemaOptions(assertsFormat: true))
    #expect(!schema.isValid(try document("\"\(text)\"")))
  }

  @Test func formatIsAnAnnotationByDefault() throws {
    #expect(try compiled(#"{"format":"date"}"#).isValid(try document("\"x\"")))
  }

  @Test func moreThan64RequiredNamesAreChecked() throws {
    let names = (0..<100).map { "\"k\($0)\"" }
    let schema = try compiled("{\"required\":[\(names.joined(separator: ","))]}")
    let all = names.map { "\($0):1" }
    #expect(schema.isValid(try document("{\(all.joined(separator: ","))}")))
    let some = all.filter { !$0.contains("k99") }
    let faults = schema.validate(try document("{\(some.joined(separator: ","))}"))
    #expect(faults.map(\.message) == ["the property \"k99\" is missing"])
  }

  @Test func marksReachBeyond64Members() throws {
    let schema = try compiled(
      #"{"anyOf":[{"patternProperties":{"^k":{"type":"integer"}}},{}],"unevaluatedProperties":false}"#
    )
    let members = (0..<200).map { "\"k\($0)\":1" }
    #expect(schema.isValid(try document("{\(members.joined(separator: ","))}")))
    #expect(!schema.isValid(try document("{\((members + ["\"x\":1"]).joined(separator: ","))}")))
  }

  @Test func resolvesAcrossDocumentsWithTheirOwnDrafts() throws {
    let other = try document(
      #"{"$schema":"http://json-schema.org/draft-07/schema#","items":[{"type":"string"}]}"#)
    let compilation = Schema.compile(
      try document(#"{"$ref":"parts/list.json"}"#),
      options: SchemaOptions(baseURI: "schemas/a.json")
    ) { $0 == "schemas/parts/list.json" ? other.value : nil }
    let schema = try #require(compilation.schema)
    #expect(!schema.isValid(try document("[1]")))
    #expect(schema.isValid(try document("[\"a\", 1]")))
  }

  @Test func everyMetaSchemaAcceptsItself() throws {
    for draft in SchemaDraft.allCases {
      let schema = try compiled("{\"$ref\":\"\(draft.uri)\"}")
      #expect(schema.isValid(try document(#"{"type":"object","properties":{"a":{"minimum":1}}}"#)))
      #expect(!schema.isValid(try document(#"{"properties":{"a":{"minimum":"1"}}}"#)))
    }
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
