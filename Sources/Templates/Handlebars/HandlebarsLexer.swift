/// Splits a Handlebars file into tokens, as the reference's lexer does.
struct HandlebarsLexer {
  /// Where the lexer is.
  enum Mode {
    /// In text.
    case text
    /// Inside a tag.
    case tag
    /// In text after an escaped tag.
    case escaped
    /// In the body of a raw block.
    case raw(depth: Int)
  }

  let bytes: [UInt8]
  private(set) var position = 0
  private(set) var mode = Mode.text

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next token.
  mutating func next() -> HandlebarsToken {
    switch mode {
    case .text: text()
    case .tag: tag()
    case .escaped: escapedText()
    case .raw(let depth): raw(depth)
    }
  }

  /// Goes on with text after the tag that contains or follows `start`.
  mutating func recover(from start: Int) {
    position = start
    while position < bytes.count, !starts("}}") {
      // A tag that is never closed ends where the next one starts.
      if position > start, starts("{{") { break }
      position += 1
    }
    while position < bytes.count, bytes[position] == UInt8(ascii: "}") { position += 1 }
    mode = .text
  }

  private func starts(_ text: StaticString, at index: Int? = nil) -> Bool {
    let start = index ?? position
    guard start + text.utf8CodeUnitCount <= bytes.count else { return false }
    for offset in 0..<text.utf8CodeUnitCount {
      if unsafe bytes[start + offset] != text.utf8Start[offset] { return false }
    }
    return true
  }

  private func find(_ text: StaticString, from start: Int) -> Int? {
    var index = start
    while index + text.utf8CodeUnitCount <= bytes.count {
      if starts(text, at: index) { return index }
      index += 1
    }
    return nil
  }

  private mutating func make(
    _ kind: HandlebarsToken.Kind, _ end: Int, text: String = ""
  ) -> HandlebarsToken {
    let token = HandlebarsToken(
      kind: kind, range: HandlebarsRange(start: position, end: end), text: text)
    position = end
    return token
  }

