import Diagnostics

/// Schemas and values made at random, the same ones for the same seed.
struct RandomSchemas {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func number(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }

  mutating func element<Element>(_ elements: [Element]) -> Element {
    elements[number(elements.count)]
  }

  /// A small value built from few names, texts and numbers, so that schemas often speak of it.
  mutating func value(depth: Int) -> JSONOutput {
    switch number(depth > 0 ? 12 : 8) {
    case 0: return .null
    case 1: return .bool(number(2) == 0)
    case 2, 3: return .integer(number(9) - 2)
    case 4: return .lexeme(element(["0.5", "1.5", "2.0", "-1.25", "7e0"]))
    case 5...7: return .string(element(["", "a", "b", "ab", "abc", "ba", "aab"]))
    case 8, 9: return .array((0..<number(4)).map { _ in value(depth: depth - 1) })
    default:
      var members: [(key: String, value: JSONOutput)] = []
      for name in ["a", "b", "c", "ab"] where number(2) == 0 {
        members.append((name, value(depth: depth - 1)))
      }
      return .object(members)
    }
  }

  /// A schema with one to three keywords.
  mutating func schema(depth: Int) -> JSONOutput {
    if number(12) == 0 { return .bool(number(4) > 0) }
    var members: [(key: String, value: JSONOutput)] = []
    for _ in 0..<(1 + number(3)) {
      let keyword = self.keyword(depth: depth)
      if !members.contains(where: { $0.key == keyword.key }) { members.append(keyword) }
    }
    return .object(members)
  }

  /// The schema with one of its parts replaced, removed or added.
  mutating func changed(_ schema: JSONOutput, depth: Int) -> JSONOutput {
    guard case .object(var members) = schema, !members.isEmpty, number(8) > 0 else {
      return self.schema(depth: depth)
    }
    let index = number(members.count)
    switch number(4) {
    case 0: members.remove(at: index)
    case 1:
      let added = keyword(depth: depth)
      members.removeAll { $0.key == added.key }
      members.append(added)
    default:
      switch members[index].value {
      case .object where depth > 0:
        if ["not", "items", "contains", "propertyNames"].contains(members[index].key) {
          members[index].value = changed(members[index].value, depth: depth - 1)
        } else if members[index].key == "properties", case .object(var parts) = members[index].value
        {
          let part = number(parts.count)
          parts[part].value = changed(parts[part].value, depth: depth - 1)
          members[index].value = .object(parts)
        }
      case .array(var items) where members[index].key.hasSuffix("Of") && depth > 0:
        let part = number(items.count)
        items[part] = changed(items[part], depth: depth - 1)
        members[index].value = .array(items)
      case .integer(let value): members[index].value = .integer(max(0, value + number(5) - 2))
      default: break
      }
    }
    return .object(members)
  }

  private mutating func keyword(depth: Int) -> (key: String, value: JSONOutput) {
    if depth > 0, number(2) == 0 { return applicator(depth: depth - 1) }
    switch number(15) {
    case 0...2:
      let types = ["string", "number", "integer", "object", "array", "boolean", "null"]
      if number(2) == 0 { return ("type", .string(element(types))) }
      let first = number(types.count)
      let second = (first + 1 + number(types.count - 1)) % types.count
      return ("type", .array([.string(types[first]), .string(types[second])]))
    case 3: return ("minimum", .integer(number(6) - 1))
    case 4: return ("maximum", .integer(number(6)))
    case 5: return ("exclusiveMinimum", .lexeme(element(["0", "0.5", "2"])))
    case 6: return ("multipleOf", .lexeme(element(["2", "3", "0.5", "1.5"])))
    case 7: return (element(["minLength", "minItems", "minProperties"]), .integer(number(4)))
    case 8: return (element(["maxLength", "maxItems", "maxProperties"]), .integer(number(4)))
    case 9, 10: return ("pattern", .string(element(["^a", "b$", "^[ab]*$", "^a?b$", "c"])))
    case 11: return ("uniqueItems", true)
    case 12: return ("const", value(depth: 1))
    case 13: return ("enum", .array([value(depth: 1), .string("enum")]))
    default: return ("required", .array([.string(element(["a", "b", "c"]))]))
    }
  }

  private mutating func applicator(depth: Int) -> (key: String, value: JSONOutput) {
    switch number(12) {
    case 0, 1:
      var members: [(key: String, value: JSONOutput)] = [("a", schema(depth: depth))]
      if number(2) == 0 { members.append(("b", schema(depth: depth))) }
      return ("properties", .object(members))
    case 2: return ("additionalProperties", schema(depth: depth))
    case 3:
      return ("patternProperties", .object([(element(["^a", "b$"]), schema(depth: depth))]))
    case 4: return ("items", schema(depth: depth))
    case 5: return ("prefixItems", .array([schema(depth: depth), schema(depth: depth)]))
    case 6: return ("contains", schema(depth: depth))
    case 7: return ("not", schema(depth: depth))
    case 8: return ("propertyNames", schema(depth: depth))
    case 9:
      if number(2) == 0 { return ("unevaluatedProperties", schema(depth: 0)) }
      return ("dependentSchemas", .object([("a", schema(depth: depth))]))
    default:
      let branches = (0..<(1 + number(3))).map { _ in schema(depth: depth) }
      return (element(["allOf", "anyOf", "oneOf"]), .array(branches))
    }
  }
}
