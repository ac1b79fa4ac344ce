import Diagnostics

/// The state of one pass over JSON bytes; an explicit stack, so depth costs no machine stack.
struct JSONScanner {
  /// Why the text was refused, and where.
  struct Failure: Error {
    var code: DiagnosticCode
    var message: String
    var start: Int
    var end: Int
    var note: String?
  }

  private struct Frame {
    var node: Int
    var count: UInt32
    var isObject: Bool
  }

  private let limits: DocumentLimits
  private(set) var nodes: [DocumentNode]
  private(set) var decoded: [DecodedText] = []
  private(set) var pool: [UInt8] = []
  private var stack: [Frame] = []
  private var duplicates = DuplicateKeys()
  private var base: UnsafePointer<UInt8>
  private var count = 0
  private var index = 0

  init(limits: DocumentLimits, nodes: [DocumentNode]) {
    self.limits = limits
    self.nodes = nodes
    // Replaced by `scan` before any byte is read; an empty buffer has no address of its own.
    base = UnsafePointer(bitPattern: 1).unsafelyUnwrapped
  }

  /// Scans the whole of `buffer` as one value.
  mutating func scan(_ buffer: UnsafeBufferPointer<UInt8>) throws(Failure) {
    guard let start = buffer.baseAddress, buffer.count > 0 else {
      throw failure("the file is empty", at: 0, note: "a JSON document is one value")
    }
    base = start
    count = buffer.count
    if count >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF {
      throw failure(
        "a byte-order mark stands before the value", at: 0, length: 3,
        note: "save the file as UTF-8 without a byte-order mark")
    }
    try scanValues()
    skipSpace()
    guard index == count else {
      throw failure("unexpected text after the value", at: index, note: "remove it")
    }
  }

  private mutating func scanValues() throws(Failure) {
    while true {
      skipSpace()
      guard index < count else { throw endOfFile("a value") }
      let start = index
      var opened = false
      switch base[index] {
      case UInt8(ascii: "\""):
        try scanString(isKey: false)
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        try scanNumber()
      case UInt8(ascii: "{"):
        try open(isObject: true)
        opened = try enterObject()
      case UInt8(ascii: "["):
        try open(isObject: false)
        opened = enterArray()
      case UInt8(ascii: "t"):
        try scanWord("true", .true)
      case UInt8(ascii: "f"):
        try scanWord("false", .false)
      case UInt8(ascii: "n"):
        try scanWord("null", .null)
      default:
        throw unexpected("a value", at: start)
      }
      if opened { continue }
      if try !advanceAfterValue() { return }
    }
  }

