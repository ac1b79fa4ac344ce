import Diagnostics
import Documents
import JSONSchema
import Testing

@Suite struct OutputTests {
  private let schema = ##"""
    {"properties":{"a":{"$ref":"#/$defs/point"},"b":{"anyOf":[{"type":"integer"},{"$ref":"#/$defs/point"}]}},
    "$defs":{"point":{"type":"object","required":["x","y"],"properties":{"x":{"type":"integer"}},"additionalProperties":false}}}
    """##

  private func output(_ format: ValidationOutput.Format, _ instance: String) throws -> String {
    let source = try document(schema)
    var output = ValidationOutput(source, format: format)
    return output.output(try compiled(schema).validate(try document(instance))).text()
  }

  @Test func flagSaysNoMoreThanTheVerdict() throws {
    #expect(try output(.flag, "{}") == #"{"valid":true}"#)
    #expect(try output(.flag, #"{"a":1}"#) == #"{"valid":false}"#)
  }

  @Test func basicFollowsReferences() throws {
    let value = try document(try output(.basic, #"{"a":{"x":"s","y~":1},"b":{"x":1}}"#)).value
    let errors = value["errors"]?.items ?? []
    #expect(
      errors.compactMap { $0["keywordLocation"]?.string } == [
        "/properties/a/$ref/required", "/properties/a/$ref/properties/x/type",
        "/properties/a/$ref/additionalProperties", "/properties/b/anyOf/1/$ref/required",
      ])
    #expect(
      errors.compactMap { $0["absoluteKeywordLocation"]?.string } == [
        "a.json#/$defs/point/required", "a.json#/$defs/point/properties/x/type",
        "a.json#/$defs/point/additionalProperties", "a.json#/$defs/point/required",
      ])
    #expect(
      errors.compactMap { $0["instanceLocation"]?.string } == ["/a", "/a/x", "/a/y~0", "/b"])
  }

  @Test func detailedGathersWhatSharesASubschema() throws {
    let value = try document(try output(.detailed, #"{"a":{"x":"s"},"b":{"x":1}}"#)).value
    #expect(value["keywordLocation"]?.string == "")
    let children = value["errors"]?.items ?? []
    #expect(children.count == 2)
    #expect(children.first?["keywordLocation"]?.string == "/properties/a/$ref")
    #expect(children.first?["instanceLocation"]?.string == "/a")
    #expect(children.first?["errors"]?.items.count == 2)
    #expect(
      children.last?["keywordLocation"]?.string == "/properties/b/anyOf/1/$ref/required")
  }

  /// The way of evaluation, not the shortest way to the keyword (2020-12 §12.3.1).
  @Test(arguments: [
    (
      ##"{"if":{"required":["k"]},"then":{"$ref":"#/$defs/n"},"else":{"$ref":"#/$defs/n"},"$defs":{"n":{"properties":{"x":{"type":"integer"}}}}}"##,
      #"{"x":"s"}"#, "/else/$ref/properties/x/type", "a.json#/$defs/n/properties/x/type"
    ),
    (
      ##"{"anyOf":[{"type":"array","items":{"$ref":"#/$defs/n"}},{"type":"object","additionalProperties":{"allOf":[{"$ref":"#/$defs/n"}]}}],"$defs":{"n":{"type":"integer"}}}"##,
      #"{"x":"s"}"#, "/anyOf/1/additionalProperties/allOf/0/$ref/type", "a.json#/$defs/n/type"
    ),
    (
      ##"{"oneOf":[{"properties":{"k":{"const":1},"v":{"$ref":"#/$defs/n"}},"required":["k"]},{"properties":{"k":{"const":2},"v":{"$ref":"#/$defs/n"}},"required":["k"]}],"$defs":{"n":{"$ref":"#/$defs/m"},"m":{"type":"string","minLength":2}}}"##,
      #"{"k":2,"v":"s"}"#, "/oneOf/1/properties/v/$ref/$ref/minLength", "a.json#/$defs/m/minLength"
    ),
    (
      ##"{"$ref":"#/$defs/tree","$defs":{"tree":{"properties":{"l":{"$ref":"#/$defs/tree"},"r":{"$ref":"#/$defs/tree"},"v":{"type":"integer"}}}}}"##,
      #"{"r":{"l":{"v":"s"}}}"#, "/$ref/properties/r/$ref/properties/l/$ref/properties/v/type",
      "a.json#/$defs/tree/properties/v/type"
    ),
    (
      ##"{"$id":"https://a.example/s","$ref":"b","$defs":{"b":{"$id":"b","$dynamicAnchor":"t","properties":{"c":{"$dynamicRef":"#t"}},"required":["v"]}}}"##,
      #"{"v":1,"c":{}}"#, "/$ref/properties/c/$dynamicRef/required",
      "https://a.example/b#/required"
    ),
  ])
  func keywordLocationsAreTheDynamicWay(
    schema: String, instance: String, dynamic: String, absolute: String
  ) throws {
    for format in [ValidationOutput.Format.basic, .detailed] {
      var output = ValidationOutput(try document(schema), format: format)
      let failures = try compiled(schema).validate(try document(instance))
      let value = try document(output.output(failures).text()).value
      let units = value["errors"]?.items ?? []
      #expect(units.compactMap { $0["keywordLocation"]?.string } == [dynamic])
      #expect(units.compactMap { $0["absoluteKeywordLocation"]?.string } == [absolute])
    }
  }

  @Test func linesAreCutWhereverAChunkEnds() {
    let text = Array("{\"a\":1}\r\n\n  \n[2]\n3".utf8)
    for size in 1...text.count {
      var lines = InstanceLines()
      var found: [InstanceLines.Line] = []
      for start in stride(from: 0, to: text.count, by: size) {
        found += lines.take(text[start..<min(start + size, text.count)])
      }
      if let last = lines.finish() { found.append(last) }
      #expect(found.map(\.number) == [1, 4, 5])
      #expect(
        found.map { String(decoding: $0.bytes, as: UTF8.self) } == ["{\"a\":1}", "[2]", "3"])
    }
  }
}
