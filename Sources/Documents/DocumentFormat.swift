/// The notation of a document, which its file name decides.
public enum DocumentFormat: Sendable {
  /// RFC 8259.
  case json
  /// YAML 1.2, core schema.
  case yaml

  /// The format of a file by the ending of its name, in any case; nil for other files.
  public init?(path: String) {
    let lower = path.lowercased()
    if lower.hasSuffix(".yaml") || lower.hasSuffix(".yml") {
      self = .yaml
    } else if lower.hasSuffix(".json") {
      self = .json
    } else {
      return nil
    }
  }
}
