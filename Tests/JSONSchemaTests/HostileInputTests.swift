import Diagnostics
import Documents
import JSONSchema
import Testing

/// Input that is wrong or made to do harm: always an answer with a name, never a crash or a hang.
@Suite struct HostileInputTests {
  private func codes(_ text: String, _ options: SchemaOptions = SchemaOptions()) throws -> [String]
  {
    let limits = DocumentLimits(maximumDepth: 200_000)
    let reading = JSONReader.read(SourceText(path: "s.json", text), limits: limits)
    return Schema.compile(try #require(reading.document), options: options)
      .diagnostics.map(\.code.name)
  }

  @Test(arguments: [
    (##"{"$ref": "#/$defs/missing"}"##, "schema/unresolvable-ref"),
    (#"{"$ref": "other.json"}"#, "schema/unresolvable-ref"),
    (##"{"$ref": "#anchor"}"##, "schema/unresolvable-ref"),
    (##"{"$ref": "#/$defs/~2"}"##, "schema/unresolvable-ref"),
    (#"{"pattern": "["}"#, "schema/invalid-pattern"),
    (#"{"pattern": "(?<a>x)(?P<b>y)"}"#, "schema/invalid-pattern"),
    (#"{"patternProperties": {"(": {}}}"#, "schema/invalid-pattern"),
    (#"{"pattern": "(?:a{1000}){1000}"}"#, "schema/pattern-limit"),
    ("12", "schema/not-a-schema"), ("[]", "schema/not-a-schema"),
    (#"{"properties": {"a": 3}}"#, "schema/invalid-keyword"),
    (#"{"type": "text"}"#, "schema/invalid-keyword"),
    (#"{"minLength": -1}"#, "schema/invalid-keyword"),
    (#"{"$schema": "http://json-schema.org/draft-04/schema#"}"#, "schema/unsupported-draft"),
    (#"{"$schema": "https://example.test/none"}"#, "schema/unknown-dialect"),
    (
      #"{"$defs": {"a": {"$id": "https://e.test/x"}, "b": {"$id": "https://e.test/x"}}}"#,
      "schema/duplicate-id"
    ),
  ])
  func refusesSchemas(text: String, code: String) throws {
    #expect(try codes(text) == [code])
  }

  @Test func pointsIntoThePattern() throws {
    let compilation = Schema.compile(try document(#"{"pattern": "ab(c"}"#))
    let span = try #require(compilation.diagnostics.first?.span)
    #expect(span.startPosition == SourcePosition(line: 1, column: 16))
  }

  @Test func suggestsTheNameThatAReferenceMeant() throws {
    let text = ##"{"$ref": "#/$defs/adress", "$defs": {"address": {}}}"##
    let notes = Schema.compile(try document(text)).diagnostics.first?.notes.map(\.message)
    #expect(notes?.last == "did you mean \"address\"?")
  }

  @Test(arguments: [
    ##"{"$ref": "#"}"##, ##"{"allOf": [{"$ref": "#"}]}"##, ##"{"anyOf": [{"$ref": "#"}]}"##,
    ##"{"anyOf": [{"$ref": "#"}, {"type": "string"}]}"##,
    ##"{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}"##,
    ##"{"if": {"$ref": "#"}, "then": {"$ref": "#"}}"##,
  ])
  func cutsCirclesAndWarns(text: String) throws {
    let compilation = Schema.compile(try document(text))
    #expect(compilation.diagnostics.map(\.code.name).contains("schema/circular-ref"))
    let schema = try #require(compilation.schema)
    #expect(schema.isValid(try document("{}")))
    #expect(schema.validate(try document("{}")).isEmpty)
  }

  @Test func boundsTheDepthOfSchemas() throws {
    let open = String(repeating: #"{"not":"#, count: 10_000)
    let close = String(repeating: "}", count: 10_000)
    let found = try codes(open + "{}" + close)
    #expect(found == ["schema/depth-limit"])
  }

  @Test(arguments: [
    ##"{"items": {"$ref": "#"}, "maxItems": 1}"##,
    ##"{"anyOf": [{"type": "null"}, {"items": {"$ref": "#"}}], "not": {"const": 1}}"##,
    ##"{"allOf": [{"items": {"$ref": "#"}}], "unevaluatedItems": {"$ref": "#"}}"##,
  ])
  func boundsTheDepthOfInstances(text: String) throws {
    let schema = try compiled(text)
    let shallow = String(repeating: "[", count: 350) + String(repeating: "]", count: 350)
    #expect(schema.isValid(try document(shallow)))
    let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    let limits = DocumentLimits(maximumDepth: 200_000)
    let reading = JSONReader.read(SourceText(path: "a.json", deep), limits: limits)
    let failures = schema.validate(try #require(reading.document))
    #expect(failures.map(\.code.name) == ["schema/depth-limit"])
  }

  @Test func explainsAFaultInTheDepth() throws {
    let schema = try compiled(##"{"items": {"$ref": "#"}, "type": "array"}"##)
    let deep = String(repeating: "[", count: 350) + "1" + String(repeating: "]", count: 350)
    #expect(schema.validate(try document(deep)).map(\.keyword) == ["type"])
  }

  @Test(arguments: ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$"])
  func catastrophicPatternsAreLinear(pattern: String) throws {
    let schema = try compiled(#"{"pattern": "\#(pattern)"}"#)
    let text = String(repeating: "a", count: 50_000) + "!"
    #expect(!schema.isValid(try document("\"\(text)\"")))
  }

  @Test func largeCountersAreSimulated() throws {
    let schema = try compiled(#"{"pattern": "^(?:é|e){900,3000}$"}"#)
    #expect(schema.isValid(try document("\"\(String(repeating: "é", count: 1_000))\"")))
    #expect(!schema.isValid(try document("\"\(String(repeating: "e", count: 100))\"")))
  }

  @Test func backtrackingHasABudget() throws {
    let schema = try compiled(#"{"pattern": "^(?=(a+)+$)b"}"#)
    let failures = schema.validate(try document("\"\(String(repeating: "a", count: 40))!\""))
    #expect(failures.map(\.code.name) == ["schema/pattern-limit"])
    let negated = try compiled(#"{"not": {"pattern": "^(?=(a+)+$)b"}}"#)
    let text = try document("\"\(String(repeating: "a", count: 40))!\"")
    #expect(!negated.isValid(text))
    #expect(negated.validate(text).map(\.code.name) == ["schema/pattern-limit"])
  }

  @Test func manyFailuresAreCut() throws {
    var options = SchemaOptions()
    options.limits.maximumFailures = 20
    let schema = try compiled(#"{"items": {"type": "string"}}"#, options)
    let text = "[" + Array(repeating: "1", count: 5_000).joined(separator: ",") + "]"
    #expect(schema.validate(try document(text)).count == 20)
  }

  @Test func manySubschemasAreBounded() throws {
    var options = SchemaOptions(checksMetaSchema: false)
    options.limits.maximumSubschemas = 100
    let members = (0..<200).map { "\"p\($0)\": {}" }.joined(separator: ",")
    #expect(try codes("{\"properties\": {\(members)}}", options) == ["schema/size-limit"])
  }
}

extension HostileInputTests {
  @Test func alternativesThatMultiplyAreBounded() throws {
    var options = SchemaOptions()
    options.limits.maximumApplications = 100_000
    let text = ##"{"anyOf":[{"items":{"$ref":"#"}},{"items":{"$ref":"#"}}],"type":"array"}"##
    let schema = try compiled(text, options)
    let deep = String(repeating: "[", count: 60) + "1" + String(repeating: "]", count: 60)
    #expect(schema.validate(try document(deep)).map(\.code.name) == ["schema/work-limit"])
    let shallow = try document("[[[1]]]")
    #expect(!schema.isValid(shallow) && schema.validate(shallow).count == 1)
  }
}

extension HostileInputTests {
  @Test func eachResourceIsHeldAgainstItsOwnMetaSchema() throws {
    let good =
      ##"{"$defs": {"a": {"$id": "a", "$schema": "http://json-schema.org/draft-07/schema#", "items": [{}]}}}"##
    #expect(try codes(good) == [])
    let bad = good.replacing("[{}]", with: "[1]")
    #expect(try codes(bad) == ["schema/invalid-keyword"])
  }

  @Test func referencedDocumentsAreHeldAgainstTheirMetaSchema() throws {
    let other = try document(#"{"type": "strin"}"#)
    let compilation = Schema.compile(try document(#"{"$ref": "b.json"}"#)) {
      $0 == "b.json" ? other.value : nil
    }
    #expect(compilation.schema == nil)
    #expect(compilation.diagnostics.map(\.code.name) == ["schema/invalid-keyword"])
  }

  @Test func aTypeMisspeltIsSuggested() throws {
    let diagnostics = Schema.compile(try document(#"{"type": "strin"}"#)).diagnostics
    #expect(
      diagnostics.first?.message
        == "type: \"strin\" is none of \"array\", \"boolean\", \"integer\", \"null\", \"number\", \"object\", \"string\""
    )
    #expect(diagnostics.first?.fix?.replacement == "\"string\"")
  }
}
