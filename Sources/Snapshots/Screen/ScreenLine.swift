/// One line of a screen: pieces of text, each with a style.
package struct ScreenLine: Sendable, Hashable {
  /// How a piece looks.
  package enum Style: Sendable, Hashable {
    /// As it is.
    case plain
    /// Important.
    case bold
    /// Less important.
    case dim
    /// A line that goes away.
    case removed
    /// A line that comes.
    case added
    /// The words of a line that go away.
    case removedWord
    /// The words of a line that come.
    case addedWord
    /// The line that keys act on.
    case selected

    /// Whether it marks exactly what an edit changes.
    var isChange: Bool { self == .removedWord || self == .addedWord }
  }

  /// A piece of text.
  package struct Piece: Sendable, Hashable {
    /// What it says; no character of it steers a terminal.
    package let text: String
    /// How it looks.
    package let style: Style
  }

  /// The pieces in order; one without text marks a place where something changes.
  package private(set) var pieces: [Piece]

  /// Creates a line of one piece; hidden characters of the text are spelled out.
  package init(_ text: String = "", _ style: Style = .plain) {
    pieces = []
    add(text, style)
  }

  /// Adds a piece.
  package mutating func add(_ text: String, _ style: Style = .plain) {
    guard !text.isEmpty else { return }
    // Where a tab is what changes, it must not look like two spaces.
    let tab = style.isChange ? SafeText.spelled("\t") : "  "
    pieces.append(Piece(text: SafeText.visible(text.replacing("\t", with: tab)), style: style))
  }

  /// Adds the pieces of another line.
  mutating func add(_ line: ScreenLine) { pieces += line.pieces }

  /// Marks a place where something changes that shows nothing here.
  mutating func addMark(_ style: Style) { pieces.append(Piece(text: "", style: style)) }

  /// The text without styles.
  package var text: String { pieces.map(\.text).joined() }

  /// Whether something in it is what an edit changes.
  func hasChange(_ style: Style? = nil) -> Bool {
    pieces.contains { $0.style.isChange && (style == nil || $0.style == style) }
  }

  /// The line cut to a width in cells and marked by `…` where it is longer; filled up to the width
  /// if `fills`.
  package func fitted(to width: Int, fills: Bool = false) -> ScreenLine {
    let cells = pieces.reduce(0) { $0 + CellWidth.cells($1.text) }
    var line = self
    if cells > width {
      line = wrapped(to: width - 1).first ?? ScreenLine()
      if width > 0 {
        line.pieces.append(Piece(text: "…", style: line.pieces.last?.style ?? .plain))
      }
    }
    guard fills else { return line }
    let shown = line.pieces.reduce(0) { $0 + CellWidth.cells($1.text) }
    guard shown < width else { return line }
    let style = line.pieces.last?.style == .selected ? Style.selected : .plain
    line.pieces.append(Piece(text: String(repeating: " ", count: width - shown), style: style))
    return line
  }

  /// The line in as many rows as it needs, none wider than a width in cells.
  ///
  /// All but the first begin with a mark. What changes, and what is dim, is kept whole where it fits
  /// in one row.
  package func wrapped(to width: Int, mark: String = "↳ ", _ style: Style = .dim) -> [ScreenLine] {
    var rows: [ScreenLine] = []
    var row = ScreenLine()
    var room = max(width, 0)
    let markedRoom = room - CellWidth.cells(mark)
    for piece in pieces {
      if piece.style.isChange || piece.style == .dim, room < markedRoom {
        let cells = CellWidth.cells(piece.text)
        if cells > room, cells <= markedRoom {
          rows.append(row)
          row = ScreenLine(mark, style)
          room = markedRoom
        }
      }
      var kept = String.UnicodeScalarView()
      for scalar in piece.text.unicodeScalars {
        let cells = CellWidth.cells(scalar)
        if cells > room {
          if !kept.isEmpty { row.pieces.append(Piece(text: String(kept), style: piece.style)) }
          kept = String.UnicodeScalarView()
          rows.append(row)
          // Too narrow for a mark and a character: nothing more can be shown.
          guard markedRoom >= cells else { return rows }
          row = ScreenLine(mark, style)
          room = markedRoom
        }
        room -= cells
        kept.append(scalar)
      }
      if !kept.isEmpty || piece.text.isEmpty {
        row.pieces.append(Piece(text: String(kept), style: piece.style))
      }
    }
    return rows + [row]
  }
}
