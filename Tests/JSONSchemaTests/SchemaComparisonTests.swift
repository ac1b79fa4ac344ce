import Diagnostics
import Documents
import JSONSchema
import Testing

@Suite("comparing two versions of a schema")
struct SchemaComparisonTests {
  /// What other tools are known to get wrong.
  @Test(
    "known traps",
    arguments: [
      (#"{"type":"string"}"#, #"{"type":["string","number"]}"#, "compatible", "breaking"),
      (
        #"{"type":"string"}"#, #"{"anyOf":[{"type":"number"},{"type":"string"}]}"#, "compatible",
        "breaking"
      ),
      (
        #"{"anyOf":[{"type":"string"},{"minimum":3}]}"#,
        #"{"anyOf":[{"minimum":3.0},{"type":"string"}]}"#, "compatible", "compatible"
      ),
      (
        #"{"type":"string"}"#, #"{"oneOf":[{"type":"string"},{"minLength":2}]}"#, "breaking",
        "breaking"
      ),
      (
        #"{"oneOf":[{"type":"string"},{"maxLength":5}]}"#,
        #"{"oneOf":[{"type":"string"},{"maxLength":10}]}"#, "breaking", "compatible"
      ),
      (
        #"{"type":"integer","minimum":1,"maximum":4}"#, #"{"enum":[4,3,2,1.0]}"#, "compatible",
        "compatible"
      ),
      (
        #"{"type":"string","pattern":"^[a-c]{2}$"}"#, #"{"type":"string","pattern":"^[a-z]+$"}"#,
        "compatible", "breaking"
      ),
      (
        #"{"multipleOf":6}"#, #"{"allOf":[{"multipleOf":2},{"multipleOf":3}]}"#, "compatible",
        "compatible"
      ),
      (
        #"{"type":"array","items":{"type":"boolean"},"uniqueItems":true}"#,
        #"{"type":"array","maxItems":2}"#, "compatible", "breaking"
      ),
      (
        #"{"if":{"type":"string"},"then":{"maxLength":3},"else":false}"#,
        #"{"type":"string","maxLength":3}"#, "compatible", "compatible"
      ),
      (
        ##"{"$ref":"#/$defs/n","$defs":{"n":{"properties":{"next":{"$ref":"#/$defs/n"},"v":{"type":"integer"}}}}}"##,
        ##"{"$ref":"#/$defs/m","$defs":{"m":{"properties":{"v":{"type":"number"},"next":{"$ref":"#/$defs/m"}}}}}"##,
        "compatible", "breaking"
      ),
    ])
  func traps(old: String, new: String, backward: String, forward: String) throws {
    let result = try compare(old, new)
    #expect(result.backward.name == backward)
    #expect(result.forward.name == forward)
  }

  @Test("what cannot be compared is unknown, with the reason")
  func unknown() throws {
    let result = try compare(
      #"{"type":"string","pattern":"^(?=a+$)a*$"}"#, #"{"type":"string","pattern":"^(?=a)a*$"}"#)
    guard case .unknown(.pattern) = result.backward else {
      Issue.record("says \(result.backward.name)")
      return
    }
    #expect(result.changes.contains { $0.backward == .unknown })
  }

  @Test("a format that is not asserted breaks nothing and is still named")
  func format() throws {
    let old = #"{"type":"string","format":"email"}"#
    let new = #"{"type":"string","format":"uuid"}"#
    let annotation = try compare(old, new)
    #expect(annotation.backward.name == "compatible")
    #expect(annotation.changes.map(\.code) == ["format-changed"])
    #expect(!annotation.changes.contains { !$0.isAnnotation })
    let asserted = try compare(old, new, options: SchemaOptions(assertsFormat: true))
    #expect(asserted.backward.name == "breaking")
  }

  @Test("each change has its code, its path, both places and its effects")
  func changes() throws {
    let result = try compare(
      """
      {"type":"object","properties":{
        "servers":{"items":{"properties":{"port":{"minimum":0}}}},
        "plan":{"enum":["free","pro"]}}}
      """,
      """
      {"type":"object","required":["plan"],"properties":{
        "servers":{"items":{"properties":{"port":{"minimum":1024}}}},
        "plan":{"enum":["free","gold"],"default":"free"}}}
      """)
    let lines = result.changes.map {
      "\($0.code) \($0.path.text) \($0.backward.rawValue) \($0.forward.rawValue) "
        + "\($0.oldSpan?.startPosition.line ?? 0):\($0.newSpan?.startPosition.line ?? 0)"
    }
    #expect(
      lines == [
        "required-added plan breaking compatible 1:1",
        "minimum-raised servers[].port breaking compatible 2:2",
        "enum-value-removed plan breaking compatible 3:3",
        "enum-value-added plan compatible breaking 3:3",
        "default-changed plan compatible compatible 3:3",
      ])
  }

  @Test("a schema that accepts nothing is said to")
  func satisfiability() throws {
    guard case .unsatisfiable = try schema(#"{"type":"string","enum":[1]}"#).satisfiability() else {
      Issue.record("a string that is 1")
      return
    }
    let tree = ##"{"type":"object","required":["next"],"properties":{"next":{"$ref":"#"}}}"##
    guard case .unsatisfiable = try schema(tree).satisfiability() else {
      Issue.record("a value that is infinitely deep")
      return
    }
  }

  private func compare(
    _ old: String, _ new: String, options: SchemaOptions = SchemaOptions()
  ) throws -> SchemaComparison {
    SchemaComparison.compare(old: try schema(old, options), new: try schema(new, options))
  }

  private func schema(
    _ text: String, _ options: SchemaOptions = SchemaOptions()
  ) throws -> Schema {
    let document = try #require(JSONReader.read(SourceText(path: "s.json", text)).document)
    return try #require(Schema.compile(document, options: options).schema)
  }
}
