import Diagnostics
package import Rendering

/// What is known about the bytes of a changed output: the source map of its new and old text.
package struct OutputOrigins: Sendable {
  /// The runs of the new text, in bytes of the stored file.
  package let new: [TextOrigins.Run]
  /// The runs of the old text where the old version was rendered, too; nil for stored bytes.
  package let old: [TextOrigins.Run]?
  /// The values that the case's templates can print.
  package let values: DataValues
  /// What of the case's inputs has changed; nil where it is not known.
  let changes: CaseChanges?

  /// Creates origins.
  package init(new: [TextOrigins.Run], old: [TextOrigins.Run]? = nil, values: DataValues = .none) {
    self.init(new: new, old: old, values: values, changes: nil)
  }

  /// Creates origins with what has changed.
  init(
    new: [TextOrigins.Run], old: [TextOrigins.Run]?, values: DataValues, changes: CaseChanges?
  ) {
    self.new = new
    self.old = old
    self.values = values
    self.changes = changes
  }

  /// Nothing is known: edits are told apart by their plain text.
  package static let unknown = OutputOrigins(new: [])
}

extension TextOrigins.Run {
  /// Whether the bytes are the value of an expression rather than text of the template.
  var isPrinted: Bool {
    let bytes = span.source.bytes
    return dataPath != nil
      || span.start + 1 < span.end && bytes[span.start] == 0x7B
        && bytes[span.start + 1] == 0x7B
  }

  /// The expression with its filters: `profile.name|upcase`.
  var expression: String { String(decoding: expressionBytes, as: UTF8.self) }

  /// The expression without its filters: `profile.name`.
  var valueName: String {
    String(decoding: expressionBytes.prefix { $0 != UInt8(ascii: "|") }, as: UTF8.self)
  }

  /// The expression without the signs around it, with one blank between words and none beside `|`.
  private var expressionBytes: [UInt8] {
    func isEdge(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "-"), UInt8(ascii: "~"),
        UInt8(ascii: "&"):
        true
      default: isBlank(byte)
      }
    }
    let source = span.source.bytes
    var (start, end) = (span.start, span.end)
    while start < end, isEdge(source[start]) { start += 1 }
    while start < end, isEdge(source[end - 1]) { end -= 1 }
    let bar = UInt8(ascii: "|")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(end - start)
    var isAfterBlank = false
    for byte in source[start..<end] {
      if isBlank(byte) {
        isAfterBlank = true
        continue
      }
      if isAfterBlank, byte != bar, bytes.last != bar { bytes.append(0x20) }
      isAfterBlank = false
      bytes.append(byte)
    }
    return bytes
  }

  /// The file and line that wrote the byte at `offset` of the output.
  func place(at offset: Int, in output: [UInt8]) -> EditCause {
    let source = span.source
    var line = span.startPosition.line
    if !isPrinted {
      // The text of a template may lose blanks at its ends: its lines are counted from where the
      // rest begins.
      let written = output[range]
      let text = source.bytes[span.start..<span.end]
      let lead = zip(text, text.indices).first { !isBlank($0.0) }?.1 ?? text.startIndex
      let start = written.first.map(isBlank) == true ? text.startIndex : lead
      line += source.bytes[span.start..<start].count { $0 == 0x0A }
      line += output[range.lowerBound..<min(max(offset, range.lowerBound), range.upperBound)]
        .count { $0 == 0x0A }
    }
    return EditCause(path: source.path, line: line, data: dataPath)
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}

/// Where an edit comes from: the line of a template that wrote the new text.
package struct EditCause: Sendable, Hashable {
  /// The template or fragment.
  package let path: String
  /// The line, counted from 1.
  package let line: Int
  /// The file of the data that was printed there, or nil.
  package let data: String?

  /// `fragments/footer.liquid:12`.
  package var place: String { "\(path):\(line)" }
}
