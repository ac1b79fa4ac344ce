/// How many cells of a terminal a character takes.
///
/// A character taken for wider than it is leaves a cell empty; one taken for narrower would break the
/// picture, so what Unicode calls wide is wide here.
enum CellWidth {
  /// The cells of a character that is shown as it is.
  static func cells(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch value {
    case 0x1160...0x11FF: return 0
    // Flags are made of two of these, each of one cell.
    case 0x1F1E6...0x1F1FF: return 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
      0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x1F300...0x1F64F,
      0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return scalar.properties.isEmojiPresentation ? 2 : 1
    }
  }

  /// The cells of a text.
  static func cells(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + cells($1) }
  }

  /// The cells of a character as `SafeText` shows it.
  static func cellsShown(_ scalar: Unicode.Scalar) -> Int {
    if scalar == "\t" { return 2 }
    return SafeText.isHidden(scalar) ? SafeText.spelled(scalar).utf8.count : cells(scalar)
  }
}
