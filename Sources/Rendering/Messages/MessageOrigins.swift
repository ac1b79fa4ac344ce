package import Diagnostics
package import Documents
import Templates

/// Where the bytes of one text of a message come from.
package struct TextOrigins: Sendable {
  /// A run of bytes that one step of a template wrote.
  package struct Run: Sendable {
    /// The bytes of the text.
    package let range: Range<Int>
    /// The text, output or tag of the template that wrote them.
    package let span: SourceSpan
    /// The file that the printed value stands in: a profile, a recording; nil for computed values.
    package let dataPath: String?
    /// The values of documents that went into the bytes: the printed one, arguments of its filters.
    package let values: [DocumentValue]

    /// Creates a run.
    package init(
      range: Range<Int>, span: SourceSpan, dataPath: String?, values: [DocumentValue] = []
    ) {
      self.range = range
      self.span = span
      self.dataPath = dataPath
      self.values = values
    }

    /// Returns the run with other bytes: a text moved or cut.
    package func moved(to range: Range<Int>) -> Run {
      Run(range: range, span: span, dataPath: dataPath, values: values)
    }
  }

  /// The runs in order, without overlaps.
  package let runs: [Run]

  /// Creates origins from runs.
  package init(runs: [Run]) {
    self.runs = runs
  }

  /// Takes the runs of a map that lie before `end`.
  init(_ map: SourceMap, upTo end: Int) {
    runs = map.entries.compactMap { entry in
      let upper = min(entry.output.upperBound, end)
      guard entry.output.lowerBound < upper else { return nil }
      return Self.run(entry, entry.output.lowerBound..<upper)
    }
  }

  /// Takes the runs of a text some of whose bytes were kept: for each the offset before, or -1.
  init(_ map: SourceMap, _ offsets: [Int]) {
    var runs: [Run] = []
    var position = 0
    for entry in map.entries {
      while position < offsets.count, offsets[position] < entry.output.lowerBound { position += 1 }
      let start = position
      var end = position
      while position < offsets.count, offsets[position] < entry.output.upperBound {
        position += 1
        if offsets[position - 1] >= 0 { end = position }
      }
      if start < end { runs.append(Self.run(entry, start..<end)) }
      position = end
    }
    self.runs = runs
  }

  private static func run(_ entry: SourceMap.Entry, _ range: Range<Int>) -> Run {
    let sources = entry.sources
    return Run(
      range: range, span: entry.span,
      dataPath: sources.printsFirst ? sources.values.first?.document.source.path : nil,
      values: sources.values)
  }
}

/// Where the texts of a message come from, in the order of its fields and parts.
package struct MessageOrigins: Sendable {
  /// The origins of the envelope's lines.
  package let fields: [TextOrigins]
  /// The origins of the bodies.
  package let parts: [TextOrigins]
}