  private func string(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  // MARK: Text

  private mutating func text() -> HandlebarsToken {
    guard position < bytes.count else { return make(.end, position) }
    guard let open = find("{{", from: position) else { return make(.content, bytes.count) }
    var end = open
    mode = .tag
    if open > position, bytes[open - 1] == UInt8(ascii: "\\") {
      end = open - 1
      // Two backslashes stand for one, and the tag counts.
      if open - 1 > position, bytes[open - 2] == UInt8(ascii: "\\") {
        // Only the second of the two is dropped.
      } else {
        mode = .escaped
      }
    }
    let token = make(.content, end)
    position = open
    return token.range.start == token.range.end ? next() : token
  }

  private mutating func escapedText() -> HandlebarsToken {
    mode = .text
    var end = position + 2
    while end < bytes.count {
      if starts("{{", at: end) || starts("\\{{", at: end) || starts("\\\\{{", at: end) { break }
      end += 1
    }
    return make(.content, min(end, bytes.count))
  }

  private mutating func raw(_ depth: Int) -> HandlebarsToken {
    guard position < bytes.count else { return make(.end, position) }
    if starts("{{{{/") {
      var end = position + 5
      while end < bytes.count, isIdentifier(end) { end += identifierLength(end) }
      if end > position + 5, starts("}}}}", at: end) {
        let name = string(position + 5, end)
        mode = depth > 1 ? .raw(depth: depth - 1) : .text
        return make(depth > 1 ? .content : .endRawBlock, end + 4, text: name)
      }
    } else if starts("{{{{") {
      mode = .raw(depth: depth + 1)
      return make(.content, min(position + 5, bytes.count))
    }
    guard let end = find("{{{{", from: position + 1) else { return make(.invalid, bytes.count) }
    return make(.content, end)
  }

  // MARK: Tags

  private mutating func tag() -> HandlebarsToken {
    position = ScriptSpace.skip(bytes, position, bytes.count)
    guard position < bytes.count else { return make(.end, position) }
    if starts("{{") { return delimiter() }
    switch bytes[position] {
    case UInt8(ascii: "("): return make(.openCall, position + 1)
    case UInt8(ascii: ")"): return make(.closeCall, position + 1)
    case UInt8(ascii: "}"), UInt8(ascii: "~"): return closing()
    case UInt8(ascii: "="): return make(.equals, position + 1)
    case UInt8(ascii: "."):
      if starts("..") { return make(.identifier, position + 2, text: "..") }
      if isLookahead(position + 1) { return make(.identifier, position + 1, text: ".") }
      return make(.separator, position + 1)
    case UInt8(ascii: "/"): return make(.separator, position + 1)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return quoted(bytes[position])
    case UInt8(ascii: "["): return quoted(UInt8(ascii: "]"))
    case UInt8(ascii: "@"): return make(.data, position + 1)
    case UInt8(ascii: "|"): return make(.closeParameters, position + 1)
    default: return word()
    }
  }

  private mutating func closing() -> HandlebarsToken {
    if starts("}}}}") {
      mode = .raw(depth: 1)
      return make(.closeRawBlock, position + 4)
    }
    let kinds: [(StaticString, HandlebarsToken.Kind)] = [
      ("}}}", .closeUnescaped), ("}~}}", .closeUnescaped), ("}}", .close), ("~}}", .close),
    ]
    for (text, kind) in kinds where starts(text) {
      mode = .text
      var token = make(kind, position + text.utf8CodeUnitCount)
      token.strips = bytes[token.range.end - 3] == UInt8(ascii: "~")
      return token
    }
    return make(.invalid, position + 1)
  }

  private mutating func delimiter() -> HandlebarsToken {
    if starts("{{{{") { return make(.openRawBlock, position + 4) }
    var index = position + 2
    let strips = index < bytes.count && bytes[index] == UInt8(ascii: "~")
    if strips { index += 1 }
    var token = delimiter(after: index)
    token.strips = strips
    return token
  }

  private mutating func delimiter(after index: Int) -> HandlebarsToken {
    func isStar(_ index: Int) -> Bool { index < bytes.count && bytes[index] == 0x2A }
    if starts("#>", at: index) { return make(.openPartialBlock, index + 2) }
    guard index < bytes.count else { return make(.open, index) }
    switch bytes[index] {
    case UInt8(ascii: ">"): return make(.openPartial, index + 1)
    case UInt8(ascii: "#"):
      var token = make(.openBlock, isStar(index + 1) ? index + 2 : index + 1)
      token.isDecorator = isStar(index + 1)
      return token
    case UInt8(ascii: "/"): return make(.openEndBlock, index + 1)
    case UInt8(ascii: "^"): return inverse(index + 1) ?? make(.openInverse, index + 1)
    case UInt8(ascii: "{"): return make(.openUnescaped, index + 1)
    case UInt8(ascii: "&"):
      var token = make(.open, index + 1)
      token.isRaw = true
      return token
    case UInt8(ascii: "!"): return comment(index)
    case UInt8(ascii: "*"):
      var token = make(.open, index + 1)
      token.isDecorator = true
      return token
    default:
      let word = ScriptSpace.skip(bytes, index, bytes.count)
      if starts("else", at: word) {
        if let token = inverse(word + 4) { return token }
        if word + 4 >= bytes.count || !bytes[word + 4].isWord {
          return make(.openInverseChain, word + 4)
        }
      }
      return make(.open, index)
    }
  }

  /// An `else` that ends right after `index`.
  private mutating func inverse(_ index: Int) -> HandlebarsToken? {
    var end = ScriptSpace.skip(bytes, index, bytes.count)
    let strips = end < bytes.count && bytes[end] == UInt8(ascii: "~")
    if strips { end += 1 }
    guard starts("}}", at: end) else { return nil }
    mode = .text
    var token = make(.inverse, end + 2)
    token.stripsAfter = strips
    return token
  }

  private mutating func comment(_ mark: Int) -> HandlebarsToken {
    if starts("!--", at: mark) {
      var index = mark
      while index < bytes.count {
        if starts("--}}", at: index) || starts("--~}}", at: index) {
          let strips = bytes[index + 2] == UInt8(ascii: "~")
          return comment(end: index + (strips ? 5 : 4), strips)
        }
        index += 1
      }
      return make(.invalid, bytes.count)
    }
    guard let end = find("}}", from: mark) else { return make(.invalid, bytes.count) }
    return comment(end: end + 2, bytes[end - 1] == UInt8(ascii: "~"))
  }

  private mutating func comment(end: Int, _ stripsAfter: Bool) -> HandlebarsToken {
    mode = .text
    var token = make(.comment, end)
    token.stripsAfter = stripsAfter
    return token
  }

  private mutating func quoted(_ quote: UInt8) -> HandlebarsToken {
    var end: Int?
    var last: Int?
    var index = position + 1
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == quote {
        last = index + 1
        index += 2
      } else if bytes[index] == quote {
        end = index
        break
      } else {
        index += 1
      }
    }
    guard let end = end ?? last else { return make(.invalid, position + 1) }
    let isBracketed = quote == UInt8(ascii: "]")
    var content: [UInt8] = []
    index = position + 1
    while index < end {
      let isEscape =
        bytes[index] == UInt8(ascii: "\\") && index + 1 < end
        && (bytes[index + 1] == quote || isBracketed && bytes[index + 1] == UInt8(ascii: "\\"))
      if isEscape { index += 1 }
      content.append(bytes[index])
      index += 1
    }
    var token = make(
      isBracketed ? .identifier : .string, end + 1, text: String(decoding: content, as: UTF8.self))
    token.isBracketed = isBracketed
    return token
  }

