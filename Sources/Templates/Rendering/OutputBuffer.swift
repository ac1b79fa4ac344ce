/// The bytes of one message: raw memory that is kept and reused from render to render.
@safe
package struct OutputBuffer: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// Bytes written so far.
  package private(set) var count = 0
  /// Most bytes the buffer may hold; writing more is refused and remembered.
  var limit = Int.max
  /// Whether a write was refused because of `limit`.
  private(set) var isOverfull = false

  /// Creates an empty buffer.
  package init() {
    capacity = 16_384
    unsafe base = .allocate(capacity: capacity)
  }

  deinit {
    unsafe base.deallocate()
  }

  /// Forgets the content and keeps the memory.
  package mutating func clear() {
    count = 0
    isOverfull = false
  }

  /// A copy of the content.
  package var bytes: [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: base, count: count))
  }

  /// A copy of the content as a string.
  package var string: String {
    unsafe String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
  }

  @inline(__always)
  mutating func append(_ bytes: Bytes) {
    if !reserve(bytes.count) { return }
    unsafe (base + count).update(from: bytes.base, count: bytes.count)
    count &+= bytes.count
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if !reserve(1) { return }
    unsafe base[count] = byte
    count &+= 1
  }

  mutating func append(_ bytes: ArraySlice<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { unsafe append(Bytes(base, count: buffer.count)) }
    }
  }

  mutating func append(_ text: StaticString) {
    unsafe append(Bytes(text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(_ text: String) {
    for byte in text.utf8 { append(byte) }
  }

  /// Makes room for `size` bytes, lets `fill` write there and takes what it says it wrote.
  @inline(__always)
  mutating func write(_ size: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Int) {
    if !reserve(size) { return }
    unsafe count &+= fill(base + count)
  }

  /// The bytes written since `start`; valid until the next write.
  func written(since start: Int) -> Bytes {
    unsafe Bytes(UnsafePointer(base + start), count: count - start)
  }

  /// Takes back everything written since `start`.
  mutating func rewind(to start: Int) { count = start }

  @inline(__always)
  private mutating func reserve(_ size: Int) -> Bool {
    if count &+ size <= capacity { return true }
    return grow(size)
  }

  private mutating func grow(_ size: Int) -> Bool {
    let needed = count + size
    if needed > limit {
      isOverfull = true
      return false
    }
    let newCapacity = max(min(max(capacity * 2, needed), limit), needed)
    let newBase = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity)
    unsafe newBase.update(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = unsafe newBase
    capacity = newCapacity
    return true
  }
}
