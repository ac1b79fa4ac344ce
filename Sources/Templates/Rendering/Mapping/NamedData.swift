import Documents

/// A value of a document that the caller gave under a name; the root object has the name "".
struct NamedData: Sendable {
  let path: String
  let document: Document
  let node: NodeID

  func isSame(_ other: Document) -> Bool { Program.position(other, in: [document]) != nil }
}

extension Document {
  /// The way from one value to another inside it, `.items[2]`; nil where it is not inside.
  func steps(from outer: NodeID, to inner: NodeID) -> String? {
    var current = outer
    var steps = ""
    while current.index != inner.index {
      // The nodes of a value follow it, so the last child that begins before is the one.
      switch kind(current) {
      case .object:
        guard let (key, value) = Array(members(current)).last(where: { $0.1.index <= inner.index })
        else { return nil }
        let name = string(key)
        steps += Document.isIdentifier(name) ? ".\(name)" : "[\"\(name)\"]"
        current = value
      case .array:
        let items = Array(items(current))
        guard let position = items.lastIndex(where: { $0.index <= inner.index }) else { return nil }
        steps += "[\(position)]"
        current = items[position]
      default: return nil
      }
    }
    return steps
  }

  private static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, first < 0x30 || first > 0x39 else { return false }
    return name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
  }
}
