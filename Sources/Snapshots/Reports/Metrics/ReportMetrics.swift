package import Diagnostics

/// What the differing outputs of a report measure: each is measured once, passed ones never are.
package struct ReportMetrics: Sendable {
  /// An output before and after; before is nil for a new one.
  struct Pair: Hashable, Sendable {
    var old: OutputMeasure?
    var new: OutputMeasure
  }

  private let pairs: [String: Pair]

  /// Measures the outputs that are new or measure something else than before.
  package init(_ changes: some Sequence<TestReport.Change>) {
    self.init(Self.each(changes, once: \.path)) { $0 }
  }

  /// Measures the outputs of clusters, of which one may be in several.
  package init(_ clusters: [OutputCluster]) {
    self.init(Self.each(clusters.lazy.flatMap(\.changes), once: \.path)) { TestReport.Change($0) }
  }

  private init<Output: Sendable>(
    _ outputs: [Output], _ change: @Sendable (Output) -> TestReport.Change
  ) {
    let found = outputs.mapOnAllCores { output in
      let change = change(output)
      return (path: change.path, pair: Self.pair(change))
    }
    pairs = Dictionary(
      found.compactMap { found in found.pair.map { (found.path, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  private static func each<Outputs: Sequence>(
    _ outputs: Outputs, once path: (Outputs.Element) -> String
  ) -> [Outputs.Element] {
    var seen: Set<String> = []
    return outputs.filter { seen.insert(path($0)).inserted }
  }

  private static func pair(_ change: TestReport.Change) -> Pair? {
    guard let new = change.new.flatMap({ OutputMeasure(path: change.path, file: $0) }) else {
      return nil
    }
    guard let stored = change.old else { return Pair(old: nil, new: new) }
    // What cannot be measured is no measure of nothing.
    guard let old = OutputMeasure(path: change.path, file: stored), old != new else { return nil }
    return Pair(old: old, new: new)
  }

  /// What one output measures; nil where that is as before, or nothing is measured.
  subscript(path: String) -> Pair? { pairs[path] }

  /// What the outputs of an edit measure, as far as it is not as before.
  ///
  /// An output is measured as a whole, so one with several edits counts in each of them.
  package func metrics(of cluster: TestReport.Cluster) -> [OutputMetric] {
    Self.metrics(cluster.paths.compactMap { pairs[$0] })
  }

  /// The metrics of an edit in one line; nil where there are none.
  package func words(of cluster: TestReport.Cluster) -> String? {
    Self.words(metrics(of: cluster), of: cluster.outputs.count)
  }

  /// What one output measures in one line; nil where that is as before.
  func words(ofOutput path: String) -> String? {
    pairs[path].flatMap { Self.words(Self.metrics([$0]), of: 1) }
  }

  /// The metrics of an edit as JSON.
  package func json(of cluster: TestReport.Cluster) -> JSONOutput {
    .array(metrics(of: cluster).map(Self.value))
  }

  private static func words(_ metrics: [OutputMetric], of total: Int) -> String? {
    metrics.isEmpty ? nil : metrics.map { $0.words(of: total) }.joined(separator: ", ")
  }

  private static func metrics(_ pairs: [Pair]) -> [OutputMetric] {
    OutputMetric.Name.allCases.flatMap { name in
      name == .smsEncoding ? encodings(pairs) : numbers(name, pairs)
    }
  }

  /// Outputs that are new and those that were there are told apart.
  private static func numbers(_ name: OutputMetric.Name, _ pairs: [Pair]) -> [OutputMetric] {
    let named = pairs.filter { $0.new.name == name && $0.old?.count != $0.new.count }
    return [named.filter { $0.old != nil }, named.filter { $0.old == nil }].compactMap { pairs in
      guard let new = range(pairs.map(\.new.count)) else { return nil }
      return OutputMetric(
        name: name, old: range(pairs.compactMap { $0.old?.count }), new: new, outputs: pairs.count)
    }
  }

  private static func range(_ numbers: [Int]) -> OutputMetric.Value? {
    guard let least = numbers.min(), let most = numbers.max() else { return nil }
    return .range(least...most)
  }

  /// Each turn of one encoding to another, the most frequent first.
  private static func encodings(_ pairs: [Pair]) -> [OutputMetric] {
    var counts: [[String]: Int] = [:]
    for pair in pairs {
      guard let new = pair.new.encoding, pair.old?.encoding != new else { continue }
      counts[[pair.old?.encoding ?? "", new], default: 0] += 1
    }
    return counts.sorted { left, right in
      left.value != right.value
        ? left.value > right.value : left.key.lexicographicallyPrecedes(right.key)
    }.map { key, count in
      OutputMetric(
        name: .smsEncoding, old: key[0].isEmpty ? nil : .word(key[0]), new: .word(key[1]),
        outputs: count)
    }
  }

  private static func value(_ metric: OutputMetric) -> JSONOutput {
    .members([
      ("name", .string(metric.name.rawValue)), ("old", metric.old.map(value)),
      ("new", value(metric.new)), ("outputs", .integer(metric.outputs)),
    ])
  }

  private static func value(_ value: OutputMetric.Value) -> JSONOutput {
    switch value {
    case .range(let range):
      ["least": .integer(range.lowerBound), "most": .integer(range.upperBound)]
    case .word(let word): .string(word)
    }
  }
}

extension ReportMetrics.Pair {
  /// Both sides as JSON, the old one only where there is one.
  var json: JSONOutput { .members([("old", old.map(Self.value)), ("new", Self.value(new))]) }

  private static func value(_ measure: OutputMeasure) -> JSONOutput {
    .members([
      (measure.name.rawValue, .integer(measure.count)),
      (OutputMetric.Name.smsEncoding.rawValue, measure.encoding.map { .string($0) }),
    ])
  }
}
