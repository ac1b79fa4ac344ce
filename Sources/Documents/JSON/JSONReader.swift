public import Diagnostics

/// Reads JSON (RFC 8259) strictly into a `Document`, one pass over the bytes.
///
/// Refused with a place: anything the grammar does not allow, a byte-order mark, bytes after the
/// value, lone surrogates, bytes that are not UTF-8, the same key twice, nesting beyond the limit.
/// Numbers keep their lexeme.
public enum JSONReader {
  /// Reads the one JSON value of `source`.
  public static func read(
    _ source: SourceText, limits: DocumentLimits = DocumentLimits()
  ) -> DocumentReading {
    guard source.bytes.count <= limits.maximumBytes else {
      return DocumentReading(document: nil, diagnostics: [sizeDiagnostic(source, limits)])
    }
    var scanner = JSONScanner(limits: limits)
    let nodes: [DocumentNode]
    do throws(JSONScanner.Failure) {
      nodes = try source.bytes.withUnsafeBufferPointer { buffer throws(JSONScanner.Failure) in
        try scanner.scan(buffer)
      }
    } catch {
      // A file in conflict breaks the grammar at the first marker, so only failures need the look.
      if let diagnostic = ConflictMarkers.find(in: source) {
        return DocumentReading(document: nil, diagnostics: [diagnostic])
      }
      let span = SourceSpan(source, start: error.start, end: error.end)
      let related = error.related.map {
        SourceSpan(source, start: $0.lowerBound, end: $0.upperBound)
      }
      let notes = error.note.map { [Diagnostic.Note($0, at: related)] } ?? []
      return DocumentReading(
        document: nil,
        diagnostics: [Diagnostic(error.code, error.message, at: span, notes: notes)])
    }
    let document = Document(
      source: source,
      text: scanner.pool.isEmpty ? source.bytes : source.bytes + scanner.pool,
      nodes: nodes, decoded: scanner.decoded)
    return DocumentReading(document: document, diagnostics: [])
  }

  /// The refusal of a file beyond the size limit.
  static func sizeDiagnostic(_ source: SourceText, _ limits: DocumentLimits) -> Diagnostic {
    Diagnostic(
      .sizeLimit, "the file has \(source.bytes.count) bytes; the limit is \(limits.maximumBytes)",
      at: SourceSpan(source, at: 0), notes: [.init("split the file into smaller ones")])
  }
}
