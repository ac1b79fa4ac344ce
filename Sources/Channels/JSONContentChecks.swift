package import Diagnostics
package import Documents

/// What is checked in rendered JSON: in-app messages and payloads of web and app surfaces.
package enum JSONContentChecks {
  /// Reads the content and reports template tags left in its strings.
  ///
  /// A document that is nil has an error among the diagnostics; the surface's schema is for the
  /// caller to check.
  package static func read(_ content: SourceText) -> DocumentReading {
    let reading = JSONReader.read(content)
    guard reading.document != nil else { return reading }
    return DocumentReading(
      document: reading.document,
      diagnostics: reading.diagnostics + UnrenderedChecks.check(content))
  }
}
