package import Diagnostics

extension DiagnosticCode {
  /// A tag of the template language in rendered output.
  package static let unrendered = DiagnosticCode(
    "channel/unrendered-tag", "the rendered message still holds a template tag")
}

/// Finds template tags that reached the output: the customer would read them.
package enum UnrenderedChecks {
  /// Reports each `{{` and `{%` outside the byte ranges in `except`, at most ten.
  package static func check(_ text: SourceText, except: [Range<Int>] = []) -> [Diagnostic] {
    let bytes = text.bytes
    var diagnostics: [Diagnostic] = []
    var index = 0
    while diagnostics.count < 10, let found = bytes[index...].firstIndex(of: UInt8(ascii: "{")),
      found + 1 < bytes.count
    {
      index = found
      guard bytes[index + 1] == UInt8(ascii: "{") || bytes[index + 1] == UInt8(ascii: "%") else {
        index += 1
        continue
      }
      if let range = except.first(where: { $0.contains(index) }) {
        index = range.upperBound
        continue
      }
      let end = self.end(bytes, index)
      let shown = String(decoding: bytes[index..<end], as: UTF8.self)
      diagnostics.append(
        Diagnostic(
          .unrendered, "the template tag '\(shown)' stands in the rendered message",
          at: SourceSpan(text, start: index, end: end),
          notes: [
            .init("check that the data does not contain tags and that raw blocks are meant")
          ]))
      index = end
    }
    return diagnostics
  }

  /// The end of the tag that begins at `start`, or of its opening when it is not closed nearby.
  private static func end(_ bytes: [UInt8], _ start: Int) -> Int {
    let closing: UInt8 =
      bytes[start + 1] == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "%")
    let limit = min(bytes.count - 1, start + 80)
    var index = start + 2
    while index < limit, bytes[index] != 0x0A {
      if bytes[index] == closing, bytes[index + 1] == UInt8(ascii: "}") { return index + 2 }
      index += 1
    }
    return start + 2
  }
}
