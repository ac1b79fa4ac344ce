import JSONSchema
import Testing

@Suite struct ShapeTests {
  private static let text = #"""
    {
      "type": "object", "required": ["name", "orders"],
      "properties": {
        "name": {"type": "object", "required": ["first"], "additionalProperties": false,
          "properties": {"first": {"type": "string", "description": "given name"},
            "last": {"type": ["string", "null"]}}},
        "orders": {"type": "array", "items": {"$ref": "#/$defs/order"}},
        "tier": {"enum": ["gold", "silver"], "deprecated": true},
        "tags": {"type": "object", "additionalProperties": {"type": "integer"}},
        "contact": {"oneOf": [
          {"properties": {"kind": {"const": "mail"}, "address": {"type": "string"}},
            "required": ["kind", "address"], "type": "object"},
          {"properties": {"kind": {"const": "phone"}, "number": {"type": "integer"}},
            "required": ["kind", "number"], "type": "object"}]},
        "any": {}
      },
      "$defs": {
        "order": {"allOf": [{"$ref": "#/$defs/base"}],
          "properties": {"total": {"type": "number"}}, "required": ["total"]},
        "base": {"type": "object", "properties": {"id": {"type": "integer"}}}
      }
    }
    """#

  private func shape(_ path: SchemaPathStep...) throws -> SchemaShape {
    try compiled(Self.text).shape(at: path)
  }

  @Test func declaredAndRequiredAllAlong() throws {
    let first = try shape(.property("name"), .property("first"))
    #expect(first.presence == .declared && first.isRequired && first.types == .string)
    #expect(first.description == "given name")
    let last = try shape(.property("name"), .property("last"))
    #expect(last.presence == .declared && !last.isRequired && last.types == [.string, .null])
  }

  @Test func namesWhatIsListedWhereAStepFails() throws {
    let closed = try shape(.property("name"), .property("frist"))
    #expect(closed.presence == .excluded && closed.failedStep == 1)
    #expect(closed.siblingNames == ["first", "last"])
    let open = try shape(.property("nmae"))
    #expect(open.presence == .unlisted && open.siblingNames.contains("name"))
    let scalar = try shape(.property("name"), .property("first"), .property("x"))
    #expect(scalar.presence == .excluded && scalar.parentTypes == .string)
  }

  @Test func looksThroughReferencesAndItems() throws {
    let total = try shape(.property("orders"), .anyItem, .property("total"))
    #expect(total.presence == .declared && total.isRequired && total.types == .number)
    let id = try shape(.property("orders"), .anyItem, .property("id"))
    #expect(id.types == .integer && !id.isRequired)
    let item = try shape(.property("orders"), .index(0))
    #expect(item.types == .object && !item.isRequired && item.propertyNames == ["id", "total"])
  }

  @Test func joinsBranches() throws {
    let kind = try shape(.property("contact"), .property("kind"))
    #expect(kind.presence == .declared && kind.values == ["\"mail\"", "\"phone\""])
    let number = try shape(.property("contact"), .property("number"))
    #expect(number.presence == .declared && !number.isRequired && number.types == .integer)
    let other = try shape(.property("contact"), .property("fax"))
    #expect(other.presence == .unlisted && other.siblingNames == ["address", "kind", "number"])
  }

  @Test func knowsThatItDoesNotKnow() throws {
    let tag = try shape(.property("tags"), .property("x"))
    #expect(tag.presence == .unknown && tag.types == .integer)
    #expect(try shape(.property("any"), .property("x")).presence == .unknown)
    let tier = try shape(.property("tier"))
    #expect(tier.isDeprecated && tier.values == ["\"gold\"", "\"silver\""])
  }
}
