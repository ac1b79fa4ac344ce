import Diagnostics
import Documents
import JSONSchema
import Testing

@Suite struct InferenceTests {
  private func infer(_ samples: [String], _ options: InferenceOptions = .init()) throws -> String {
    var inference = SchemaInference(options: options)
    for sample in samples { inference.add(try document(sample).value) }
    let schema = inference.schema()
    let compilation = Schema.compile(
      try document(schema.text()), options: SchemaOptions(assertsFormat: true))
    let compiled = try #require(compilation.schema)
    for sample in samples { #expect(compiled.isValid(try document(sample)), "\(sample)") }
    return schema.text()
  }

  @Test func whatEverySampleHasIsRequired() throws {
    let schema = try infer([#"{"id":1,"name":"Ann"}"#, #"{"id":2}"#])
    #expect(schema.contains(#""required":["id"]"#))
    #expect(schema.contains(#""id":{"description":"","type":"integer"}"#))
  }

  @Test func aFractionMakesANumberAndNullIsAllowed() throws {
    let schema = try infer(["[1, 2.0]", "[1.5, null]"])
    #expect(schema.contains(#""items":{"description":"","type":["number","null"]}"#))
    #expect(try infer(["1e2", "3.0"]).contains(#""type":"integer""#))
  }

  @Test func formatsAreThoseOfEveryText() throws {
    let schema = try infer([
      #"{"at":"2026-01-02T03:04:05Z","day":"2026-01-02","mail":"a@b.example","mixed":"2026-01-02"}"#,
      #"{"at":"2026-01-02T03:04:06Z","day":"2026-01-03","mail":"c@b.example","mixed":"soon"}"#,
    ])
    #expect(schema.contains(#""at":{"description":"","type":"string","format":"date-time"}"#))
    #expect(schema.contains(#""day":{"description":"","type":"string","format":"date"}"#))
    #expect(schema.contains(#""mail":{"description":"","type":"string","format":"email"}"#))
    #expect(schema.contains(#""mixed":{"description":"","type":"string"}"#))
  }

  @Test func fewTextsSeenOftenAreAList() throws {
    let often = (0..<12).map { #"{"tier":"\#($0 % 2 == 0 ? "gold" : "blue")"}"# }
    #expect(try infer(often).contains(#""enum":["blue","gold"]"#))
    #expect(try infer(often + [#"{"tier":null}"#]).contains(#""enum":["blue","gold",null]"#))
    #expect(!(try infer(Array(often.prefix(4))).contains("enum")))
    let names = (0..<12).map { #"{"tier":"t\#($0)"}"# }
    #expect(!(try infer(names).contains("enum")))
  }

  @Test func manyNamesAreAMap() throws {
    let samples = (0..<30).map { #"{"c\#($0)":{"n":\#($0)},"d\#($0)":{}}"# }
    let schema = try infer(samples, InferenceOptions(maximumProperties: 10))
    #expect(schema.contains(#""additionalProperties":{"description":"","type":"object""#))
    #expect(!schema.contains("c1"))
  }

  @Test func closedObjectsAreAChoice() throws {
    #expect(!(try infer(["{}"]).contains("additionalProperties")))
    #expect(
      try infer(["{}"], InferenceOptions(closesObjects: true)).contains(
        #""additionalProperties":false"#))
  }

  @Test func namesAreComparedAsBytes() throws {
    let schema = try infer(["{\"\u{E9}\":1}", "{\"e\u{301}\":\"x\"}"])
    #expect(schema.contains(#""type":"integer""#) && schema.contains(#""type":"string""#))
  }
}
