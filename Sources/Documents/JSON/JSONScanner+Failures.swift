extension JSONScanner {
  func failure(
    _ message: String, at start: Int, length: Int = 1, note: String? = nil
  ) -> Failure {
    Failure(code: .jsonSyntax, message: message, start: start, end: start + length, note: note)
  }

  func endOfFile(_ expected: String) -> Failure {
    failure("the file ends too early", at: count, length: 0, note: "expected \(expected)")
  }

  func unexpected(_ expected: String, at start: Int) -> Failure {
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

  func trailingComma(_ comma: Int, isObject: Bool) -> Failure {
    failure(
      "trailing comma", at: comma,
      note: isObject ? "remove the comma before '}'" : "remove the comma before ']'")
  }
}
