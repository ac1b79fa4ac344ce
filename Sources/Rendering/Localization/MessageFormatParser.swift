/// Reads the text of a message; offsets in errors are bytes of the text.
struct MessageFormatParser {
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  mutating func parse() throws(MessageFormat.SyntaxError) -> [MessageFormat.Piece] {
    let pieces = try parsePieces(depth: 0, inPlural: false)
    guard index == bytes.count else { throw error("'}' closes nothing") }
    return pieces
  }

  private mutating func parsePieces(
    depth: Int, inPlural: Bool
  ) throws(MessageFormat.SyntaxError) -> [MessageFormat.Piece] {
    guard depth <= MessageFormat.maximumDepth else {
      throw error("choices are nested deeper than \(MessageFormat.maximumDepth) levels")
    }
    var pieces: [MessageFormat.Piece] = []
    var literal: [UInt8] = []
    func flush() {
      guard !literal.isEmpty else { return }
      pieces.append(.literal(String(decoding: literal, as: UTF8.self)))
      literal = []
    }
    loop: while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "'"):
        readApostrophe(into: &literal, inPlural: inPlural)
      case UInt8(ascii: "{"):
        flush()
        pieces.append(try parseArgument(depth: depth))
      case UInt8(ascii: "}"):
        break loop
      case UInt8(ascii: "#") where inPlural:
        flush()
        pieces.append(.number)
        index += 1
      default:
        literal.append(byte)
        index += 1
      }
    }
    flush()
    return pieces
  }

  /// `''` is an apostrophe; `'{…'` quotes up to the next apostrophe; any other stands for itself.
  private mutating func readApostrophe(into literal: inout [UInt8], inPlural: Bool) {
    index += 1
    guard index < bytes.count else {
      literal.append(UInt8(ascii: "'"))
      return
    }
    let next = bytes[index]
    if next == UInt8(ascii: "'") {
      literal.append(next)
      index += 1
      return
    }
    let quotes =
      next == UInt8(ascii: "{") || next == UInt8(ascii: "}")
      || inPlural && next == UInt8(ascii: "#")
    guard quotes else {
      literal.append(UInt8(ascii: "'"))
      return
    }
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "'") {
        index += 1
        guard index < bytes.count, bytes[index] == UInt8(ascii: "'") else { return }
      }
      literal.append(bytes[index])
      index += 1
    }
  }

  private mutating func parseArgument(
    depth: Int
  ) throws(MessageFormat.SyntaxError) -> MessageFormat.Piece {
    let start = index
    index += 1
    skipBlanks()
    let name = readWord()
    guard !name.isEmpty else { throw error("an argument needs a name after '{'") }
    skipBlanks()
    if take(UInt8(ascii: "}")) { return .argument(name) }
    guard take(UInt8(ascii: ",")) else {
      throw error(index < bytes.count ? "expected ',' or '}'" : "'{' is not closed", at: start)
    }
    skipBlanks()
    let kindStart = index
    let kind = readWord()
    skipBlanks()
    guard ["plural", "selectordinal", "select"].contains(kind) else {
      throw error(
        "'\(kind)' is not supported: use plural, selectordinal or select", at: kindStart)
    }
    guard take(UInt8(ascii: ",")) else { throw error("expected ',' after '\(kind)'") }
    skipBlanks()
    var offset = 0
    if kind != "select", bytes[index...].starts(with: Array("offset:".utf8)) {
      index += "offset:".utf8.count
      skipBlanks()
      offset = Int(readWord()) ?? 0
      skipBlanks()
    }
    let arms = try parseArms(depth: depth, isPlural: kind != "select")
    guard arms.contains(where: { $0.selector == "other" }) else {
      throw error("the choice over '\(name)' has no arm 'other'", at: start)
    }
    return kind == "select"
      ? .select(argument: name, arms: arms)
      : .plural(argument: name, offset: offset, arms: arms)
  }

  private mutating func parseArms(
    depth: Int, isPlural: Bool
  ) throws(MessageFormat.SyntaxError) -> [MessageFormat.Arm] {
    var arms: [MessageFormat.Arm] = []
    while true {
      skipBlanks()
      if take(UInt8(ascii: "}")) { return arms }
      let start = index
      var selector = take(UInt8(ascii: "=")) ? "=" : ""
      selector += readWord()
      guard !selector.isEmpty, selector != "=" else {
        throw error(
          index < bytes.count ? "expected a word such as 'other'" : "the choice is not closed",
          at: start)
      }
      if isPlural, !selector.hasPrefix("="), PluralCategory(rawValue: selector) == nil {
        throw error(
          "'\(selector)' is no plural category: use zero, one, two, few, many, other or =number",
          at: start)
      }
      guard !arms.contains(where: { $0.selector == selector }) else {
        throw error("the arm '\(selector)' stands twice", at: start)
      }
      skipBlanks()
      guard take(UInt8(ascii: "{")) else { throw error("expected '{' after '\(selector)'") }
      let pieces = try parsePieces(depth: depth + 1, inPlural: isPlural)
      guard take(UInt8(ascii: "}")) else {
        throw error("the arm '\(selector)' is not closed", at: start)
      }
      arms.append(MessageFormat.Arm(selector: selector, pieces: pieces))
    }
  }

  private mutating func readWord() -> String {
    let start = index
    while index < bytes.count {
      let byte = bytes[index]
      let isWord =
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte >= 0x80
        || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
      guard isWord else { break }
      index += 1
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func skipBlanks() {
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private func error(_ message: String, at offset: Int? = nil) -> MessageFormat.SyntaxError {
    MessageFormat.SyntaxError(message: message, offset: offset ?? index)
  }
}
