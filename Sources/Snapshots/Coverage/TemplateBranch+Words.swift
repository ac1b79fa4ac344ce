import Diagnostics
package import Templates

extension TemplateBranch {
  /// The branch in words: `else of {% if profile.address %}`.
  package var words: String {
    switch kind {
    case .ifTrue, .elsif, .unless, .when: Self.text(span)
    case .otherwise: "else of \(Self.text(decision))"
    case .skipped: "no branch of \(Self.text(decision)) taken"
    case .items: "\(Self.text(decision)) with items"
    case .empty: "\(Self.text(decision)) without items"
    case .value: "\(Self.text(decision)) with a value"
    case .nothing: "\(Self.text(decision)) without a value"
    case .given: "'default' not needed: \(Self.text(decision))"
    case .defaulted: "'default' used: \(Self.text(decision))"
    }
  }

  /// Longest piece of source in the words of a branch, in characters.
  private static let maximumLength = 70

  private static func text(_ span: SourceSpan) -> String {
    let bytes = span.source.bytes[span.start..<min(span.end, span.source.bytes.count)]
    let words = String(decoding: bytes, as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count <= maximumLength ? words : words.prefix(maximumLength - 1) + "…"
  }
}
