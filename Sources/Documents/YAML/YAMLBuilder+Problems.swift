import Diagnostics

extension YAMLBuilder {
  /// Reports the tag of a node, at the tag itself, which stands before or after an anchor.
  mutating func reportUnknownTag(_ tag: [UInt8], of event: YAMLEvent) {
    let bytes = source.bytes
    var start = positions.byteOffset(event.start)
    if start < bytes.count, bytes[start] == UInt8(ascii: "&") {
      while start < bytes.count, !Self.isSpace(bytes[start]) { start += 1 }
      start = bytes[start...].firstIndex(of: UInt8(ascii: "!")) ?? start
    }
    var end = start
    while end < bytes.count, !Self.isSpace(bytes[end]) { end += 1 }
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
