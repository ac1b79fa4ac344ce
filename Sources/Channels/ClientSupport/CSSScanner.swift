/// Finds the rules and declarations of a style sheet or a style attribute, with their places.
///
/// It knows comments, strings and brackets, and nothing of what the words mean.
struct CSSScanner {
  /// One piece of a style.
  enum Item {
    /// What stands before `{` or, for `@import`, before `;`.
    case atRule(Range<Int>)
    /// A selector list.
    case selector(Range<Int>)
    /// `property: value`.
    case declaration(property: Range<Int>, value: Range<Int>)
  }

  private let bytes: [UInt8]
  private var start: Int
  private var colon: Int?
  /// The pieces in order.
  private(set) var items: [Item] = []

  /// Reads `range` of `bytes`.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    start = range.lowerBound
    var index = range.lowerBound
    var brackets = 0
    var quote: UInt8?
    while index < range.upperBound {
      let byte = bytes[index]
      index += 1
      if let open = quote {
        if byte == UInt8(ascii: "\\") { index += 1 } else if byte == open { quote = nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "/") where index < range.upperBound && bytes[index] == UInt8(ascii: "*"):
        index = skipComment(index + 1, range.upperBound)
        // A comment before a piece is not part of it.
        if trimmed(start..<index).lowerBound == index || isComment(start) { start = index }
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
      case UInt8(ascii: "("), UInt8(ascii: "["): brackets += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): brackets = max(0, brackets - 1)
      case UInt8(ascii: ":") where brackets == 0 && colon == nil: colon = index - 1
      case UInt8(ascii: "{") where brackets == 0:
        finish(index - 1, isBlock: true)
      case UInt8(ascii: ";") where brackets == 0, UInt8(ascii: "}"):
        finish(index - 1, isBlock: false)
        brackets = 0
      default: break
      }
    }
    finish(range.upperBound, isBlock: false)
  }

  private mutating func finish(_ end: Int, isBlock: Bool) {
    defer {
      start = end + 1
      colon = nil
    }
    guard start < end else { return }
    let piece = trimmed(start..<end)
    guard !piece.isEmpty else { return }
    if bytes[piece.lowerBound] == UInt8(ascii: "@") {
      items.append(.atRule(piece))
    } else if isBlock {
      items.append(.selector(piece))
    } else if let colon, colon > piece.lowerBound {
      items.append(
        .declaration(
          property: trimmed(piece.lowerBound..<colon),
          value: trimmed(colon + 1..<max(colon + 1, piece.upperBound))))
    }
  }

  private func skipComment(_ index: Int, _ end: Int) -> Int {
    var index = index
    while index + 1 < end {
      if bytes[index] == UInt8(ascii: "*"), bytes[index + 1] == UInt8(ascii: "/") {
        return index + 2
      }
      index += 1
    }
    return end
  }

  /// Whether the piece that begins at `start` begins with a comment.
  private func isComment(_ start: Int) -> Bool {
    let place = trimmed(start..<bytes.count).lowerBound
    return place + 1 < bytes.count && bytes[place] == UInt8(ascii: "/")
      && bytes[place + 1] == UInt8(ascii: "*")
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }
}
