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
}
