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
