public import Diagnostics

/// Reads YAML 1.2 into a `Document`, the same thing that JSON becomes.
///
/// Plain scalars are resolved by the core schema; keys are texts, with the spelling of the source.
/// Anchored values are copied to their aliases. `<<` is a key like any other.
public enum YAMLReader {
  /// Reads the one YAML document of `source`.
  public static func read(
    _ source: SourceText, limits: DocumentLimits = DocumentLimits()
  ) -> DocumentReading {
    let stream = readStream(source, limits: limits, maximum: 1)
    if let document = stream.documents.first {
      return DocumentReading(document: document, diagnostics: stream.diagnostics)
    }
    guard stream.diagnostics.isEmpty else {
      return DocumentReading(document: nil, diagnostics: stream.diagnostics)
    }
    let diagnostic = Diagnostic(
      .yamlDocuments, "the file is empty", at: SourceSpan(source, at: 0),
      notes: [.init("expected a value, such as 'key: value'; '{}' is an empty mapping")])
    return DocumentReading(document: nil, diagnostics: [diagnostic])
  }

  /// Reads all documents of a stream; they are empty when one has an error.
  public static func readAll(
    _ source: SourceText, limits: DocumentLimits = DocumentLimits()
  ) -> (documents: [Document], diagnostics: [Diagnostic]) {
    let stream = readStream(source, limits: limits, maximum: .max)
    return (stream.documents, stream.diagnostics)
  }

  private struct Stream {
    var documents: [Document] = []
    var diagnostics: [Diagnostic] = []
  }

  private static func readStream(
    _ source: SourceText, limits: DocumentLimits, maximum: Int
  ) -> Stream {
    guard source.bytes.count <= limits.maximumBytes else {
      return Stream(diagnostics: [JSONReader.sizeDiagnostic(source, limits)])
    }
    let isASCII: Bool
    switch YAMLCharacters.check(source) {
    case .text(let answer): isASCII = answer
    case .refused(let diagnostic): return Stream(diagnostics: [diagnostic])
    }
    if let diagnostic = ConflictMarkers.find(in: source) {
      return Stream(diagnostics: [diagnostic])
    }
    var builder = YAMLBuilder(source, isASCII: isASCII, limits: limits)
    var documents: [Document] = []
    let stopped = build(&builder, &documents, maximum: maximum)
    var diagnostics = builder.diagnostics
    if let stopped { diagnostics.append(stopped) }
    let isSound = !diagnostics.contains { $0.severity == .error }
    return Stream(documents: isSound ? documents : [], diagnostics: diagnostics)
  }

  /// Feeds the events to the builder; returns why it stopped early, if it did.
  private static func build(
    _ builder: inout YAMLBuilder, _ documents: inout [Document], maximum: Int
  ) -> Diagnostic? {
    let source = builder.source
    let mark = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return source.bytes.withUnsafeBufferPointer { buffer -> Diagnostic? in
      var events = YAMLEventSource(UnsafeBufferPointer(rebasing: buffer[mark...]))
      var count = 0
      while true {
        let event: YAMLEvent
        do throws(YAMLEventSource.Failure) {
          event = try events.next()
        } catch {
          let offset = builder.byteOffset(error.offset)
          let context = builder.byteOffset(error.contextOffset)
          return YAMLProblem.diagnostic(error, source, offset: offset, context: context)
        }
        switch event.kind {
        case .streamEnd: return nil
        case .documentStart:
          count += 1
          guard count <= maximum else {
            let start = builder.byteOffset(event.start)
            return Diagnostic(
              .yamlDocuments, "a second document begins here",
              at: SourceSpan(source, start: start, end: builder.byteOffset(event.end)),
              notes: [.init("expected one document; move the others to files of their own")])
          }
        case .documentEnd:
          if let document = builder.finishDocument() { documents.append(document) }
        default:
          do throws(YAMLBuilder.Stop) {
            try builder.add(event)
          } catch {
            return error.diagnostic
          }
        }
      }
    }
  }
}
