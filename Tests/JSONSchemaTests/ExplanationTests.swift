import Diagnostics
import Documents
import JSONSchema
import Testing

/// What people read: one fault, one sentence, at the value to change.
@Suite struct ExplanationTests {
  private func faults(
    _ schema: String, _ instance: String, _ options: SchemaOptions = SchemaOptions()
  ) throws -> [SchemaFailure] {
    try compiled(schema, options).validate(try document(instance))
  }

  @Test(arguments: [
    (#"{"type":"string"}"#, "1", "1 is a number; expected string", "schema/type"),
    (#"{"type":["object","null"]}"#, "[]", "is an array; expected object or null", "schema/type"),
    (#"{"type":"integer"}"#, "1.5", "1.5 is not an integer; expected integer", "schema/type"),
    (#"{"minimum":1e2}"#, "99.9", "99.9 is less than 1e2", "schema/minimum"),
    (#"{"multipleOf":0.01}"#, "0.015", "0.015 is not a multiple of 0.01", "schema/multiple-of"),
    (
      #"{"minLength":2}"#, "\"é\"", "\"é\" has 1 character; at least 2 are needed",
      "schema/min-length"
    ),
    (#"{"const":{"a":1}}"#, "3", "3 is not {\"a\":1}", "schema/const"),
    (#"{"enum":["a","b"]}"#, "\"c\"", "\"c\" is none of \"a\", \"b\"", "schema/enum"),
    (#"{"pattern":"^a"}"#, "\"b\"", "\"b\" does not match ^a", "schema/pattern"),
    (#"{"required":["x"]}"#, "{}", "the property \"x\" is missing", "schema/required"),
    (#"{"minItems":1}"#, "[]", "has no item; at least 1 is needed", "schema/min-items"),
    (#"{"not":{}}"#, "1", "1 is what the schema excludes", "schema/not"),
    ("false", "1", "1 is not allowed here; the schema allows no value", "schema/forbidden"),
    (
      #"{"dependentRequired":{"a":["b"]}}"#, #"{"a":1}"#,
      "the property \"b\" is missing; \"a\" needs it", "schema/dependent-required"
    ),
  ])
  func saysWhatIsWrong(schema: String, instance: String, message: String, code: String) throws {
    let found = try faults(schema, instance)
    #expect(found.map(\.message) == [message])
    #expect(found.map(\.code.name) == [code])
  }

  @Test func pointsAtTheValueNotItsParent() throws {
    let schema = #"{"properties":{"a":{"items":{"type":"string"}}}}"#
    let found = try faults(schema, "{\"a\": [\"x\",\n  7]}")
    #expect(found.map(\.instance) == ["/a/1"])
    #expect(found.map(\.message) == ["a[1]: 7 is a number; expected string"])
    #expect(found.first?.span.startPosition == SourcePosition(line: 2, column: 3))
    #expect(found.first?.keywordLocation == "a.json#/properties/a/items/type")
    #expect(found.first?.schemaSpan?.startPosition == SourcePosition(line: 1, column: 30))
  }

  @Test func namesAnUnknownPropertyWithTheOneMeant() throws {
    let schema =
      #"{"properties":{"first":{},"last":{}},"required":["first"],"additionalProperties":false}"#
    let found = try faults(schema, #"{"frist": 1}"#)
    #expect(found.map(\.message) == ["the property \"frist\" is not allowed"])
    let diagnostic = try #require(found.first?.diagnostic)
    #expect(diagnostic.code == .unknownProperty)
    #expect(diagnostic.span?.startPosition == SourcePosition(line: 1, column: 2))
    #expect(diagnostic.fix?.replacement == "\"first\"")
    #expect(diagnostic.notes.first?.message == "did you mean \"first\"?")
  }

  @Test func choosesTheBranchByItsDiscriminator() throws {
    let schema = #"""
      {"oneOf": [
        {"properties": {"kind": {"const": "mail"}, "to": {"type": "string"}}, "required": ["kind", "to"]},
        {"properties": {"kind": {"const": "sms"}, "number": {"type": "string"}}, "required": ["kind"]}]}
      """#
    #expect(
      try faults(schema, #"{"kind":"mail"}"#).map(\.message) == ["the property \"to\" is missing"])
    let wrong = try faults(schema, #"{"kind":"smss"}"#)
    #expect(wrong.map(\.message) == ["kind: \"smss\" is none of \"mail\", \"sms\""])
    #expect(wrong.map(\.instance) == [""] && wrong.map(\.keyword) == ["oneOf"])
    #expect(wrong.first?.span.startPosition.column == 9)
    #expect(wrong.first?.fix?.replacement == "\"sms\"")
    let missing = try faults(schema, "{}")
    #expect(
      missing.map(\.message) == ["the property \"kind\" is missing; it is one of \"mail\", \"sms\""]
    )
  }

  @Test func choosesTheBranchByType() throws {
    let schema = #"{"anyOf": [{"type": "string", "minLength": 3}, {"type": "array"}]}"#
    #expect(try faults(schema, "\"ab\"").map(\.keyword) == ["minLength"])
    #expect(try faults(schema, "1").map(\.message) == ["1 is a number; expected array or string"])
  }

  @Test func saysWhichBranchesMatchTogether() throws {
    let schema = #"{"oneOf": [{"type": "integer"}, {"minimum": 2}, {"type": "string"}]}"#
    let found = try faults(schema, "3")
    #expect(found.map(\.message) == ["3 matches 2 of the 3 alternatives; exactly one may"])
    #expect(
      found.first?.details.map(\.message) == ["it matches #/oneOf/0", "it matches #/oneOf/1"])
  }

  @Test func aWrongMemberIsNotUnevaluatedToo() throws {
    let schema =
      #"{"allOf":[{"properties":{"a":{"type":"string"}}}],"unevaluatedProperties":false}"#
    #expect(try faults(schema, #"{"a":1}"#).map(\.keyword) == ["type"])
    #expect(try faults(schema, #"{"a":"","b":1}"#).map(\.instance) == ["/b"])
  }

  @Test func listsAllFaultsInTheOrderOfTheFile() throws {
    let schema = #"{"properties":{"a":{"type":"string"},"b":{"minimum":3}},"required":["c"]}"#
    let found = try faults(schema, #"{"b":1,"a":2}"#)
    #expect(found.map(\.keyword) == ["required", "minimum", "type"])
  }
}

extension ExplanationTests {
  @Test func codesAreNamedOnce() {
    let names = DiagnosticCode.schemaCodes.map(\.name)
    #expect(Set(names).count == names.count && names == names.sorted())
    #expect(names.allSatisfy { $0.hasPrefix("schema/") })
    #expect(DiagnosticCode.schemaCodes.allSatisfy { !$0.summary.isEmpty })
  }
}
