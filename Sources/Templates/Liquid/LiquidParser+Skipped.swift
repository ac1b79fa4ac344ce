import Diagnostics

extension LiquidParser {
  /// The last tag inside a piece's bytes, where it closes the piece: its name and first byte.
  private func lastTag(_ piece: LiquidPiece) -> (name: String, start: Int)? {
    guard piece.kind != .text, piece.range.end - piece.range.start >= 4,
      bytes[piece.range.end - 1] == 0x7D, bytes[piece.range.end - 2] == 0x25
    else { return nil }
    var start = piece.range.end - 4
    while start >= piece.range.start {
      if bytes[start] == 0x7B, bytes[start + 1] == 0x25 {
        var first = start + 2
        if bytes[first] == 0x2D { first += 1 }
        while first < piece.range.end, bytes[first].isRubySpace { first += 1 }
        var end = first
        while end < piece.range.end, bytes[end].isWord { end += 1 }
        if end > first { return (text(LiquidRange(start: first, end: end)), start) }
      }
      start -= 1
    }
    return nil
  }

  private func trimsAfter(_ piece: LiquidPiece) -> Bool { bytes[piece.range.end - 3] == 0x2D }

  private mutating func refuseArguments(_ name: String, _ piece: LiquidPiece) {
    guard bytes[piece.markup.start..<piece.markup.end].contains(where: { !$0.isRubySpace }) else {
      return
    }
    report(.templateSyntax, "'\(name)' takes nothing", piece.markup)
  }

  /// Skips to the end of a `raw` block and returns its content.
  mutating func raw(_ piece: LiquidPiece) -> LiquidRange {
    refuseArguments("raw", piece)
    let start = piece.range.end
    while position < pieces.count {
      let next = pieces[position]
      position += 1
      if let (name, tagStart) = lastTag(next), name == "endraw" {
        trimsNext = trimsAfter(next)
        return LiquidRange(start: start, end: tagStart)
      }
    }
    reportUnclosed("raw", piece)
    return LiquidRange(start: start, end: start)
  }

  /// Skips to the end of a `doc` block, which may not hold another.
  mutating func doc(_ piece: LiquidPiece) {
    refuseArguments("doc", piece)
    while position < pieces.count {
      let next = pieces[position]
      position += 1
      guard let (name, _) = lastTag(next) else { continue }
      if name == "enddoc" {
        trimsNext = trimsAfter(next)
        return
      }
      if name == "doc" {
        report(.templateSyntax, "a 'doc' block may not hold another", next.range)
      }
    }
    reportUnclosed("doc", piece)
  }

  /// Skips to the end of a `comment` block; comments nest, and `raw` inside must be closed.
  mutating func comment(_ piece: LiquidPiece) {
    var depth = 1
    while position < pieces.count {
      let next = pieces[position]
      position += 1
      guard next.kind == .tag else { continue }
      switch text(next.name) {
      case "comment": depth += 1
      case "raw":
        var isClosed = false
        while position < pieces.count, !isClosed {
          isClosed = lastTag(pieces[position])?.name == "endraw"
          position += 1
        }
        if !isClosed {
          reportUnclosed("raw", next)
          return
        }
      case "endcomment":
        depth -= 1
        if depth == 0 {
          if bytes[next.range.start] == 0x7B { trimsNext = next.trimsAfter }
          return
        }
      default: break
      }
    }
    reportUnclosed("comment", piece)
  }
}
