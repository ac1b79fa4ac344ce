/// A stack of values in raw memory that grows and is kept for the next render.
@safe
struct ValueStack: ~Copyable {
  private var base: UnsafeMutablePointer<Value>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    unsafe base = .allocate(capacity: capacity)
  }

  deinit {
    unsafe base.deallocate()
  }

  @inline(__always)
  mutating func push(_ value: Value) {
    if count == capacity { grow(count + 1) }
    unsafe (base + count).initialize(to: value)
    count &+= 1
  }

  @inline(__always)
  mutating func pop() -> Value {
    assert(count > 0)
    count &-= 1
    return unsafe base[count]
  }

  /// The value `depth` below the top.
  @inline(__always)
  func peek(_ depth: Int) -> Value {
    assert(count > depth)
    return unsafe base[count &- 1 &- depth]
  }

  /// Replaces the top.
  @inline(__always)
  mutating func replaceTop(_ value: Value) {
    assert(count > 0)
    unsafe base[count &- 1] = value
  }

  @inline(__always)
  subscript(_ index: Int) -> Value {
    get {
      assert(index >= 0 && index < count)
      return unsafe base[index]
    }
    set {
      assert(index >= 0 && index < count)
      unsafe base[index] = newValue
    }
  }

  @inline(__always)
  mutating func truncate(_ newCount: Int) { count = newCount }

  /// Pushes `size` empty slots.
  mutating func extend(_ size: Int) {
    if count + size > capacity { grow(count + size) }
    unsafe (base + count).initialize(repeating: .unset, count: size)
    count += size
  }

  private mutating func grow(_ needed: Int) {
    let newCapacity = max(capacity * 2, needed)
    let newBase = UnsafeMutablePointer<Value>.allocate(capacity: newCapacity)
    unsafe newBase.update(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = unsafe newBase
    capacity = newCapacity
  }
}
