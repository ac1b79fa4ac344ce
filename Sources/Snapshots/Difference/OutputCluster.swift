/// The same edit in many outputs, or outputs that were added, removed, broken or mended alike.
package struct OutputCluster: Sendable {
  /// A short name, the same for the same edit in every run: eight hexadecimal digits of its hash.
  package let id: String
  /// How the outputs differ.
  package let kind: OutputChange.Kind
  /// The edit; nil for outputs that were added, removed, broken or mended.
  package let key: EditKey?
  /// The outputs in the order of cases; an output with several edits is in several clusters.
  package let changes: [OutputChange]
  /// The places of the edit in each of the outputs; empty lists for other kinds.
  package let edits: [[OutputEdit]]
  /// The lines of templates that wrote the edit, most frequent first.
  package let causes: [EditCause]
  /// The inputs whose change explains the edit, most frequent first; none where that is not known.
  package let reasons: [EditReason]
  /// Whether it deserves a look of its own: one output, or few beside many with the same cause.
  package internal(set) var isOutlier = false

  /// What has changed, in words; nil where that is not known or the causes say it already.
  package var reasonText: String? {
    let places = Set(causes.prefix(Self.maximumWords).map(\.place))
    let told = reasons.allSatisfy { $0.kind == .template && places.contains($0.name) }
    guard !told else { return nil }
    let words = reasons.prefix(Self.maximumWords).map(\.words)
    let more = reasons.count > words.count ? ", … \(reasons.count - words.count) more" : ""
    return words.joined(separator: ", ") + more
  }

  /// Most causes and reasons that are named in a line.
  private static let maximumWords = 3

  /// Positions in `changes` worth showing: a typical one, the one with the longest data, the one
  /// with the least; each once.
  package var samples: [Int] {
    let sizes = changes.indices.map(dataBytes)
    let order = changes.indices.sorted { left, right in
      sizes[left] != sizes[right] ? sizes[left] < sizes[right] : left < right
    }
    guard let first = order.first, let last = order.last else { return [] }
    var samples: [Int] = []
    for index in [order[order.count / 2], last, first] where !samples.contains(index) {
      samples.append(index)
    }
    return samples
  }

  private func dataBytes(_ index: Int) -> Int {
    edits.indices.contains(index) ? edits[index].reduce(0) { $0 + $1.dataBytes } : 0
  }
}
