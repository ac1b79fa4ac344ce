/// The keywords of the drafts, and the type of value that each of them looks at.
enum SchemaKeywords {
  /// The type that a keyword looks at: on other values it does nothing.
  static let types: [String: SchemaTypes] = {
    var result: [String: SchemaTypes] = [:]
    for name in [
      "minLength", "maxLength", "pattern", "contentEncoding", "contentMediaType", "contentSchema",
    ] { result[name] = .string }
    for name in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"] {
      result[name] = .number
    }
    for name in [
      "items", "prefixItems", "additionalItems", "unevaluatedItems", "contains", "minContains",
      "maxContains", "minItems", "maxItems", "uniqueItems",
    ] { result[name] = .array }
    for name in [
      "properties", "patternProperties", "additionalProperties", "unevaluatedProperties",
      "propertyNames", "required", "minProperties", "maxProperties", "dependentRequired",
      "dependentSchemas", "dependencies",
    ] { result[name] = .object }
    return result
  }()

  private static let everywhere: Set<String> = [
    "$schema", "$id", "$ref", "$comment", "type", "enum", "const", "format", "title",
    "description", "default", "examples", "readOnly", "writeOnly", "allOf", "anyOf", "oneOf",
    "not", "if", "then", "else", "definitions", "dependencies", "additionalProperties", "items",
    "contains", "properties", "patternProperties", "propertyNames", "required", "minLength",
    "maxLength", "pattern", "contentEncoding", "contentMediaType", "minimum", "maximum",
    "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "uniqueItems",
    "minProperties", "maxProperties",
  ]
  private static let since2019: Set<String> = [
    "$defs", "$anchor", "$vocabulary", "deprecated", "unevaluatedItems", "unevaluatedProperties",
    "dependentRequired", "dependentSchemas", "minContains", "maxContains", "contentSchema",
  ]

  /// The keywords that a draft gives a meaning.
  static func names(_ draft: SchemaDraft) -> Set<String> {
    switch draft {
    case .draft7: everywhere.union(["additionalItems"])
    case .draft2019:
      everywhere.union(since2019).union(["additionalItems", "$recursiveRef", "$recursiveAnchor"])
    case .draft2020:
      everywhere.union(since2019).union(["prefixItems", "$dynamicRef", "$dynamicAnchor"])
    }
  }

  /// Keywords that do nothing without another one beside them.
  static let companions: [(name: String, needs: String)] = [
    ("then", "if"), ("else", "if"), ("minContains", "contains"), ("maxContains", "contains"),
  ]

  /// Bounds of which the first must not be above the second.
  static let bounds: [(low: String, high: String, isStrict: Bool)] = [
    ("minimum", "maximum", false), ("exclusiveMinimum", "exclusiveMaximum", true),
    ("exclusiveMinimum", "maximum", true), ("minimum", "exclusiveMaximum", true),
    ("minLength", "maxLength", false), ("minItems", "maxItems", false),
    ("minProperties", "maxProperties", false), ("minContains", "maxContains", false),
  ]
}