  private mutating func word() -> HandlebarsToken {
    let start = position
    for (word, kind) in HandlebarsLexer.literals where starts(word) {
      let end = start + word.utf8CodeUnitCount
      if isLiteralLookahead(end) { return make(kind, end, text: string(start, end)) }
    }
    if let end = number() { return make(.number, end, text: string(start, end)) }
    if starts("as") {
      let bar = ScriptSpace.skip(bytes, start + 2, bytes.count)
      if bar > start + 2, bar < bytes.count, bytes[bar] == UInt8(ascii: "|") {
        return make(.openParameters, bar + 1)
      }
    }
    var end = start
    while end < bytes.count, isIdentifier(end) { end += identifierLength(end) }
    guard end > start, isLookahead(end) else { return make(.invalid, max(end, start + 1)) }
    return make(.identifier, end, text: string(start, end))
  }

  private static let literals: [(StaticString, HandlebarsToken.Kind)] = [
    ("true", .bool), ("false", .bool), ("undefined", .undefined), ("null", .null),
  ]

  private func number() -> Int? {
    var index = position
    if bytes[index] == UInt8(ascii: "-") { index += 1 }
    let first = index
    while index < bytes.count, bytes[index].isDigit { index += 1 }
    guard index > first else { return nil }
    if index + 1 < bytes.count, bytes[index] == UInt8(ascii: "."), bytes[index + 1].isDigit {
      var end = index + 1
      while end < bytes.count, bytes[end].isDigit { end += 1 }
      if isLiteralLookahead(end) { return end }
    }
    return isLiteralLookahead(index) ? index : nil
  }

  private func isIdentifier(_ index: Int) -> Bool {
    let byte = bytes[index]
    if byte >= 0x80 { return ScriptSpace.length(bytes, index) == 0 }
    return byte.isWord || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "?") || byte < 0x09 || byte == 0x7F
      || byte > 0x0D && byte < 0x20
  }

  private func identifierLength(_ index: Int) -> Int {
    var end = index + 1
    if bytes[index] >= 0x80 {
      while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    }
    return end - index
  }

  private func isLookahead(_ index: Int) -> Bool {
    guard index < bytes.count else { return false }
    switch bytes[index] {
    case UInt8(ascii: "="), UInt8(ascii: "~"), UInt8(ascii: "}"), UInt8(ascii: "/"),
      UInt8(ascii: "."), UInt8(ascii: ")"), UInt8(ascii: "|"), UInt8(ascii: "]"):
      return true
    default: return ScriptSpace.length(bytes, index) > 0
    }
  }

  private func isLiteralLookahead(_ index: Int) -> Bool {
    guard index < bytes.count else { return false }
    switch bytes[index] {
    case UInt8(ascii: "~"), UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"): return true
    default: return ScriptSpace.length(bytes, index) > 0
    }
  }
}
