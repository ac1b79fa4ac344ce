/// The arrays of a document lent as bare pointers: for a validator's innermost loop.
///
/// Reading through it neither retains nor checks bounds. It lives only as long as the call of
/// `Document.withView` that lends it, and every index must come from that document.
@safe
@frozen
public struct DocumentView {
  @usableFromInline let nodes: UnsafePointer<DocumentNode>
  @usableFromInline let text: UnsafePointer<UInt8>
  @usableFromInline let decoded: UnsafePointer<DecodedText>

  @usableFromInline
  init(
    nodes: UnsafePointer<DocumentNode>, text: UnsafePointer<UInt8>,
    decoded: UnsafePointer<DecodedText>
  ) {
    unsafe self.nodes = nodes
    unsafe self.text = text
    unsafe self.decoded = decoded
  }

  /// The node at an index.
  @inlinable @inline(__always)
  public func node(_ index: Int) -> DocumentNode { unsafe nodes[index] }

  /// The index after the subtree of a container.
  @inlinable @inline(__always)
  public func end(_ index: Int) -> Int { Int(unsafe nodes[index].extra) }

  /// The index after the subtree of any value.
  @inlinable @inline(__always)
  public func next(_ index: Int) -> Int {
    let node = unsafe nodes[index]
    return node.bits & 7 >= 5 ? Int(node.extra) : index &+ 1
  }

  /// The number of items or members of a container.
  @inlinable @inline(__always)
  public func count(_ index: Int) -> Int {
    let count = unsafe nodes[index].bits >> 8
    return count == DocumentNode.maximumCount ? countedChildren(index) : Int(count)
  }

  /// The hash of a key.
  @inlinable @inline(__always)
  public func keyHash(_ index: Int) -> UInt32 {
    let node = unsafe nodes[index]
    return node.isDecoded ? unsafe decoded[Int(node.extra)].hash : node.extra
  }

  /// The content of a string or key, or a number's lexeme.
  @inlinable @inline(__always)
  public func bytes(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let node = unsafe nodes[index]
    if node.isDecoded {
      let entry = unsafe decoded[Int(node.extra)]
      return unsafe UnsafeBufferPointer(start: text + Int(entry.offset), count: Int(entry.length))
    }
    let quote = node.isQuoted ? 1 : 0
    return unsafe UnsafeBufferPointer(
      start: text + (Int(node.start) &+ quote),
      count: Int(node.end) &- Int(node.start) &- 2 &* quote)
  }

  /// A key: its hash with its bytes, read at once.
  @inlinable @inline(__always)
  public func key(_ index: Int) -> (hash: UInt32, bytes: UnsafeBufferPointer<UInt8>) {
    let node = unsafe nodes[index]
    if node.isDecoded {
      let entry = unsafe decoded[Int(node.extra)]
      return unsafe (
        entry.hash,
        UnsafeBufferPointer(start: text + Int(entry.offset), count: Int(entry.length))
      )
    }
    let quote = node.isQuoted ? 1 : 0
    return unsafe (
      node.extra,
      UnsafeBufferPointer(
        start: text + (Int(node.start) &+ quote),
        count: Int(node.end) &- Int(node.start) &- 2 &* quote)
    )
  }

  @usableFromInline
  func countedChildren(_ index: Int) -> Int {
    let isObject = unsafe nodes[index].kind == .object
    var count = 0
    var child = index + 1
    while child < end(index) {
      child = isObject ? next(child + 1) : next(child)
      count += 1
    }
    return count
  }
}

extension Document {
  /// Lends the document's arrays to `body` as a view.
  @inlinable
  public func withView<Result>(_ body: (DocumentView) -> Result) -> Result {
    unsafe nodes.withUnsafeBufferPointer { nodes in
      unsafe text.withUnsafeBufferPointer { text in
        unsafe decoded.withUnsafeBufferPointer { decoded in
          // A document has a root and the text of the root; only `decoded` can be empty, and then
          // no node refers to it.
          guard let nodes = nodes.baseAddress else { preconditionFailure("a document has a root") }
          let anywhere = unsafe UnsafeRawPointer(nodes)
          return unsafe body(
            DocumentView(
              nodes: nodes,
              text: text.baseAddress ?? anywhere.assumingMemoryBound(to: UInt8.self),
              decoded: decoded.baseAddress
                ?? anywhere.assumingMemoryBound(to: DecodedText.self)))
        }
      }
    }
  }
}
