import Diagnostics
import Documents
import JSONSchema
import Testing

@Suite struct BundlingTests {
  private static let files = [
    "schemas/parts/money.json":
      #"{"type":"object","required":["amount"],"properties":{"amount":{"$ref":"number.json"}}}"#,
    "schemas/parts/number.json":
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","$ref":"#/definitions/n","definitions":{"n":{"type":"number","minimum":0}}}"##,
    "https://shop.example/schemas/tag.json":
      #"{"$id":"https://shop.example/schemas/tag.json","$anchor":"tag","type":"string","maxLength":3}"#,
    "schemas/never.json": "false",
  ]

  private func resolver(_ uri: String) -> DocumentValue? {
    Self.files[uri].flatMap { JSONReader.read(SourceText(path: uri, $0)).document?.value }
  }

  @Test(arguments: [
    #"{"$ref":"parts/money.json"}"#,
    #"{"type":"object","properties":{"price":{"$ref":"parts/money.json"},"n":{"$ref":"parts/number.json#/definitions/n"},"tag":{"$ref":"https://shop.example/schemas/tag.json#tag"}}}"#,
    #"{"$id":"https://shop.example/schemas/item.json","properties":{"tag":{"$ref":"tag.json"}},"$defs":{"own":{}}}"#,
    ##"{"properties":{"x":{"$ref":"never.json"}},"$defs":{"a":{"type":"null"}},"items":{"$ref":"#/$defs/a"}}"##,
    #"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"price":{"$ref":"parts/money.json"}}}"#,
    #"{"$schema":"http://json-schema.org/draft-07/schema#","$ref":"parts/money.json"}"#,
    #"{"properties":{"a":{"$ref":"https://json-schema.org/draft/2020-12/schema"}}}"#,
    "true",
  ])
  func givesTheSameVerdicts(schema: String) throws {
    let source = try #require(
      JSONReader.read(SourceText(path: "schemas/a.json", schema)).document)
    let bundle = SchemaBundle(source, resolver: resolver)
    #expect(bundle.diagnostics.map(\.message) == [])
    let text = try #require(bundle.schema).text(.pretty)
    let alone = Schema.compile(
      try #require(JSONReader.read(SourceText(path: "out.json", text)).document))
    #expect(alone.diagnostics.map(\.message) == [])
    let original = try #require(Schema.compile(source, resolver: resolver).schema)
    let bundled = try #require(alone.schema)
    for instance in [
      "1", "{}", "null", "[null]", "[1]", #"{"amount":1}"#, #"{"amount":-1}"#, #"{"x":1}"#,
      #"{"price":{"amount":-1}}"#, #"{"price":{"amount":2}}"#, #"{"price":{}}"#, #"{"n":-1}"#,
      #"{"tag":"abc"}"#, #"{"tag":"abcd"}"#, #"{"n":3}"#, #"{"a":{"minimum":"1"}}"#,
    ] {
      let value = try document(instance)
      #expect(original.isValid(value) == bundled.isValid(value), "\(instance) by \(text)")
    }
  }

  @Test func theDraftsOwnSchemasStayOut() throws {
    let source = try document(##"{"$ref":"https://json-schema.org/draft/2020-12/schema"}"##)
    #expect(SchemaBundle(source) { _ in nil }.embedded == [])
  }

  @Test func whatIsMissingIsReported() throws {
    let bundle = SchemaBundle(try document(#"{"$ref":"nowhere.json"}"#)) { _ in nil }
    #expect(bundle.schema == nil)
    #expect(bundle.diagnostics.map(\.code.name) == ["schema/unresolvable-ref"])
  }
}
