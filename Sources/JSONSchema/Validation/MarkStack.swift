/// Bit sets of evaluated members and items, one region after the other.
///
/// Lives in memory lent by the caller and moves to memory of its own only when that is full.
@safe
struct MarkStack {
  private var words: UnsafeMutablePointer<UInt64>
  private var capacity: Int
  private var isOwned = false
  private(set) var count = 0

  /// Creates an empty stack in lent memory.
  init(_ lent: UnsafeMutableBufferPointer<UInt64>) {
    // A lent buffer of no words has no address; then the first region makes the stack grow.
    unsafe words =
      lent.baseAddress
      ?? UnsafeMutablePointer(bitPattern: MemoryLayout<UInt64>.alignment).unsafelyUnwrapped
    capacity = lent.count
  }

  /// Frees memory of its own; the stack must not be used any more.
  func release() {
    if isOwned { unsafe words.deallocate() }
  }

  /// Pushes a region of so many bits, all clear; returns its first word.
  @inline(__always)
  mutating func push(bits: Int) -> Int {
    let start = count
    let size = (bits &+ 63) >> 6
    reserve(size)
    var index = 0
    while index < size {
      unsafe words[start &+ index] = 0
      index &+= 1
    }
    count = start &+ size
    return start
  }

  /// Pushes a copy of the region at `start`; returns the copy's first word.
  @inline(__always)
  mutating func pushCopy(of start: Int, bits: Int) -> Int {
    let copy = count
    let size = (bits &+ 63) >> 6
    reserve(size)
    var index = 0
    while index < size {
      unsafe words[copy &+ index] = words[start &+ index]
      index &+= 1
    }
    count = copy &+ size
    return copy
  }

  /// Writes the copy at `copy` back to `start`.
  @inline(__always)
  mutating func restore(_ start: Int, from copy: Int, bits: Int) {
    var index = 0
    let size = (bits &+ 63) >> 6
    while index < size {
      unsafe words[start &+ index] = words[copy &+ index]
      index &+= 1
    }
  }

  /// Pops everything from `start` on.
  @inline(__always)
  mutating func pop(to start: Int) { count = start }

  /// Marks a position of the region at `start`.
  @inline(__always)
  mutating func mark(_ start: Int, _ position: Int) {
    unsafe words[start &+ position >> 6] |= 1 << UInt64(position & 63)
  }

  /// Marks the first so many positions.
  mutating func markAll(_ start: Int, _ bits: Int) {
    var index = start
    var rest = bits
    while rest >= 64 {
      unsafe words[index] = ~0
      index &+= 1
      rest &-= 64
    }
    if rest > 0 { unsafe words[index] |= 1 << UInt64(rest) &- 1 }
  }

  /// Whether the first so many positions are all marked.
  @inline(__always)
  func areAllMarked(_ start: Int, _ bits: Int) -> Bool {
    var index = start
    var rest = bits
    while rest >= 64 {
      if unsafe words[index] != ~0 { return false }
      index &+= 1
      rest &-= 64
    }
    if rest == 0 { return true }
    let wanted: UInt64 = 1 << UInt64(rest) &- 1
    return unsafe words[index] & wanted == wanted
  }

  /// Whether a position of the region at `start` is marked.
  @inline(__always)
  func isMarked(_ start: Int, _ position: Int) -> Bool {
    unsafe words[start &+ position >> 6] >> UInt64(position & 63) & 1 != 0
  }

  @inline(__always)
  private mutating func reserve(_ size: Int) {
    if count &+ size > capacity { grow(to: count + size) }
  }

  private mutating func grow(to needed: Int) {
    let larger = max(needed, capacity * 2)
    let fresh = UnsafeMutablePointer<UInt64>.allocate(capacity: larger)
    unsafe fresh.update(from: words, count: count)
    if isOwned { unsafe words.deallocate() }
    unsafe words = fresh
    capacity = larger
    isOwned = true
  }
}
