/// A pinned array: reads without counting references; valid while the render runs.
@safe
struct Pinned<Element> {
  private let buffer: UnsafeBufferPointer<Element>

  @inline(__always)
  init(_ buffer: UnsafeBufferPointer<Element>) {
    unsafe self.buffer = unsafe buffer
  }

  @inline(__always)
  var count: Int { unsafe buffer.count }

  @inline(__always)
  subscript(_ index: Int) -> Element { unsafe buffer[index] }
}
