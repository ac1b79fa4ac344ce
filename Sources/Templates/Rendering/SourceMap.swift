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
  }

  /// The runs in the order of the output, without overlaps; bytes that a tag makes have none.
  package let entries: [Entry]

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
}

/// A value's place in the data: the document's number with the node.
struct DataOrigin {
  var document: Int
  var node: Int
}

/// A run of output bytes while rendering.
struct WrittenRun {
  var start: Int
  var end: Int
  var step: Int
  var origin: DataOrigin?
}

extension Renderer {
  /// Notes what a step has written since `start`.
  mutating func note(since start: Int) {
    let origin = self.origin
    self.origin = nil
    while let last = runs.last, last.start >= start { runs.removeLast() }
    guard output.count > start else { return }
    runs.append(WrittenRun(start: start, end: output.count, step: pc, origin: origin))
  }

  /// Forgets runs whose output was taken back.
  mutating func forgetRuns(from start: Int) {
    while let last = runs.last, last.end > start { runs.removeLast() }
  }

  /// Finds where the value of a path stands in the data; the first path of an output counts.
  mutating func noteOrigin(_ name: Int, _ step: Instruction) throws(Halt) {
    guard origin == nil else { return }
    var current = try value(of: name, isLenient: true)
    var found: DataOrigin?
    for index in 0..<Int(step.c) {
      let key = keys[Int(step.b) + index]
      found = nil
      if current.tag == .nodeObject, key.offset >= 0 {
        let bytes = text.slice(Int(key.offset), Int(key.offset + key.count))
        found = documents[Int(current.document)].member(current.index, bytes, hash: key.hash).map {
          DataOrigin(document: Int(current.document), node: $0)
        }
      } else if current.tag == .nodeArray, key.offset < 0 {
        let position = key.integer < 0 ? key.integer + current.items : key.integer
        if position >= 0, position < current.items {
          let view = documents[Int(current.document)]
          var node = current.index + 1
          for _ in 0..<position { node = view.next(node) }
          found = DataOrigin(document: Int(current.document), node: node)
        }
      }
      current = member(current, key)
    }
    origin = found
  }
}
