public import Diagnostics

/// A value together with its document: for code that reads a few values, not for hot loops.
public struct DocumentValue: Sendable {
  /// The document the value belongs to.
  public let document: Document
  /// The node of the value.
  public let node: NodeID

  /// Pairs a node with its document.
  public init(_ document: Document, _ node: NodeID) {
    self.document = document
    self.node = node
  }

  /// The kind of the value.
  public var kind: DocumentKind { document.kind(node) }

  /// Where the value stands in its file.
  public var span: SourceSpan { document.span(node) }

  /// The text of a string, or nil for another kind.
  public var string: String? { kind == .string ? document.string(node) : nil }

  /// The boolean, or nil for another kind.
  public var bool: Bool? {
    switch kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  /// The number where its lexeme is an integer that fits, or nil.
  public var int: Int? {
    guard kind == .number, document.nodes[node.index].isIntegerLexeme else { return nil }
    return Int(document.string(node))
  }

  /// The nearest double of a number, or nil for another kind.
  public var double: Double? { kind == .number ? Double(document.string(node)) : nil }

  /// The items of an array; empty for another kind.
  public var items: [DocumentValue] { document.items(node).map { DocumentValue(document, $0) } }

  /// The members of an object with their key nodes; empty for another kind.
  public var members: [(key: DocumentValue, value: DocumentValue)] {
    document.members(node).map { (DocumentValue(document, $0), DocumentValue(document, $1)) }
  }

  /// The member called `name`, or nil.
  public subscript(_ name: String) -> DocumentValue? {
    document.member(node, name).map { DocumentValue(document, $0) }
  }
}

extension Document {
  /// The outermost value with its document.
  public var value: DocumentValue { DocumentValue(self, root) }
}
