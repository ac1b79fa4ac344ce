public import Diagnostics

extension DiagnosticCode {
  /// The text breaks the grammar of JSON (RFC 8259).
  public static let jsonSyntax = DiagnosticCode(
    "document/json-syntax", "the file is not valid JSON")
  /// Bytes that are not UTF-8.
  public static let invalidUTF8 = DiagnosticCode(
    "document/invalid-utf8", "the file is not valid UTF-8")
  /// One key stands twice in an object.
  public static let duplicateKey = DiagnosticCode(
    "document/duplicate-key", "an object has the same key twice")
  /// Half of a UTF-16 surrogate pair, which no Unicode text can hold.
  public static let loneSurrogate = DiagnosticCode(
    "document/lone-surrogate", "an escape stands for half a surrogate pair")
  /// More levels of nesting than `DocumentLimits.maximumDepth`.
  public static let depthLimit = DiagnosticCode(
    "document/depth-limit", "values are nested deeper than the limit")
  /// A file larger than `DocumentLimits.maximumBytes`.
  public static let sizeLimit = DiagnosticCode(
    "document/size-limit", "the file is larger than the limit")
  /// A file name whose ending is neither JSON's nor YAML's.
  public static let unknownFormat = DiagnosticCode(
    "document/unknown-format", "the file's name says neither JSON nor YAML")
  /// A number that RFC 8785 cannot write without changing it.
  public static let notCanonical = DiagnosticCode(
    "document/not-canonical", "a number has no exact canonical form")
  /// Marks of an unfinished git merge.
  public static let conflictMarkers = DiagnosticCode(
    "document/conflict-markers", "the file holds the marks of an unfinished merge")
  /// A character that the format allows nowhere.
  public static let controlCharacter = DiagnosticCode(
    "document/control-character", "the file holds a character that the format does not allow")
  /// The text breaks the grammar of YAML.
  public static let yamlSyntax = DiagnosticCode(
    "document/yaml-syntax", "the file is not valid YAML")
  /// A YAML value that JSON has no form for.
  public static let yamlNotJSON = DiagnosticCode(
    "document/yaml-not-json", "a YAML value has no counterpart in JSON")
  /// A YAML key that is a list or a mapping.
  public static let yamlComplexKey = DiagnosticCode(
    "document/yaml-complex-key", "a YAML key is a list or a mapping")
  /// A YAML tag outside the core schema, or one that does not fit its value.
  public static let yamlTag = DiagnosticCode(
    "document/yaml-tag", "a YAML tag is unknown or does not fit its value")
  /// An alias whose anchor is missing or encloses it.
  public static let yamlAlias = DiagnosticCode(
    "document/yaml-alias", "a YAML alias names no anchor that stands before it")
  /// More nodes copied by aliases than `DocumentLimits.maximumAliasNodes`.
  public static let aliasLimit = DiagnosticCode(
    "document/alias-limit", "YAML aliases copy more values than the limit")
  /// No document, or more than one, where one is expected.
  public static let yamlDocuments = DiagnosticCode(
    "document/yaml-documents", "a YAML file does not hold exactly one document")
  /// An unquoted number whose leading zeros are lost.
  public static let yamlLeadingZero = DiagnosticCode(
    "document/yaml-leading-zero", "an unquoted YAML number loses its leading zeros")
}
