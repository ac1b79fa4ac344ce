public import Diagnostics

/// Reads a JSON or YAML file, whichever its name says it is.
public enum DocumentReader {
  /// Reads the one document of `source`.
  public static func read(
    _ source: SourceText, limits: DocumentLimits = DocumentLimits()
  ) -> DocumentReading {
    switch DocumentFormat(path: source.path) {
    case .json: return JSONReader.read(source, limits: limits)
    case .yaml: return YAMLReader.read(source, limits: limits)
    case nil:
      let diagnostic = Diagnostic(
        .unknownFormat, "'\(source.path)' is neither a JSON nor a YAML file by its name",
        at: SourceSpan(source, at: 0), notes: [.init("expected .json, .yaml or .yml")])
      return DocumentReading(document: nil, diagnostics: [diagnostic])
    }
  }
}
