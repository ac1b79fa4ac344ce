import Documents

/// Equality of values as JSON Schema defines it: numbers by value, objects without order.
enum ValueEquality {
  /// Whether two values, possibly of two documents, are equal.
  static func areEqual(
    _ left: DocumentView, _ leftIndex: Int, _ right: DocumentView, _ rightIndex: Int
  ) -> Bool {
    let kind = left.node(leftIndex).kind
    guard kind == right.node(rightIndex).kind else { return false }
    switch kind {
    case .null, .true, .false: return true
    case .string: return unsafe areEqual(left.bytes(leftIndex), right.bytes(rightIndex))
    case .number:
      let leftLexeme = unsafe left.bytes(leftIndex)
      let rightLexeme = unsafe right.bytes(rightIndex)
      return unsafe areEqual(leftLexeme, rightLexeme)
        || ExactNumber(lexeme: leftLexeme) == ExactNumber(lexeme: rightLexeme)
    case .array:
      guard left.count(leftIndex) == right.count(rightIndex) else { return false }
      var leftItem = leftIndex + 1
      var rightItem = rightIndex + 1
      let end = left.end(leftIndex)
      while leftItem < end {
        guard areEqual(left, leftItem, right, rightItem) else { return false }
        leftItem = left.next(leftItem)
        rightItem = right.next(rightItem)
      }
      return true
    case .object:
      guard left.count(leftIndex) == right.count(rightIndex) else { return false }
      var key = leftIndex + 1
      let end = left.end(leftIndex)
      while key < end {
        let value = unsafe member(
          right, rightIndex, hash: left.keyHash(key), left.bytes(key))
        guard value >= 0, areEqual(left, key + 1, right, value) else { return false }
        key = left.next(key + 1)
      }
      return true
    }
  }

  /// The index of an object's member with a name, or -1.
  static func member(
    _ view: DocumentView, _ object: Int, hash: UInt32, _ name: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var key = object + 1
    let end = view.end(object)
    while key < end {
      if view.keyHash(key) == hash, unsafe areEqual(view.bytes(key), name) { return key + 1 }
      key = view.next(key + 1)
    }
    return -1
  }

  /// Whether two byte strings are equal.
  @inline(__always)
  static func areEqual(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard left.count == right.count else { return false }
    var index = 0
    while index < left.count {
      if unsafe left[index] != right[index] { return false }
      index &+= 1
    }
    return true
  }

  /// Two equal items of an array as node indices, or nil.
  static func duplicate(_ view: DocumentView, _ array: Int) -> (first: Int, second: Int)? {
    let count = view.count(array)
    guard count > 1 else { return nil }
    if count <= 8 {
      var later = view.next(array + 1)
      let end = view.end(array)
      while later < end {
        var earlier = array + 1
        while earlier < later {
          if areEqual(view, earlier, view, later) { return (earlier, later) }
          earlier = view.next(earlier)
        }
        later = view.next(later)
      }
      return nil
    }
    var capacity = 32
    while capacity < count * 2 { capacity *= 2 }
    var slots = [Int32](repeating: -1, count: capacity)
    var hashes = [UInt32](repeating: 0, count: capacity)
    var item = array + 1
    let end = view.end(array)
    while item < end {
      let hash = self.hash(view, item)
      var slot = Int(hash) & (capacity - 1)
      while slots[slot] >= 0 {
        if hashes[slot] == hash, areEqual(view, Int(slots[slot]), view, item) {
          return (Int(slots[slot]), item)
        }
        slot = (slot + 1) & (capacity - 1)
      }
      slots[slot] = Int32(truncatingIfNeeded: item)
      hashes[slot] = hash
      item = view.next(item)
    }
    return nil
  }

  /// A hash that equal values share.
  private static func hash(_ view: DocumentView, _ index: Int) -> UInt32 {
    switch view.node(index).kind {
    case .null: return 1
    case .true: return 2
    case .false: return 3
    case .string:
      let bytes = unsafe view.bytes(index)
      guard let base = bytes.baseAddress else { return 4 }
      return unsafe KeyHash.hash(base, count: bytes.count)
    case .number:
      let number = unsafe ExactNumber(lexeme: view.bytes(index))
      return UInt32(truncatingIfNeeded: number.mantissa &* 0x9E37_79B9 &+ 7)
        &+ UInt32(truncatingIfNeeded: number.exponent &* 31)
        &+ UInt32(truncatingIfNeeded: number.digits.count)
    case .array:
      var result: UInt32 = 11
      var item = index + 1
      let end = view.end(index)
      while item < end {
        result = result &* 31 &+ hash(view, item)
        item = view.next(item)
      }
      return result
    case .object:
      var result: UInt32 = 13
      var key = index + 1
      let end = view.end(index)
      while key < end {
        result = result &+ (view.keyHash(key) &* 31 ^ hash(view, key + 1))
        key = view.next(key + 1)
      }
      return result
    }
  }
}
