import Documents

extension DocumentView {
  /// The kind of a value.
  @inline(__always)
  func kind(_ index: Int) -> DocumentKind { node(index).kind }

  /// The content of a string or key, or a number's lexeme.
  @inline(__always)
  func content(_ index: Int) -> Bytes {
    let buffer = unsafe bytes(index)
    // A document's text always has an address.
    return unsafe Bytes(buffer.baseAddress.unsafelyUnwrapped, count: buffer.count)
  }

  /// The value of the member called `name`, or nil; `index` must be an object.
  @inline(__always)
  func member(_ index: Int, _ name: Bytes, hash: UInt32) -> Int? {
    var key = index &+ 1
    let end = end(index)
    while key < end {
      if keyHash(key) == hash, content(key).equals(name) { return key &+ 1 }
      key = next(key &+ 1)
    }
    return nil
  }
}
