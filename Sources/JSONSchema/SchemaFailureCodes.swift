public import Diagnostics

extension DiagnosticCode {
  /// All codes of this module, in the order of their names.
  public static let schemaCodes: [DiagnosticCode] =
    (Array(keywordFailures.values) + [
      unsatisfied, unknownProperty, schemaKind, schemaDraft, schemaDialect, schemaVocabulary,
      schemaReference,
      schemaCircular, schemaPattern, schemaPatternLimit, schemaDuplicateID, schemaKeyword,
      schemaDepth, schemaWork, schemaSize,
    ]).sorted { $0.name < $1.name }

  /// The code of a value that does not satisfy a keyword: `schema/` and its name in kebab case.
  static func schemaFailure(keyword: String) -> DiagnosticCode {
    switch keyword {
    case "additionalProperties", "unevaluatedProperties": unknownProperty
    default: keywordFailures[keyword] ?? unsatisfied
    }
  }

  private static let unsatisfied = DiagnosticCode(
    "schema/unsatisfied", "a value does not satisfy the schema")

  private static let keywordFailures: [String: DiagnosticCode] = [
    "type": DiagnosticCode("schema/type", "a value is of another type than the schema asks for"),
    "enum": DiagnosticCode("schema/enum", "a value is none of those that the schema lists"),
    "const": DiagnosticCode("schema/const", "a value is not the one that the schema fixes"),
    "minimum": DiagnosticCode("schema/minimum", "a number is less than the schema allows"),
    "maximum": DiagnosticCode("schema/maximum", "a number is greater than the schema allows"),
    "exclusiveMinimum": DiagnosticCode(
      "schema/exclusive-minimum", "a number is not greater than the bound"),
    "exclusiveMaximum": DiagnosticCode(
      "schema/exclusive-maximum", "a number is not less than the bound"),
    "multipleOf": DiagnosticCode(
      "schema/multiple-of", "a number is not a multiple of what the schema says"),
    "minLength": DiagnosticCode(
      "schema/min-length", "a text has fewer characters than the schema asks for"),
    "maxLength": DiagnosticCode(
      "schema/max-length", "a text has more characters than the schema allows"),
    "pattern": DiagnosticCode("schema/pattern", "a text does not match the regular expression"),
    "format": DiagnosticCode("schema/format", "a text does not have the format"),
    "contentEncoding": DiagnosticCode(
      "schema/content-encoding", "a text is not encoded as the schema says"),
    "contentMediaType": DiagnosticCode(
      "schema/content-media-type", "a text does not hold what the schema says"),
    "required": DiagnosticCode("schema/required", "an object lacks a property that it must have"),
    "minProperties": DiagnosticCode(
      "schema/min-properties", "an object has fewer members than the schema asks for"),
    "maxProperties": DiagnosticCode(
      "schema/max-properties", "an object has more members than the schema allows"),
    "propertyNames": DiagnosticCode(
      "schema/property-names", "a property has a name that the schema does not allow"),
    "dependentRequired": DiagnosticCode(
      "schema/dependent-required", "an object lacks a property that another one needs"),
    "dependencies": DiagnosticCode(
      "schema/dependencies", "an object lacks a property that another one needs"),
    "minItems": DiagnosticCode(
      "schema/min-items", "a list has fewer items than the schema asks for"),
    "maxItems": DiagnosticCode("schema/max-items", "a list has more items than the schema allows"),
    "items": DiagnosticCode("schema/items", "a list has items where the schema allows none"),
    "additionalItems": DiagnosticCode(
      "schema/additional-items", "a list has more items than the schema names"),
    "unevaluatedItems": DiagnosticCode(
      "schema/unevaluated-items", "a list has items that no schema allows"),
    "uniqueItems": DiagnosticCode("schema/unique-items", "a list has the same item twice"),
    "contains": DiagnosticCode("schema/contains", "a list lacks an item that it must contain"),
    "minContains": DiagnosticCode(
      "schema/min-contains", "a list has too few items of the kind that it must contain"),
    "maxContains": DiagnosticCode(
      "schema/max-contains", "a list has too many items of the kind that it must contain"),
    "anyOf": DiagnosticCode("schema/any-of", "a value satisfies none of the alternatives"),
    "oneOf": DiagnosticCode(
      "schema/one-of", "a value satisfies none or more than one of the alternatives"),
    "not": DiagnosticCode("schema/not", "a value is what the schema excludes"),
    "false": DiagnosticCode("schema/forbidden", "there is a value where the schema allows none"),
  ]
}
