import Documents
import JSONSchema
import Testing

/// Schemas whose parts are checked together: the verdict is that of each part by itself.
@Suite struct FusedPlanTests {
  private func expect(_ schema: String, _ instance: String, _ isValid: Bool) throws {
    let compiled = try compiled(schema)
    #expect(compiled.isValid(try document(instance)) == isValid)
    // An explanation walks the parts one by one; without a fault of its own it would say only this.
    let messages = compiled.validate(try document(instance)).map(\.message)
    #expect(messages.isEmpty == isValid && !messages.contains("does not satisfy the schema"))
  }

  @Test(arguments: [
    (#"{"a":5,"b":"x"}"#, true), (#"{"a":5}"#, false), (#"{"a":15,"b":"x"}"#, false),
    (#"{"a":1,"b":"x"}"#, false), (#"{"a":5.5,"b":"x"}"#, false), (#"{"a":"5","b":"x"}"#, false),
    (#"{"a":5,"b":"x","x-c":1}"#, false), (#"{"a":5,"b":"x","x-c":"1"}"#, true), ("[]", true),
  ])
  func objectsOfSeveralParts(instance: String, isValid: Bool) throws {
    let schema = ##"""
      {"properties": {"a": {"minimum": 3}}, "required": ["a"], "$ref": "#/$defs/part",
       "allOf": [{"properties": {"a": {"maximum": 10}}}, {"properties": {"a": {"type": "integer"}}}],
       "$defs": {"part": {"required": ["b"], "patternProperties": {"^x-": {"type": "string"}}}}}
      """##
    try expect(schema, instance, isValid)
  }

  @Test(arguments: [
    ("3", true), ("3.0", true), ("3.5", false), ("\"3\"", false), ("true", false), ("7", false),
  ])
  func typesAndValuesOfSeveralParts(instance: String, isValid: Bool) throws {
    let schema = #"""
      {"type": ["number", "string"], "allOf": [{"type": ["integer", "boolean"]},
       {"enum": [3, 3.5, true, "3", 7]}, {"not": {"const": 7}}]}
      """#
    try expect(schema, instance, isValid)
  }

  @Test(arguments: [
    (#"{"a":1}"#, false), (#"{"a":1,"b":1}"#, true), (#"{"a":1,"b":1,"c":1}"#, false),
    (#"{"b":1}"#, true), (#"{"c":1}"#, true),
  ])
  func closedPartsStayApart(instance: String, isValid: Bool) throws {
    let schema = #"""
      {"allOf": [{"properties": {"a": {}, "b": {}}, "dependentRequired": {"a": ["b"]}},
       {"if": {"required": ["b"]}, "then": {"properties": {"a": {}, "b": {}},
        "additionalProperties": false}}]}
      """#
    try expect(schema, instance, isValid)
  }

  @Test func recursivePartsMeetInPairs() throws {
    let schema = ##"""
      {"allOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/b"}], "$defs": {
       "a": {"properties": {"next": {"$ref": "#/$defs/a"}, "x": {"minimum": 1}}},
       "b": {"properties": {"next": {"$ref": "#/$defs/c"}, "x": {"maximum": 9}}},
       "c": {"properties": {"next": {"$ref": "#/$defs/b"}, "x": {"multipleOf": 2}}}}}
      """##
    try expect(schema, #"{"x":3,"next":{"x":2,"next":{"x":9,"next":{"x":8}}}}"#, true)
    try expect(schema, #"{"x":3,"next":{"x":2,"next":{"x":9,"next":{"x":7}}}}"#, false)
    try expect(schema, #"{"x":3,"next":{"x":0}}"#, false)
    try expect(schema, #"{"x":3,"next":{"x":2,"next":{"x":10}}}"#, false)
  }

  /// Two `if`s on one property, one of which needs it; `else` of its own; closed by what they mark.
  private static let conditions = #"""
    {"allOf": [
      {"if": {"properties": {"op": {"enum": ["a", "b"]}}},
       "then": {"properties": {"x": {"type": "integer"}}}},
      {"if": {"type": "object", "properties": {"op": {"const": "b"}}, "required": ["op"]},
       "then": {"required": ["y"], "properties": {"y": {}}}, "else": {"properties": {"z": {}}}}],
     "unevaluatedProperties": false}
    """#

  @Test(arguments: [
    (#"{"op":"a","x":1}"#, true), (#"{"op":"a","x":"1"}"#, false), (#"{"op":"a","z":1}"#, true),
    (#"{"op":"a","y":1}"#, false), (#"{"op":"b","x":1,"y":2}"#, true), (#"{"op":"b"}"#, false),
    (#"{"op":"b","y":2,"z":3}"#, false),
    // Absent: the first `if` holds, the second does not.
    (#"{"x":1,"z":2}"#, true), (#"{"x":"1"}"#, false), (#"{"y":1}"#, false),
    // Another text or no text at all: neither holds, so nothing has looked at the property.
    (#"{"op":"c"}"#, false), (#"{"op":1}"#, false), (#"{"z":1}"#, true), (#"{"x":1}"#, true),
    ("[1]", true), ("\"a\"", true),
  ])
  func conditionsOnOneProperty(instance: String, isValid: Bool) throws {
    try expect(Self.conditions, instance, isValid)
  }

  @Test(arguments: [("1", false), ("null", true), ("{}", false)])
  func conditionsOnValuesThatAreNoObjects(instance: String, isValid: Bool) throws {
    let schema = #"""
      {"if": {"properties": {"op": {"const": "a"}}}, "then": {"type": "null"},
       "else": {"type": "object"}}
      """#
    try expect(schema, instance, isValid)
  }

  /// A list whose items a derived schema replaces.
  private static let list = ##"""
    {"$id": "https://e.test/list", "$dynamicAnchor": "node", "properties": {
      "kids": {"type": "array", "items": {"$dynamicRef": "#node"}}}}
    """##

  @Test(arguments: [
    (#"{"kids":[{"kids":[]}]}"#, true), (#"{"kids":[{"kids":[{"k":1}]}]}"#, false),
    (#"{"k":1}"#, false),
  ])
  func theOutermostAnchorDecides(instance: String, isValid: Bool) throws {
    let schema = ##"""
      {"$id": "https://e.test/strict", "$dynamicAnchor": "node", "$ref": "list",
       "unevaluatedProperties": false, "$defs": {"list": \##(Self.list)}}
      """##
    try expect(schema, instance, isValid)
  }

  @Test(arguments: [
    (#"{"a":{"kids":[{"k":1}]}}"#, true), (#"{"b":{"kids":[{"k":1}]}}"#, false),
    (#"{"b":{"kids":[{"kids":[]}]}}"#, true),
  ])
  func theAnchorDependsOnTheWay(instance: String, isValid: Bool) throws {
    // The root has no anchor of the name: which one counts is known only on the way.
    let schema = ##"""
      {"$id": "https://e.test/both", "properties": {"a": {"$ref": "list"}, "b": {"$ref": "strict"}},
       "$defs": {"list": \##(Self.list), "strict": {"$id": "https://e.test/strict",
        "$dynamicAnchor": "node", "$ref": "list", "unevaluatedProperties": false}}}
      """##
    try expect(schema, instance, isValid)
  }

  @Test func namesThatDifferInTheirLastByteAreTold() throws {
    let members = (0..<200).map { "\"option12_\($0)\": \($0)" }.joined(separator: ",")
    let properties = (0..<200).map { "\"option12_\($0)\": {\"const\": \($0)}" }
    let schema = try compiled("{\"properties\": {\(properties.joined(separator: ","))}}")
    #expect(schema.isValid(try document("{\(members)}")))
    #expect(!schema.isValid(try document(#"{"option12_7": 8}"#)))
  }
}
