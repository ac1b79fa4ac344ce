import Diagnostics

extension JSONScanner {
  /// Reads `true`, `false` or `null`, or says what stands there instead.
  mutating func scanWord() throws(Failure) {
    if index &+ 4 <= count {
      let word = UInt32(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt32.self))
      if word == 0x6575_7274 { return appendWord(.true, length: 4) }
      if word == 0x6C6C_756E { return appendWord(.null, length: 4) }
      if word == 0x736C_6166, index &+ 4 < count, base[index &+ 4] == UInt8(ascii: "e") {
        return appendWord(.false, length: 5)
      }
    }
    switch base[index] {
    case UInt8(ascii: "t"): try scanWord("true", .true)
    case UInt8(ascii: "f"): try scanWord("false", .false)
    default: try scanWord("null", .null)
    }
  }

  @inline(__always)
  private mutating func appendWord(_ kind: DocumentKind, length: Int) {
    append(DocumentNode(kind, start: index, end: index &+ length))
    index &+= length
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
    append(DocumentNode(kind, start: start, end: index))
  }

  /// The end of a number without an exponent, or 0 where it takes `scanNumber` to judge; clears
  /// the flags of an integer where it has a fraction.
  @inline(__always)
  static func plainNumberEnd(
    _ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int, _ flags: inout UInt32
  ) -> Int {
    var end = base[start] == UInt8(ascii: "-") ? start &+ 1 : start
    guard end < count, isDigit(base[end]) else { return 0 }
    let isZero = base[end] == UInt8(ascii: "0")
    end &+= 1
    if !isZero {
      while end < count, isDigit(base[end]) { end &+= 1 }
    }
    guard end < count else { return end }
    if base[end] == UInt8(ascii: ".") {
      end &+= 1
      let fraction = end
      while end < count, isDigit(base[end]) { end &+= 1 }
      guard end > fraction else { return 0 }
      flags = 0
    } else if isZero, isDigit(base[end]) {
      return 0
    }
    return end < count && base[end] | 0x20 == UInt8(ascii: "e") ? 0 : end
  }

  /// Reads any number at the current place.
  mutating func scanNumber() throws(Failure) {
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
    append(DocumentNode(.number, flags: flags, start: start, end: index))
  }

  private mutating func scanDigits() throws(Failure) {
    guard index < count else { throw endOfFile("a digit") }
    guard Self.isDigit(base[index]) else { throw unexpected("a digit", at: index) }
    repeat { index &+= 1 } while index < count && Self.isDigit(base[index])
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
