import Diagnostics

extension JSONScanner {
  /// The first byte from `start` on that is not plain: quote, backslash, control, beyond ASCII.
  @inline(__always)
  static func plainEnd(_ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> Int {
    var index = start
    while index &+ 8 <= count {
      let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
      let plain = JSONBytes.plainPrefix(UInt64(littleEndian: word))
      index &+= plain
      if plain < 8 { return index }
    }
    while index < count {
      let byte = base[index]
      if byte < 0x20 || byte >= 0x80 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        break
      }
      index &+= 1
    }
    return index
  }

  /// The first byte from `start` on that is no white space.
  @inline(__always)
  static func afterSpace(_ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> Int {
    var index = start
    while index < count {
      let byte = base[index]
      guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
        break
      }
      index &+= 1
    }
    return index
  }

  /// Reads on in a string or key that opens at `start` and has something other than plain bytes at
  /// the current place; text with escapes is decoded into the pool.
  mutating func scanString(from start: Int, isKey: Bool) throws(Failure) {
    try skipPlain(from: start)
    let flags = DocumentNode.quotedFlag | (isKey ? DocumentNode.keyFlag : 0)
    if base[index] == UInt8(ascii: "\"") {
      index &+= 1
      let hash = isKey ? KeyHash.hash(base + start + 1, count: index - start - 2) : 0
      append(DocumentNode(.string, flags: flags, start: start, end: index, extra: hash))
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
    append(
      DocumentNode(
        .string, flags: flags | DocumentNode.decodedFlag, start: start, end: index,
        extra: UInt32(truncatingIfNeeded: decoded.count)),
      decoded: DecodedText(
        offset: UInt32(truncatingIfNeeded: count + offset),
        length: UInt32(truncatingIfNeeded: length), hash: hash))
  }

  /// Moves to the next quote or backslash, checking UTF-8 on the way.
  @inline(__always)
  private mutating func skipPlain(from start: Int) throws(Failure) {
    while true {
      index = Self.plainEnd(base, index, count)
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

  private func loneSurrogate(_ escape: Int) -> Failure {
    Failure(
      code: .loneSurrogate, message: "\(text(escape, escape + 6)) is half of a surrogate pair",
      start: escape, end: escape + 6,
      note: "write the character itself, or both halves one after the other")
  }
}