  /// Counts the finished value and moves to the next one; false when the outermost is finished.
  @inline(__always)
  private mutating func advanceAfterValue() throws(Failure) -> Bool {
    while true {
      guard let top = stack.indices.last else { return false }
      stack[top].count &+= 1
      let isObject = stack[top].isObject
      skipSpace()
      guard index < count else { throw endOfFile(isObject ? "',' or '}'" : "',' or ']'") }
      let byte = base[index]
      if byte == UInt8(ascii: ",") {
        let comma = index
        index &+= 1
        skipSpace()
        if isObject {
          if index < count, base[index] == UInt8(ascii: "}") {
            throw failure("trailing comma", at: comma, note: "remove the comma before '}'")
          }
          try scanKey()
        } else if index < count, base[index] == UInt8(ascii: "]") {
          throw failure("trailing comma", at: comma, note: "remove the comma before ']'")
        }
        return true
      }
      guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
        throw unexpected(isObject ? "',' or '}'" : "',' or ']'", at: index)
      }
      index &+= 1
      try close()
    }
  }

  private mutating func open(isObject: Bool) throws(Failure) {
    guard stack.count < limits.maximumDepth else {
      throw Failure(
        code: .depthLimit, message: "nested deeper than \(limits.maximumDepth) levels",
        start: index, end: index + 1)
    }
    stack.append(Frame(node: nodes.count, count: 0, isObject: isObject))
    nodes.append(DocumentNode(isObject ? .object : .array, start: index, end: index))
    index &+= 1
  }

  /// Reads the first key of an object just opened; false when the object is empty.
  private mutating func enterObject() throws(Failure) -> Bool {
    skipSpace()
    if index < count, base[index] == UInt8(ascii: "}") {
      index &+= 1
      try close()
      return false
    }
    try scanKey()
    return true
  }

  private mutating func enterArray() -> Bool {
    skipSpace()
    guard index < count, base[index] == UInt8(ascii: "]") else { return true }
    index &+= 1
    let frame = stack.removeLast()
    finish(frame)
    return false
  }

  private mutating func close() throws(Failure) {
    let frame = stack.removeLast()
    finish(frame)
    guard frame.isObject, frame.count > 1, limits.refusesDuplicateKeys else { return }
    let duplicate = duplicates.find(
      object: frame.node, count: Int(frame.count), nodes: nodes, decoded: decoded, source: base,
      pool: pool, poolStart: count)
    guard let duplicate else { return }
    let first = nodes[duplicate.first]
    let second = nodes[duplicate.second]
    let line = lineNumber(of: Int(first.start))
    throw Failure(
      code: .duplicateKey,
      message: "the key \(slice(second)) stands twice in this object",
      start: Int(second.start), end: Int(second.end), note: "the first is on line \(line)")
  }

  private mutating func finish(_ frame: Frame) {
    let total = min(frame.count, DocumentNode.maximumCount)
    nodes[frame.node].bits |= total << 8
    nodes[frame.node].end = UInt32(truncatingIfNeeded: index)
    nodes[frame.node].extra = UInt32(truncatingIfNeeded: nodes.count)
  }

  private mutating func scanKey() throws(Failure) {
    guard index < count else { throw endOfFile("a key") }
    guard base[index] == UInt8(ascii: "\"") else { throw unexpected("a key in quotes", at: index) }
    try scanString(isKey: true)
    skipSpace()
    guard index < count else { throw endOfFile("':'") }
    guard base[index] == UInt8(ascii: ":") else { throw unexpected("':'", at: index) }
    index &+= 1
  }

  @inline(__always)
  private mutating func skipSpace() {
    while index < count {
      let byte = base[index]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      index &+= 1
    }
  }

  private mutating func scanWord(_ word: StaticString, _ kind: DocumentKind) throws(Failure) {
    let start = index
    var offset = 0
    while offset < word.utf8CodeUnitCount {
      guard index < count else { throw endOfFile("'\(word)'") }
      guard base[index] == word.utf8Start[offset] else { throw unexpected("'\(word)'", at: start) }
      index &+= 1
      offset &+= 1
    }
    nodes.append(DocumentNode(kind, start: start, end: index))
  }

  private mutating func scanNumber() throws(Failure) {
    let start = index
    var flags = DocumentNode.integerFlag
    if base[index] == UInt8(ascii: "-") { index &+= 1 }
    guard index < count else { throw endOfFile("a digit") }
    if base[index] == UInt8(ascii: "0") {
      index &+= 1
      if index < count, Self.isDigit(base[index]) {
        throw failure(
          "a number starts with a superfluous zero", at: start, length: index - start + 1,
          note: "write it without the leading zero")
      }
    } else {
      try scanDigits()
    }
    if index < count, base[index] == UInt8(ascii: ".") {
      flags = 0
      index &+= 1
      try scanDigits()
    }
    if index < count, base[index] | 0x20 == UInt8(ascii: "e") {
      flags = 0
      index &+= 1
      if index < count, base[index] == UInt8(ascii: "+") || base[index] == UInt8(ascii: "-") {
        index &+= 1
      }
      try scanDigits()
    }
    nodes.append(DocumentNode(.number, flags: flags, start: start, end: index))
  }

  @inline(__always)
  private mutating func scanDigits() throws(Failure) {
    guard index < count else { throw endOfFile("a digit") }
    guard Self.isDigit(base[index]) else { throw unexpected("a digit", at: index) }
    repeat { index &+= 1 } while index < count && Self.isDigit(base[index])
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private mutating func scanString(isKey: Bool) throws(Failure) {
    let start = index
    index &+= 1
    try skipPlain(from: start)
    let keyFlag = isKey ? DocumentNode.keyFlag : 0
    if base[index] == UInt8(ascii: "\"") {
      index &+= 1
      let hash = isKey ? KeyHash.hash(base + start + 1, count: index - start - 2) : 0
      nodes.append(
        DocumentNode(
          .string, flags: keyFlag | DocumentNode.quotedFlag, start: start, end: index, extra: hash))
      return
    }
    let offset = pool.count
    pool.append(contentsOf: UnsafeBufferPointer(start: base + start + 1, count: index - start - 1))
    while base[index] != UInt8(ascii: "\"") {
      try scanEscape(from: start)
      let plain = index
      try skipPlain(from: start)
      pool.append(contentsOf: UnsafeBufferPointer(start: base + plain, count: index - plain))
    }
    index &+= 1
    let length = pool.count - offset
    let hash = isKey ? KeyHash.hash(Array(pool[offset...])) : 0
    let entry = DecodedText(
      offset: UInt32(truncatingIfNeeded: count + offset),
      length: UInt32(truncatingIfNeeded: length), hash: hash)
    let flags = keyFlag | DocumentNode.quotedFlag | DocumentNode.decodedFlag
    let extra = UInt32(truncatingIfNeeded: decoded.count)
    nodes.append(DocumentNode(.string, flags: flags, start: start, end: index, extra: extra))
    decoded.append(entry)
  }

  /// Moves to the next quote or backslash, checking UTF-8 on the way.
  @inline(__always)
  private mutating func skipPlain(from start: Int) throws(Failure) {
    while true {
      // Eight bytes at a time while all are printable ASCII other than quote and backslash.
      while index &+ 8 <= count {
        let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
        guard JSONBytes.isPlain(word) else { break }
        index &+= 8
      }
      guard index < count else {
        throw Failure(
          code: .jsonSyntax, message: "a string is not closed", start: start, end: start + 1,
          note: "expected '\"' before the end of the file")
      }
      let byte = base[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
      if byte < 0x20 {
        throw failure(
          "a control character stands in a string", at: index,
          note: "write it as an escape, such as \\n or \\u\(JSONBytes.hex(UInt16(byte)))")
      }
      if byte < 0x80 {
        index &+= 1
        continue
      }
      let length = JSONBytes.utf8Length(base + index, available: count - index)
      guard length > 0 else {
        throw Failure(
          code: .invalidUTF8,
          message: "the byte 0x\(JSONBytes.hex(byte)) does not belong to a UTF-8 character",
          start: index, end: index + 1, note: "save the file as UTF-8")
      }
      index &+= length
    }
  }

  private mutating func scanEscape(from start: Int) throws(Failure) {
    let escape = index
    index &+= 1
    guard index < count else { throw endOfFile("an escape") }
    let byte = base[index]
    index &+= 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): pool.append(byte)
    case UInt8(ascii: "b"): pool.append(0x08)
    case UInt8(ascii: "f"): pool.append(0x0C)
    case UInt8(ascii: "n"): pool.append(0x0A)
    case UInt8(ascii: "r"): pool.append(0x0D)
    case UInt8(ascii: "t"): pool.append(0x09)
    case UInt8(ascii: "u"): try scanUnicodeEscape(at: escape)
    default:
      throw failure(
        "an unknown escape in a string", at: escape, length: 2,
        note: "allowed are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits")
    }
  }

  private mutating func scanUnicodeEscape(at escape: Int) throws(Failure) {
    var scalar = UInt32(try hexDigits(escape))
    if scalar >= 0xD800, scalar < 0xE000 {
      guard scalar < 0xDC00, index + 6 <= count, base[index] == UInt8(ascii: "\\"),
        base[index + 1] == UInt8(ascii: "u")
      else { throw loneSurrogate(escape) }
      index &+= 2
      let low = UInt32(try hexDigits(index - 2))
      guard low >= 0xDC00, low < 0xE000 else { throw loneSurrogate(escape) }
      scalar = 0x10000 + ((scalar - 0xD800) << 10) + (low - 0xDC00)
    }
    guard let unicode = Unicode.Scalar(scalar) else { throw loneSurrogate(escape) }
    pool.append(contentsOf: UTF8.encode(unicode).unsafelyUnwrapped)
  }

  private mutating func hexDigits(_ escape: Int) throws(Failure) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard index < count else { throw endOfFile("four hexadecimal digits") }
      guard let digit = JSONBytes.hexValue(base[index]) else {
        throw failure(
          "\\u is not followed by four hexadecimal digits", at: escape, length: index - escape + 1)
      }
      value = value << 4 | UInt16(digit)
      index &+= 1
    }
    return value
  }

  // MARK: Failures

  private func loneSurrogate(_ escape: Int) -> Failure {
    Failure(
      code: .loneSurrogate, message: "\(text(escape, escape + 6)) is half of a surrogate pair",
      start: escape, end: escape + 6,
      note: "write the character itself, or both halves one after the other")
  }

  private func failure(
    _ message: String, at start: Int, length: Int = 1, note: String? = nil
  ) -> Failure {
    Failure(code: .jsonSyntax, message: message, start: start, end: start + length, note: note)
  }

  private func endOfFile(_ expected: String) -> Failure {
    failure("the file ends too early", at: count, length: 0, note: "expected \(expected)")
  }

  private func unexpected(_ expected: String, at start: Int) -> Failure {
    if base[start] >= 0x80, JSONBytes.utf8Length(base + start, available: count - start) == 0 {
      return Failure(
        code: .invalidUTF8,
        message: "the byte 0x\(JSONBytes.hex(base[start])) does not belong to a UTF-8 character",
        start: start, end: start + 1, note: "save the file as UTF-8")
    }
    var end = start + 1
    if JSONBytes.isWord(base[start]) {
      while end < count, end - start < 32, JSONBytes.isWord(base[end]) { end += 1 }
    } else {
      while end < count, base[end] & 0xC0 == 0x80 { end += 1 }
    }
    let shown =
      base[start] < 0x20 || base[start] == 0x7F
      ? "the control character 0x\(JSONBytes.hex(base[start]))" : "'\(text(start, end))'"
    return failure(
      "unexpected \(shown)", at: start, length: end - start, note: "expected \(expected)")
  }

  private func text(_ start: Int, _ end: Int) -> String {
    let limit = min(end, count)
    return String(
      decoding: UnsafeBufferPointer(start: base + start, count: limit - start), as: UTF8.self)
  }

  private func slice(_ node: DocumentNode) -> String { text(Int(node.start), Int(node.end)) }

  private func lineNumber(of offset: Int) -> Int {
    UnsafeBufferPointer(start: base, count: offset).reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
  }
}
