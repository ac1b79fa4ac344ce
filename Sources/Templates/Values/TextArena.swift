/// Memory for texts made while rendering: grows by chunks, so addresses stay; freed at the end.
@safe
struct TextArena: ~Copyable {
  private var chunks: [UnsafeMutableRawPointer] = unsafe []
  private var next: UnsafeMutablePointer<UInt8>
  private var left: Int
  /// Bytes handed out in all.
  private(set) var total = 0

  init() {
    let size = 16_384
    let chunk = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    unsafe chunks.append(chunk)
    unsafe next = unsafe chunk.assumingMemoryBound(to: UInt8.self)
    left = size
  }

  deinit {
    var index = 0
    while unsafe index < chunks.count {
      unsafe chunks[index].deallocate()
      index += 1
    }
  }

  /// Makes room for `count` bytes, lets `fill` write them, and returns what it says it wrote.
  @inline(__always)
  mutating func make(_ count: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Int) -> Value {
    if count > left { grow(count) }
    let start = unsafe next
    let written = unsafe fill(start)
    assert(written <= count)
    unsafe next += written
    left -= written
    total += written
    return unsafe Value(Bytes(UnsafePointer(start), count: written))
  }

  /// Copies bytes into the arena.
  mutating func copy(_ bytes: Bytes) -> Value {
    unsafe make(bytes.count) { target in
      unsafe target.update(from: bytes.base, count: bytes.count)
      return bytes.count
    }
  }

  /// Copies an array into the arena.
  mutating func copy(_ bytes: [UInt8]) -> Value {
    unsafe make(bytes.count) { target in
      for (index, byte) in bytes.enumerated() { unsafe target[index] = byte }
      return bytes.count
    }
  }

  /// Copies a string into the arena.
  mutating func copy(_ text: String) -> Value {
    var text = text
    return text.withUTF8 { bytes in
      unsafe make(bytes.count) { target in
        if let base = bytes.baseAddress { unsafe target.update(from: base, count: bytes.count) }
        return bytes.count
      }
    }
  }

  /// Joins two runs of bytes.
  mutating func join(_ first: Bytes, _ second: Bytes) -> Value {
    unsafe make(first.count + second.count) { target in
      unsafe target.update(from: first.base, count: first.count)
      unsafe (target + first.count).update(from: second.base, count: second.count)
      return first.count + second.count
    }
  }

  private mutating func grow(_ count: Int) {
    let size = max(65_536, count)
    let chunk = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    unsafe chunks.append(chunk)
    unsafe next = unsafe chunk.assumingMemoryBound(to: UInt8.self)
    left = size
  }
}
