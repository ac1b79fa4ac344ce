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
    /// Another place that the note speaks of.
    var related: Range<Int>?
  }

  private struct Frame {
    var node: Int
    var count: UInt32
    var isObject: Bool
  }

  private let limits: DocumentLimits
  var nodes: [DocumentNode]
  var decoded: [DecodedText] = []
  var pool: [UInt8] = []
  private var stack: [Frame] = []
  private var duplicates = DuplicateKeys()
  var base: UnsafePointer<UInt8>
  var count = 0
  var index = 0

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
    throw Failure(
      code: .duplicateKey,
      message: "the key \(slice(second)) stands twice in this object",
      start: Int(second.start), end: Int(second.end), note: "the first is here",
      related: Int(first.start)..<Int(first.end))
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

  // MARK: Failures

  func failure(
    _ message: String, at start: Int, length: Int = 1, note: String? = nil
  ) -> Failure {
    Failure(code: .jsonSyntax, message: message, start: start, end: start + length, note: note)
  }

  func endOfFile(_ expected: String) -> Failure {
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

  func text(_ start: Int, _ end: Int) -> String {
    let limit = min(end, count)
    return String(
      decoding: UnsafeBufferPointer(start: base + start, count: limit - start), as: UTF8.self)
  }

  private func slice(_ node: DocumentNode) -> String { text(Int(node.start), Int(node.end)) }
}
