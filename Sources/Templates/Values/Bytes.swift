import Documents

/// A run of bytes in pinned memory: a document's text, the program's text or the scratch arena.
@safe
struct Bytes {
  let base: UnsafePointer<UInt8>
  let count: Int

  @inline(__always)
  init(_ base: UnsafePointer<UInt8>, count: Int) {
    unsafe self.base = unsafe base
    self.count = count
  }

  @inline(__always)
  subscript(_ index: Int) -> UInt8 {
    assert(index >= 0 && index < count)
    return unsafe base[index]
  }

  @inline(__always)
  var isEmpty: Bool { count == 0 }

  /// The bytes from `start` up to `end`.
  @inline(__always)
  func slice(_ start: Int, _ end: Int) -> Bytes {
    assert(start >= 0 && start <= end && end <= count)
    return unsafe Bytes(base + start, count: end - start)
  }

  /// Whether both hold the same bytes: equality is by code points, never by Swift characters.
  func equals(_ other: Bytes) -> Bool {
    guard count == other.count else { return false }
    var index = 0
    while index < count {
      if self[index] != other[index] { return false }
      index &+= 1
    }
    return true
  }

  /// Whether the bytes are those of `text`.
  func equals(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    var index = 0
    while index < count {
      if unsafe self[index] != text.utf8Start[index] { return false }
      index &+= 1
    }
    return true
  }

  /// -1, 0 or 1 in byte order, which is the order of code points.
  func compare(_ other: Bytes) -> Int {
    let common = min(count, other.count)
    var index = 0
    while index < common {
      let left = self[index]
      let right = other[index]
      if left != right { return left < right ? -1 : 1 }
      index &+= 1
    }
    return count == other.count ? 0 : count < other.count ? -1 : 1
  }

  /// The first position of `needle` at or after `start`, or nil.
  func firstIndex(of needle: Bytes, from start: Int = 0) -> Int? {
    guard needle.count > 0 else { return start <= count ? start : nil }
    let first = needle[0]
    var index = start
    while index &+ needle.count <= count {
      if self[index] == first, slice(index, index + needle.count).equals(needle) { return index }
      index &+= 1
    }
    return nil
  }

  /// The last position of `needle`, or nil.
  func lastIndex(of needle: Bytes) -> Int? {
    var index = count - needle.count
    while index >= 0 {
      if slice(index, index + needle.count).equals(needle) { return index }
      index -= 1
    }
    return nil
  }

  /// The number of code points.
  var codePointCount: Int {
    var total = 0
    var index = 0
    while index < count {
      if self[index] & 0xC0 != 0x80 { total &+= 1 }
      index &+= 1
    }
    return total
  }

  /// The byte position after `points` code points from `start`, at most the end.
  func advance(_ start: Int, codePoints points: Int) -> Int {
    var left = points
    var index = start
    while left > 0, index < count {
      index += 1
      while index < count, self[index] & 0xC0 == 0x80 { index += 1 }
      left -= 1
    }
    return index
  }

  /// `KeyHash` of the bytes.
  var hash: UInt32 { unsafe KeyHash.hash(base, count: count) }

  /// A copy as an array, for slow paths.
  var array: [UInt8] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }

  /// A copy as a string, for messages.
  var string: String {
    unsafe String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
  }

  /// Whether a NUL follows at `index` of `part`, a part of these bytes without their last blanks.
  func hasNul(after part: Bytes, _ index: Int) -> Bool {
    let offset = unsafe part.base - base + index
    var position = offset
    while position < count, self[position].isRubySpace { position += 1 }
    return position < count && self[position] == 0
  }

  /// The bytes without blanks (as Ruby's strip: ASCII white space and NUL) at the chosen ends.
  func trimmed(left: Bool = true, right: Bool = true) -> Bytes {
    var start = 0
    var end = count
    if left { while start < end, self[start].isRubySpace || self[start] == 0 { start += 1 } }
    if right { while end > start, self[end - 1].isRubySpace || self[end - 1] == 0 { end -= 1 } }
    return slice(start, end)
  }
}

extension UInt8 {
  /// Space, tab, LF, VT, FF or CR.
  @inline(__always)
  var isRubySpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }

  /// 0–9.
  @inline(__always)
  var isDigit: Bool { self &- 0x30 < 10 }

  /// A–Z, a–z.
  @inline(__always)
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

  /// Letter, digit or underscore.
  @inline(__always)
  var isWord: Bool { isLetter || isDigit || self == 0x5F }
}
