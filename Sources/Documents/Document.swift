public import Diagnostics

/// A JSON or YAML file read into one flat array of nodes, each of which knows its place.
///
/// Immutable and `Sendable`: any number of threads may walk it. Walking allocates nothing.
public struct Document: Sendable {
  /// The file the document was read from.
  public let source: SourceText
  /// The bytes of the source, followed by the decoded form of texts that differ from it.
  public let text: [UInt8]
  /// All nodes in document order; the root is the first.
  public let nodes: [DocumentNode]
  @usableFromInline let decoded: [DecodedText]
  let aliasUses: [AliasUse]

  /// A place where a YAML alias put a copy of an anchored node.
  struct AliasUse: Sendable {
    var node: UInt32
    var start: UInt32
    var end: UInt32
  }

  /// Creates a document from what a reader built.
  init(
    source: SourceText, text: [UInt8], nodes: [DocumentNode], decoded: [DecodedText],
    aliasUses: [AliasUse] = []
  ) {
    self.source = source
    self.text = text
    self.nodes = nodes
    self.decoded = decoded
    self.aliasUses = aliasUses
  }

  /// The outermost value.
  public var root: NodeID { NodeID(0) }

  /// The kind of a value.
  public func kind(_ node: NodeID) -> DocumentKind { nodes[node.index].kind }

  /// The bytes of the source that a value or key was read from.
  public func span(_ node: NodeID) -> SourceSpan {
    let stored = nodes[node.index]
    return SourceSpan(source, start: Int(stored.start), end: Int(stored.end))
  }

  /// Where the alias stands that brought an aliased node into the document, nearest first.
  public func aliasSpan(_ node: NodeID) -> SourceSpan? {
    guard nodes[node.index].isAliased else { return nil }
    let use = aliasUses.last { use in
      node.index >= Int(use.node) && node.index < next(NodeID(Int(use.node))).index
    }
    guard let use else { return nil }
    return SourceSpan(source, start: Int(use.start), end: Int(use.end))
  }

  /// The range of `text` that holds a string's or key's content, or a number's lexeme.
  public func textRange(_ node: NodeID) -> Range<Int> {
    let stored = nodes[node.index]
    if stored.isDecoded {
      let entry = decoded[Int(stored.extra)]
      return Int(entry.offset)..<Int(entry.offset) + Int(entry.length)
    }
    let quote = stored.isQuoted ? 1 : 0
    return Int(stored.start) + quote..<Int(stored.end) - quote
  }

  /// The content bytes of a string or key, or a number's lexeme.
  public func bytes(_ node: NodeID) -> ArraySlice<UInt8> { text[textRange(node)] }

  /// The content of a string or key, or a number's lexeme, as a string.
  public func string(_ node: NodeID) -> String { String(decoding: bytes(node), as: UTF8.self) }

  /// `KeyHash` of a key's content.
  public func keyHash(_ node: NodeID) -> UInt32 {
    let stored = nodes[node.index]
    return stored.isDecoded ? decoded[Int(stored.extra)].hash : stored.extra
  }

  /// The node after a value's subtree: its next sibling, if it has one.
  public func next(_ node: NodeID) -> NodeID {
    let stored = nodes[node.index]
    switch stored.kind {
    case .array, .object: return NodeID(Int(stored.extra))
    default: return NodeID(node.index + 1)
    }
  }

  /// The number of items of an array or members of an object; 0 for other values.
  public func count(_ node: NodeID) -> Int {
    let stored = nodes[node.index]
    guard stored.storedCount == DocumentNode.maximumCount else { return Int(stored.storedCount) }
    switch stored.kind {
    case .array: return items(node).reduce(0) { count, _ in count + 1 }
    case .object: return members(node).reduce(0) { count, _ in count + 1 }
    default: return 0
    }
  }

  /// The items of an array in order; empty for other values.
  public func items(_ node: NodeID) -> Items { Items(self, node) }

  /// The members of an object in order; empty for other values.
  public func members(_ node: NodeID) -> Members { Members(self, node) }

  /// The value of the member called `name`, or nil; linear in the number of members.
  public func member(_ node: NodeID, _ name: KeyName) -> NodeID? {
    guard kind(node) == .object else { return nil }
    var index = node.index + 1
    let end = Int(nodes[node.index].extra)
    while index < end {
      let key = NodeID(index)
      let value = NodeID(index + 1)
      if keyHash(key) == name.hash, bytes(key).elementsEqual(name.bytes) { return value }
      index = next(value).index
    }
    return nil
  }

  /// The value of the member called `name`, or nil.
  public func member(_ node: NodeID, _ name: String) -> NodeID? {
    guard kind(node) == .object else { return nil }
    var name = name
    return name.withUTF8 { name -> NodeID? in
      let hash = name.baseAddress.map { KeyHash.hash($0, count: name.count) } ?? 0
      return text.withUnsafeBufferPointer { text -> NodeID? in
        nodes.withUnsafeBufferPointer { nodes -> NodeID? in
          var index = node.index + 1
          let end = Int(nodes[node.index].extra)
          while index < end {
            if keyHash(NodeID(index)) == hash {
              let bytes = text[textRange(NodeID(index))]
              if bytes.count == name.count, bytes.elementsEqual(name) { return NodeID(index + 1) }
            }
            let value = nodes[index + 1]
            index =
              value.bits & 7 >= UInt32(DocumentKind.array.rawValue) ? Int(value.extra) : index + 2
          }
          return nil
        }
      }
    }
  }
}
