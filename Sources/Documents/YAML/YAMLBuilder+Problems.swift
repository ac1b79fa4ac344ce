import Diagnostics

extension YAMLBuilder {
  mutating func reportUnknownTag(_ tag: [UInt8], _ start: Int, _ end: Int) {
    report(
      .yamlTag, "the tag \(shown(tag)) is not known", start, end,
      note: "known are !!str, !!int, !!float, !!bool, !!null, !!seq and !!map; remove the tag")
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, _ start: Int, _ end: Int,
    severity: Diagnostic.Severity = .error, note: String
  ) {
    diagnostics.append(
      Diagnostic(
        code, message, at: SourceSpan(source, start: start, end: end), severity: severity,
        notes: [.init(note)]))
  }

  func stop(
    _ code: DiagnosticCode, _ message: String, _ start: Int, _ end: Int, note: String? = nil
  ) -> Stop {
    Stop(
      diagnostic: Diagnostic(
        code, message, at: SourceSpan(source, start: start, end: end),
        notes: note.map { [.init($0)] } ?? []))
  }

  func shown(_ text: [UInt8]) -> String {
    let limit = 40
    let string = String(decoding: text, as: UTF8.self)
    return string.count > limit ? "'\(string.prefix(limit))…'" : "'\(string)'"
  }
}
