/// Splits markup into tokens by the rules of strict2.
struct LiquidLexer {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  private init(_ bytes: [UInt8], _ start: Int, _ end: Int) {
    self.bytes = bytes
    position = start
    self.end = end
  }

  /// The tokens of the bytes from `start` up to `end`, closed by one of kind `end`.
  static func tokens(
    _ bytes: [UInt8], _ start: Int, _ end: Int
  ) throws(LiquidSyntaxError) -> [LiquidToken] {
    var lexer = LiquidLexer(bytes, start, end)
    var tokens: [LiquidToken] = []
    repeat {
      tokens.append(try lexer.next())
    } while tokens.last?.kind != .end
    return tokens
  }

  private func peek(_ ahead: Int) -> UInt8 {
    position + ahead < end ? bytes[position + ahead] : 0
  }

  private mutating func next() throws(LiquidSyntaxError) -> LiquidToken {
    while position < end, bytes[position].isRubySpace { position += 1 }
    let start = position
    guard position < end else { return LiquidToken(kind: .end, start: end, end: end) }
    let byte = bytes[position]
    let kind: LiquidToken.Kind
    switch byte {
    case UInt8(ascii: "|"): kind = .pipe
    case UInt8(ascii: ":"): kind = .colon
    case UInt8(ascii: ","): kind = .comma
    case UInt8(ascii: "["): kind = .openSquare
    case UInt8(ascii: "]"): kind = .closeSquare
    case UInt8(ascii: "("): kind = .openRound
    case UInt8(ascii: ")"): kind = .closeRound
    case UInt8(ascii: "?"): kind = .question
    case UInt8(ascii: "."):
      kind = peek(1) == byte ? .dotDot : .dot
      if kind == .dotDot { position += 1 }
    case UInt8(ascii: "<"):
      kind = .comparison
      if peek(1) == UInt8(ascii: "=") || peek(1) == UInt8(ascii: ">") { position += 1 }
    case UInt8(ascii: ">"):
      kind = .comparison
      if peek(1) == UInt8(ascii: "=") { position += 1 }
    case UInt8(ascii: "="), UInt8(ascii: "!"):
      guard peek(1) == UInt8(ascii: "=") else { throw unexpected() }
      kind = .comparison
      position += 1
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      kind = .string
      position += 1
      while position < end, bytes[position] != byte { position += 1 }
      guard position < end else {
        throw LiquidSyntaxError(
          message: "a string is opened with \(byte == 0x27 ? "'" : "\"") and not closed",
          start: start, end: end,
          notes: ["a string ends at the same quote; there are no escapes inside"])
      }
    default:
      if byte.isDigit || byte == 0x2D && peek(1).isDigit {
        let token = number(start)
        guard token.end - token.start <= BigInteger.maximumDigits else {
          throw LiquidSyntaxError(
            message: "a number has more than \(BigInteger.maximumDigits) digits",
            start: token.start, end: token.end)
        }
        return token
      } else if byte == 0x2D {
        kind = .dash
      } else if byte.isLetter || byte == 0x5F {
        return identifier(start)
      } else {
        throw unexpected()
      }
    }
    position += 1
    return LiquidToken(kind: kind, start: start, end: position)
  }

  private mutating func number(_ start: Int) -> LiquidToken {
    position += 1
    while peek(0).isDigit { position += 1 }
    if peek(0) == 0x2E, peek(1).isDigit {
      position += 2
      while peek(0).isDigit { position += 1 }
    }
    return LiquidToken(kind: .number, start: start, end: position)
  }

  private mutating func identifier(_ start: Int) -> LiquidToken {
    while position < end, bytes[position].isWord || bytes[position] == 0x2D { position += 1 }
    if position < end, bytes[position] == UInt8(ascii: "?") { position += 1 }
    let word = bytes[start..<position]
    if word.starts(with: "contains".utf8), word.count >= 8 {
      // The operator only where a blank follows, as the reference has it.
      if word.count == 8, position < end, bytes[position].isRubySpace {
        return LiquidToken(kind: .comparison, start: start, end: position)
      }
    }
    return LiquidToken(kind: .identifier, start: start, end: position)
  }

  private func unexpected() -> LiquidSyntaxError {
    var last = position + 1
    while last < end, bytes[last] & 0xC0 == 0x80 { last += 1 }
    let text = String(decoding: bytes[position..<last], as: UTF8.self)
    var notes: [String] = []
    switch text {
    case "=":
      notes = [
        "compare with '=='",
        "a laxer parser takes it: a condition fails when it is run, an output ends before the '='",
      ]
    case "!": notes.append("there is no 'not'; use 'unless', '!=' or '== false'")
    case "&": notes.append("use 'and'")
    case "{": notes.append("an output inside a tag has no braces of its own")
    case "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}":
      notes.append("a string is quoted with the straight quotes ' or \"")
    default: notes.append(LiquidSyntaxError.laxerNote)
    }
    return LiquidSyntaxError(
      message: "the character '\(text)' has no meaning here", start: position, end: last,
      notes: notes)
  }
}
