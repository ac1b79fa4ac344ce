extension Document {
  /// The items of an array, without allocation.
  public struct Items: Sequence, IteratorProtocol {
    private let document: Document
    private var index: Int
    private let end: Int

    init(_ document: Document, _ node: NodeID) {
      self.document = document
      index = node.index + 1
      end = document.kind(node) == .array ? document.next(node).index : index
    }

    /// The next item, or nil at the end.
    public mutating func next() -> NodeID? {
      guard index < end else { return nil }
      let item = NodeID(index)
      index = document.next(item).index
      return item
    }
  }

  /// The members of an object, without allocation.
  public struct Members: Sequence, IteratorProtocol {
    private let document: Document
    private var index: Int
    private let end: Int

    init(_ document: Document, _ node: NodeID) {
      self.document = document
      index = node.index + 1
      end = document.kind(node) == .object ? document.next(node).index : index
    }

    /// The next key with its value, or nil at the end.
    public mutating func next() -> (key: NodeID, value: NodeID)? {
      guard index < end else { return nil }
      let key = NodeID(index)
      let value = NodeID(index + 1)
      index = document.next(value).index
      return (key, value)
    }
  }
}
