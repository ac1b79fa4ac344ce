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
    /// Text that goes away.
    case removed
    /// Text that comes.
    case added
    /// The line that keys act on.
    case selected
  }

  /// A piece of text.
  package struct Piece: Sendable, Hashable {
    /// What it says; no character of it steers a terminal.
    package let text: String
    /// How it looks.
    package let style: Style
  }

  /// The pieces in order.
  package private(set) var pieces: [Piece]

  /// Creates a line of one piece; hidden characters of the text are spelled out.
  package init(_ text: String = "", _ style: Style = .plain) {
    pieces = []
    add(text, style)
  }

  /// Adds a piece.
  package mutating func add(_ text: String, _ style: Style = .plain) {
    guard !text.isEmpty else { return }
    let visible = SafeText.visible(text.replacing("\t", with: "  "))
    pieces.append(Piece(text: visible, style: style))
  }

  /// The text without styles.
  package var text: String { pieces.map(\.text).joined() }

  /// The line cut to a width in cells, and filled up to it if `fills`.
  package func fitted(to width: Int, fills: Bool = false) -> ScreenLine {
    var line = ScreenLine()
    var room = width
    for piece in pieces {
      var kept = String.UnicodeScalarView()
      for scalar in piece.text.unicodeScalars {
        let cells = Self.cells(scalar)
        guard cells <= room else {
          room = 0
          break
        }
        room -= cells
        kept.append(scalar)
      }
      if !kept.isEmpty { line.pieces.append(Piece(text: String(kept), style: piece.style)) }
      if room == 0 { break }
    }
    if fills, room > 0 {
      let style = line.pieces.last?.style == .selected ? Style.selected : .plain
      line.pieces.append(Piece(text: String(repeating: " ", count: room), style: style))
    }
    return line
  }

  /// How many cells of a terminal a character takes.
  private static func cells(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
