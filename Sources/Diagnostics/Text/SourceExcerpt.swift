/// One source line as a terminal shows it, with an underline below a span.
struct SourceExcerpt {
  /// The line, cut to a window around the span.
  let line: String
  /// Spaces, then `^~~~` under the span.
  let underline: String

  /// Columns shown at most.
  static let maximumWidth = 100
  /// Distance of tab stops.
  static let tabWidth = 4
  /// Columns kept before the span when the line is cut on its left.
  private static let lead = 30
  /// Bytes looked at on either side of a span's start: enough for the window, little for a line of
  /// megabytes.
  private static let reach = 600

  /// A piece of the line that is shown or left out as a whole.
  private struct Cell {
    var text: String
    var width: Int
    var isMarked: Bool
  }

  /// Lays out the first line of `span`.
  init(_ span: SourceSpan, _ table: LineTable) {
    let whole = table.bytes(ofLine: table.line(at: span.start))
    let bytes = span.source.bytes
    var range = whole
    if span.start - range.lowerBound > Self.reach {
      range = Self.boundary(bytes, span.start - Self.reach)..<range.upperBound
    }
    if range.upperBound - span.start > Self.reach {
      range = range.lowerBound..<Self.boundary(bytes, span.start + Self.reach)
    }
    let cells = Self.cells(bytes[range], span)
    let marker = cells.firstIndex(where: \.isMarked) ?? cells.count
    var first = 0
    let total = cells.reduce(0) { $0 + $1.width }
    var before = cells[..<marker].reduce(0) { $0 + $1.width }
    if total > Self.maximumWidth, before > Self.lead {
      // Keep the window full when the span stands near the end of the line.
      var remaining = total
      while first < marker, before > Self.lead, remaining > Self.maximumWidth - 1 {
        before -= cells[first].width
        remaining -= cells[first].width
        first += 1
      }
    }
    let isCutLeft = first > 0 || range.lowerBound > whole.lowerBound
    var line = isCutLeft ? "…" : ""
    var underline = isCutLeft ? " " : ""
    var width = isCutLeft ? 1 : 0
    var index = first
    var marks = 0
    while index < cells.count, width + cells[index].width < Self.maximumWidth {
      let cell = cells[index]
      line += cell.text
      if cell.isMarked {
        for _ in 0..<cell.width {
          underline += marks == 0 ? "^" : "~"
          marks += 1
        }
      } else if marks == 0, index < marker {
        underline += String(repeating: " ", count: cell.width)
      }
      width += cell.width
      index += 1
    }
    if index < cells.count || range.upperBound < whole.upperBound { line += "…" }
    self.line = line
    self.underline = marks == 0 ? underline + "^" : underline
  }

  /// Moves an offset forward to the start of a character.
  private static func boundary(_ bytes: [UInt8], _ offset: Int) -> Int {
    var offset = offset
    while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    return offset
  }

  private static func cells(_ bytes: ArraySlice<UInt8>, _ span: SourceSpan) -> [Cell] {
    var cells: [Cell] = []
    var column = 0
    var offset = bytes.startIndex
    // Bytes that are not UTF-8 decode to U+FFFD, one or more bytes each; offsets then drift by
    // at most the bytes of the broken sequence, so each byte is decoded on its own instead.
    let isValid = String(validating: bytes, as: UTF8.self) != nil
    let text =
      isValid
      ? String(decoding: bytes, as: UTF8.self)
      : String(String.UnicodeScalarView(bytes.map { $0 < 0x80 ? Unicode.Scalar($0) : "\u{FFFD}" }))
    for character in text {
      let length = isValid ? character.utf8.count : character.unicodeScalars.count
      let end = offset + length
      let isMarked = offset < span.end && end > span.start && span.end > span.start
      let shown: String
      let width: Int
      if character == "\t" {
        width = tabWidth - column % tabWidth
        shown = String(repeating: " ", count: width)
      } else {
        shown = TerminalText.visible(String(character))
        width = shown.reduce(0) { $0 + TerminalText.width($1) }
      }
      // An empty span marks the character that follows it.
      let isPlace = span.start == span.end && offset <= span.start && span.start < end
      cells.append(Cell(text: shown, width: width, isMarked: isMarked || isPlace))
      column += width
      offset = end
    }
    return cells
  }
}
