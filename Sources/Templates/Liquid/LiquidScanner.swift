/// A piece of a file: text, a tag, an output, or the rest after an unclosed delimiter.
struct LiquidPiece {
  /// The kinds of pieces.
  enum Kind {
    case text
    case tag
    case output
    case broken
  }

  var kind: Kind
  /// The piece with its delimiters.
  var range: LiquidRange
  /// The name of a tag; empty where there is none.
  var name = LiquidRange(start: 0, end: 0)
  /// The markup after a tag's name, or of an output.
  var markup = LiquidRange(start: 0, end: 0)
  var trimsBefore = false
  var trimsAfter = false
}

/// Splits a file at `{{` and `{%`; not aware of quotes, as the reference.
enum LiquidScanner {
  static func pieces(_ bytes: [UInt8]) -> [LiquidPiece] {
    var pieces: [LiquidPiece] = []
    var position = 0
    let end = bytes.count
    while position < end {
      var start = position
      while start < end {
        if bytes[start] == 0x7B, start + 1 < end,
          bytes[start + 1] == 0x7B || bytes[start + 1] == 0x25
        {
          break
        }
        start += 1
      }
      if start > position {
        pieces.append(LiquidPiece(kind: .text, range: LiquidRange(start: position, end: start)))
      }
      guard start < end else { break }
      if bytes[start + 1] == 0x25 {
        position = tag(bytes, start, from: start + 2, &pieces)
      } else {
        position = output(bytes, start, &pieces)
      }
    }
    return pieces
  }

  /// The lines of a `liquid` tag, each a tag.
  static func lines(_ bytes: [UInt8], _ range: LiquidRange) -> [LiquidPiece] {
    var pieces: [LiquidPiece] = []
    var start = range.start
    while start <= range.end {
      var end = start
      while end < range.end, bytes[end] != 0x0A { end += 1 }
      if bytes[start..<end].contains(where: { !$0.isRubySpace }) {
        var piece = LiquidPiece(kind: .tag, range: LiquidRange(start: start, end: end))
        var position = start
        while bytes[position].isRubySpace { position += 1 }
        piece.range.start = position
        var last = end
        while bytes[last - 1].isRubySpace { last -= 1 }
        piece.range.end = last
        split(bytes, position, end, &piece)
        pieces.append(piece)
      }
      start = end + 1
    }
    return pieces
  }

  private static func tag(
    _ bytes: [UInt8], _ start: Int, from: Int, _ pieces: inout [LiquidPiece]
  ) -> Int {
    var close = from
    while close + 1 < bytes.count, bytes[close] != 0x25 || bytes[close + 1] != 0x7D { close += 1 }
    guard close + 1 < bytes.count else { return broken(bytes, start, bytes.count, &pieces) }
    let isOutput = bytes[start + 1] == 0x7B
    if isOutput { return broken(bytes, start, close + 2, &pieces) }
    var piece = LiquidPiece(kind: .tag, range: LiquidRange(start: start, end: close + 2))
    var first = start + 2
    var last = close
    piece.trimsBefore = bytes[first] == 0x2D
    piece.trimsAfter = bytes[last - 1] == 0x2D && last - 1 >= first
    if piece.trimsBefore { first += 1 }
    if piece.trimsAfter { last = max(first, last - 1) }
    while first < last, bytes[first].isRubySpace { first += 1 }
    split(bytes, first, last, &piece)
    pieces.append(piece)
    return close + 2
  }

  /// Finds the tag's name at `first` and leaves the rest as markup.
  private static func split(_ bytes: [UInt8], _ first: Int, _ last: Int, _ piece: inout LiquidPiece)
  {
    var end = first
    if end < last, bytes[end] == UInt8(ascii: "#") {
      end += 1
    } else {
      while end < last, bytes[end].isWord { end += 1 }
    }
    piece.name = LiquidRange(start: first, end: end)
    while end < last, bytes[end].isRubySpace { end += 1 }
    piece.markup = LiquidRange(start: end, end: last)
  }

  private static func output(
    _ bytes: [UInt8], _ start: Int, _ pieces: inout [LiquidPiece]
  ) -> Int {
    var position = start + 2
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0x7D {
        guard position + 1 < bytes.count, bytes[position + 1] == 0x7D else {
          return broken(bytes, start, position + 1, &pieces)
        }
        var piece = LiquidPiece(kind: .output, range: LiquidRange(start: start, end: position + 2))
        var first = start + 2
        var last = position
        piece.trimsBefore = first < last && bytes[first] == 0x2D
        if piece.trimsBefore { first += 1 }
        piece.trimsAfter = last > start + 2 && bytes[last - 1] == 0x2D
        if piece.trimsAfter { last = max(first, last - 1) }
        piece.markup = LiquidRange(start: first, end: last)
        pieces.append(piece)
        return position + 2
      }
      if byte == 0x7B, position + 1 < bytes.count, bytes[position + 1] == 0x25 {
        return tag(bytes, start, from: position + 2, &pieces)
      }
      position += 1
    }
    return broken(bytes, start, start + 2, &pieces)
  }

  private static func broken(
    _ bytes: [UInt8], _ start: Int, _ end: Int, _ pieces: inout [LiquidPiece]
  ) -> Int {
    pieces.append(LiquidPiece(kind: .broken, range: LiquidRange(start: start, end: end)))
    return end
  }
}
