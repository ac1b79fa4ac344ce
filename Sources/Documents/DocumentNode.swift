/// The kind of a value in a document: JSON's six, with the two booleans apart.
public enum DocumentKind: UInt8, Sendable {
  /// `null`.
  case null
  /// `false`.
  case `false`
  /// `true`.
  case `true`
  /// A number; its lexeme is kept, no precision is lost.
  case number
  /// A string, or a key of an object.
  case string
  /// An ordered list of values.
  case array
  /// Keys with values, in the order of the file.
  case object
}

/// One value or key: 16 bytes without references, stored in document order.
///
/// An object's children are its keys and values in turn; an array's are its items. The subtree of a
/// node at index `i` is the indices `i ..< next`, so the next sibling is one load away.
@frozen
public struct DocumentNode: Sendable {
  /// Kind in bits 0–2, flags in bits 3–7, number of children in bits 8–31 (saturated).
  @usableFromInline var bits: UInt32
  /// Offset of the first byte of the value in the source.
  @usableFromInline var start: UInt32
  /// Offset after the last byte of the value in the source.
  @usableFromInline var end: UInt32
  /// Container: index after its subtree; key: hash of its text; decoded text: index of its entry.
  @usableFromInline var extra: UInt32

  static let decodedFlag: UInt32 = 1 << 3
  static let keyFlag: UInt32 = 1 << 4
  static let quotedFlag: UInt32 = 1 << 5
  static let integerFlag: UInt32 = 1 << 6
  static let aliasFlag: UInt32 = 1 << 7
  @usableFromInline static let maximumCount: UInt32 = (1 << 24) - 1

  /// Creates a node; `flags` is a union of the flag constants.
  @inline(__always)
  init(_ kind: DocumentKind, flags: UInt32 = 0, start: Int, end: Int, extra: UInt32 = 0) {
    bits = UInt32(kind.rawValue) | flags
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    self.extra = extra
  }

  /// The kind of the value.
  @inlinable public var kind: DocumentKind {
    // Bits 0–2 are only ever written from a DocumentKind, so the raw value is always one of its.
    unsafeBitCast(UInt8(truncatingIfNeeded: bits & 7), to: DocumentKind.self)
  }

  /// Whether the node is a key of an object.
  @inlinable public var isKey: Bool { bits & (1 << 4) != 0 }

  /// Whether a number's lexeme is an integer literal (`3`, not `3.0` nor `3e0`).
  @inlinable public var isIntegerLexeme: Bool { bits & (1 << 6) != 0 }

  /// Whether a string was quoted in the source; a YAML plain scalar is not.
  @inlinable public var isQuoted: Bool { bits & (1 << 5) != 0 }

  /// Whether the node was copied from an anchor by a YAML alias.
  @inlinable public var isAliased: Bool { bits & (1 << 7) != 0 }

  /// Whether the text stands in the document's decoded part, not in the source.
  @inlinable var isDecoded: Bool { bits & (1 << 3) != 0 }

  var storedCount: UInt32 { bits >> 8 }
}

/// A text that differs from its source bytes (escapes, block scalars): its place in the document.
@frozen
@usableFromInline
struct DecodedText: Sendable {
  @usableFromInline var offset: UInt32
  @usableFromInline var length: UInt32
  @usableFromInline var hash: UInt32
}

/// A node of a document: an index that is only meaningful with its document.
public struct NodeID: Sendable, Hashable {
  /// Position in the document's node array.
  public let index: Int

  /// Creates the id of the node at a position.
  @inlinable public init(_ index: Int) {
    self.index = index
  }
}
