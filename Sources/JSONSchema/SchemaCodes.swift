public import Diagnostics

extension DiagnosticCode {
  /// A schema that is neither an object nor a boolean.
  public static let schemaKind = DiagnosticCode(
    "schema/not-a-schema", "a schema is an object or a boolean")
  /// `$schema` names a draft that galley does not read.
  public static let schemaDraft = DiagnosticCode(
    "schema/unsupported-draft", "the schema is written in a draft that is not supported")
  /// `$schema` names a meta-schema that cannot be found.
  public static let schemaDialect = DiagnosticCode(
    "schema/unknown-dialect", "the meta-schema that $schema names cannot be found")
  /// A meta-schema demands a vocabulary that galley does not know.
  public static let schemaVocabulary = DiagnosticCode(
    "schema/unsupported-vocabulary", "the dialect requires a vocabulary that is not supported")
  /// A reference that leads nowhere.
  public static let schemaReference = DiagnosticCode(
    "schema/unresolvable-ref", "a reference leads to nothing")
  /// References that lead to themselves without looking at a part of the value.
  public static let schemaCircular = DiagnosticCode(
    "schema/circular-ref", "a reference leads back to itself at the same value")
  /// A regular expression that ECMA-262 does not allow.
  public static let schemaPattern = DiagnosticCode(
    "schema/invalid-pattern", "a regular expression is not valid")
  /// A regular expression that needs more than `PatternLimits` allow.
  public static let schemaPatternLimit = DiagnosticCode(
    "schema/pattern-limit", "a regular expression is larger or slower than the limit")
  /// Two schemas with the same URI.
  public static let schemaDuplicateID = DiagnosticCode(
    "schema/duplicate-id", "two schemas have the same identifier")
  /// A keyword whose value the meta-schema does not allow.
  public static let schemaKeyword = DiagnosticCode(
    "schema/invalid-keyword", "a keyword of the schema has a value that it must not have")
  /// Subschemas or values nested deeper than `SchemaLimits` allow.
  public static let schemaDepth = DiagnosticCode(
    "schema/depth-limit", "subschemas are nested deeper than the limit")
  /// More work for one document than `SchemaLimits` allow.
  public static let schemaWork = DiagnosticCode(
    "schema/work-limit", "checking the value takes more steps than the limit")
  /// More subschemas than `SchemaLimits` allow.
  public static let schemaSize = DiagnosticCode(
    "schema/size-limit", "the schema has more subschemas than the limit")

  /// A property that a closed object does not list.
  public static let unknownProperty = DiagnosticCode(
    "schema/unknown-property", "an object has a property that the schema does not list")
}
