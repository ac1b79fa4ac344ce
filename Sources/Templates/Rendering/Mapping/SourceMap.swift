package import Diagnostics
package import Documents

/// Where the bytes of an output come from: the template, and the data that was printed.
package struct SourceMap: Sendable {
  /// One run of output bytes.
  package struct Entry: Sendable {
    /// The bytes of the output, counted from the start of the render.
    package let output: Range<Int>
    let step: Int32
    let origin: UInt16
    let facts: MapFacts

    /// The text, output or tag that wrote them.
    package var span: SourceSpan { facts.program.span(facts.program.places[Int(step)]) }
    /// The value of a document that was printed, before its filters.
    package var data: DocumentValue? {
      let trace = facts.trace(origin)
      return trace.given == nil ? trace.data.first : nil
    }
    /// The values of documents behind the run, the printed one first where there is one, and whether
    /// there is: a computed value is printed where there is none.
    package var sources: (values: [DocumentValue], printsFirst: Bool) {
      let trace = facts.trace(origin)
      return (trace.data, trace.given == nil && !trace.data.isEmpty)
    }
    /// What was done to the value before it was printed, in order: filters and helpers.
    package var filters: [String] { facts.trace(origin).filters }
  }

  /// Whether every run that printed data says which.
  ///
  /// False when a render printed more than 65,535 different values; the later ones have no data.
  package let isComplete: Bool
  private let runs: [WrittenRun]
  /// The length of the output when the render began.
  private let start: Int
  private let facts: MapFacts
  /// What the caller's names stand for.
  private let names: [NamedData]

  init(
    _ runs: [WrittenRun], from start: Int, _ facts: MapFacts, isComplete: Bool, names: [NamedData]
  ) {
    self.runs = runs
    self.start = start
    self.facts = facts
    self.isComplete = isComplete
    self.names = names
  }

  /// The runs in the order of the output: each begins where the last ended, and none is empty.
  package var entries: [Entry] { runs.indices.map { entry($0) } }

  private func entry(_ index: Int) -> Entry {
    let first = index == 0 ? start : runs[index - 1].end
    let run = runs[index]
    return Entry(
      output: first - start..<run.end - start, step: run.step, origin: run.origin, facts: facts)
  }

  /// The entry that wrote the byte at `offset`, or nil.
  package func entry(at offset: Int) -> Entry? {
    guard offset >= 0 else { return nil }
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].end - start <= offset { low = middle + 1 } else { high = middle }
    }
    return low < runs.count ? entry(low) : nil
  }

  /// The place of the printed value as a template would name it: `cart.items[2].title`.
  ///
  /// Returns nil where the run printed no data.
  package func path(of entry: Entry) -> String? {
    let trace = facts.trace(entry.origin)
    return trace.given ?? trace.data.first.map { path(of: $0) }
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
