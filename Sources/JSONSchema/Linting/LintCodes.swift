public import Diagnostics

extension DiagnosticCode {
  /// All codes of the linter, in the order of their names.
  public static let schemaLintCodes: [DiagnosticCode] = [
    .lintBounds, .lintDuplicateValue, .lintExample, .lintImpossibleValue, .lintKeyword,
    .lintPattern, .lintRequired, .lintUnreachable, .lintUnusedDefinition,
  ].sorted { $0.name < $1.name }

  /// A lower bound above its upper bound.
  public static let lintBounds = DiagnosticCode(
    "schema-lint/contradictory-bounds", "a lower bound is above its upper bound")
  /// The same value twice in an `enum`.
  public static let lintDuplicateValue = DiagnosticCode(
    "schema-lint/duplicate-value", "an enum lists a value twice")
  /// A `default` or example that its own schema refuses.
  public static let lintExample = DiagnosticCode(
    "schema-lint/invalid-example", "a default or an example is not valid by its schema")
  /// An `enum` or `const` value that `type` or `enum` beside it excludes.
  public static let lintImpossibleValue = DiagnosticCode(
    "schema-lint/impossible-value", "an enum or const value is excluded by a keyword beside it")
  /// A keyword that the draft does not know.
  public static let lintKeyword = DiagnosticCode(
    "schema-lint/unknown-keyword", "a keyword has no meaning in the schema's draft")
  /// A regular expression that matches anywhere in a text.
  public static let lintPattern = DiagnosticCode(
    "schema-lint/unanchored-pattern", "a regular expression matches anywhere in the text")
  /// A required name that the object does not declare.
  public static let lintRequired = DiagnosticCode(
    "schema-lint/undeclared-required", "an object requires a property that it does not declare")
  /// A keyword that can never do anything where it stands.
  public static let lintUnreachable = DiagnosticCode(
    "schema-lint/unreachable-keyword", "a keyword can have no effect where it stands")
  /// A definition that no reference leads to.
  public static let lintUnusedDefinition = DiagnosticCode(
    "schema-lint/unused-definition", "no reference leads to a definition")
}
