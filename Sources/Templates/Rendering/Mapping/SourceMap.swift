package import Diagnostics
package import Documents

/// Where the bytes of an output come from: the template, and the data that was printed.
package struct SourceMap: Sendable {
  /// One run of output bytes.
  package struct Entry: Sendable {
    /// The bytes of the output, counted from the start of the render.
    package let output: Range<Int>
    /// The text, output or tag that wrote them.
    package let span: SourceSpan
    /// The value of a document that was printed, before its filters.
    package let data: DocumentValue?
    /// What was done to the value before it was printed, in order: filters and helpers.
    package let filters: [String]
    /// Further values of documents that went into the run: arguments of the filters.
    package let otherData: [DocumentValue]
    /// The name of a value that the caller gave and that stands in no document.
    let given: String?
  }

  /// The runs in the order of the output: each begins where the last ended, and none is empty.
  package let entries: [Entry]
  /// Whether every run that printed data says which.
  ///
  /// False when a render printed more than 65,535 different values; the later ones have no data.
  package let isComplete: Bool
  /// What the caller's names stand for.
  let names: [NamedData]

  /// The entry that wrote the byte at `offset`, or nil.
  package func entry(at offset: Int) -> Entry? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].output.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    guard low < entries.count, entries[low].output.contains(offset) else { return nil }
    return entries[low]
  }

  /// The place of the printed value as a template would name it: `cart.items[2].title`.
  ///
  /// Returns nil where the run printed no data.
  package func path(of entry: Entry) -> String? {
    if let given = entry.given { return given }
    return entry.data.map { path(of: $0) }
  }

  /// The place of the printed value with what was done to it: `profile.name|upcase`.
  ///
  /// Returns nil where the run printed no data.
  package func label(of entry: Entry) -> String? {
    path(of: entry).map { ([$0] + entry.filters).joined(separator: "|") }
  }

  /// The place of a value as a template would name it, below the name that leads to it.
  package func path(of value: DocumentValue) -> String {
    for name in names.reversed() where name.isSame(value.document) {
      if let steps = value.document.steps(from: name.node, to: value.node) {
        return name.path.isEmpty && steps.hasPrefix(".")
          ? String(steps.dropFirst()) : name.path + steps
      }
    }
    return value.document.steps(from: value.document.root, to: value.node) ?? ""
  }
}

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
