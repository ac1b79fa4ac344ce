/// Equality of byte strings, eight bytes at a time.
enum ByteEquality {
  /// Whether `count` bytes are equal.
  @inline(__always)
  static func areEqual(
    _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int
  ) -> Bool {
    let left = unsafe UnsafeRawPointer(left)
    let right = unsafe UnsafeRawPointer(right)
    if count >= 8 {
      var index = 0
      while index &+ 8 <= count {
        let one = unsafe left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let other = unsafe right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if one != other { return false }
        index &+= 8
      }
      // The last eight bytes, some of them for the second time.
      let last = count &- 8
      return unsafe left.loadUnaligned(fromByteOffset: last, as: UInt64.self)
        == right.loadUnaligned(fromByteOffset: last, as: UInt64.self)
    }
    if count >= 4 {
      let last = count &- 4
      return unsafe left.loadUnaligned(as: UInt32.self) == right.loadUnaligned(as: UInt32.self)
        && left.loadUnaligned(fromByteOffset: last, as: UInt32.self)
          == right.loadUnaligned(fromByteOffset: last, as: UInt32.self)
    }
    var index = 0
    while index < count {
      let one = unsafe left.load(fromByteOffset: index, as: UInt8.self)
      if unsafe one != right.load(fromByteOffset: index, as: UInt8.self) { return false }
      index &+= 1
    }
    return true
  }
}
