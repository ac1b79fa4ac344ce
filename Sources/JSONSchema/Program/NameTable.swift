import Documents

/// A set of byte strings with their positions: found by hash first, bytes second.
struct NameTable {
  private(set) var names: [[UInt8]] = []
  private var hashes: [UInt32] = []
  private var slots: [Int32] = []
  private var pool: [UInt8] = []
  private var offsets: [Int32] = []

  /// The number of names.
  var count: Int { names.count }

  /// Adds a name that is not yet there.
  mutating func append(_ name: [UInt8]) {
    names.append(name)
    hashes.append(KeyHash.hash(name))
    offsets.append(Int32(truncatingIfNeeded: pool.count))
    pool.append(contentsOf: name)
    if names.count * 2 > slots.count {
      slots = Array(repeating: -1, count: max(8, slots.count * 2))
      for index in names.indices { insert(index) }
    } else {
      insert(names.count - 1)
    }
  }

  private mutating func insert(_ index: Int) {
    var slot = Int(hashes[index]) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(truncatingIfNeeded: index)
  }

  /// The position of a name, or nil.
  func index(of name: [UInt8]) -> Int? {
    let found = unsafe name.withUnsafeBufferPointer { bytes in
      unsafe find(hash: KeyHash.hash(name), bytes)
    }
    return found < 0 ? nil : found
  }

  /// The position of the name with these bytes, whose hash is `hash`, or -1.
  @inline(__always)
  func find(hash: UInt32, _ bytes: @autoclosure () -> UnsafeBufferPointer<UInt8>) -> Int {
    guard !slots.isEmpty else { return -1 }
    var slot = Int(hash) & (slots.count &- 1)
    while true {
      let index = Int(slots[slot])
      if index < 0 { return -1 }
      if hashes[index] == hash, unsafe isEqual(index, bytes()) { return index }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
  }

  @inline(__always)
  private func isEqual(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = Int(offsets[index])
    let end = index &+ 1 < offsets.count ? Int(offsets[index &+ 1]) : pool.count
    guard end &- start == bytes.count else { return false }
    return unsafe pool.withUnsafeBufferPointer { pool in
      var offset = 0
      while offset < bytes.count {
        if unsafe pool[start &+ offset] != bytes[offset] { return false }
        offset &+= 1
      }
      return true
    }
  }
}
