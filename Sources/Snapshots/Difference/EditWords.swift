/// What a cluster of outputs is called on a screen and in a report.
package enum EditWords {
  /// Most causes and reasons that are named in a line.
  package static let maximumNames = 3

  /// What the cluster is in one line: the edit, or what became of the outputs.
  package static func title(_ kind: OutputChange.Kind, old: String?, new: String?) -> String {
    switch kind {
    case .changed:
      guard let old = old.map(short), let new = new.map(short) else { return "changed" }
      if old.isEmpty { return "+ \(new)" }
      return new.isEmpty ? "- \(old)" : "\(old) → \(new)"
    case .added: return "new outputs"
    case .removed: return "stale: no case renders them any more"
    case .broken: return "broken: no longer render"
    case .mended: return "mended: render again"
    }
  }

  /// The lines that wrote it, each once however many customers' data it prints.
  package static func places(_ causes: [EditCause]) -> [String] {
    var seen: Set<String> = []
    return causes.map(\.place).filter { seen.insert($0).inserted }
  }

  /// What has changed, in words; nil where that is not known or the places say it already.
  package static func reasons(_ reasons: [EditReason], beside places: [String]) -> String? {
    let told = reasons.allSatisfy { $0.kind == .template && places.contains($0.name) }
    guard !told else { return nil }
    let words = reasons.prefix(maximumNames).map(\.words)
    let more = reasons.count > words.count ? ", … \(reasons.count - words.count) more" : ""
    return words.joined(separator: ", ") + more
  }

  /// Positions of outputs worth showing, by the bytes of customers' data in each: a typical one,
  /// the one with the longest data, the one with the least; each once.
  package static func samples(_ sizes: [Int]) -> [Int] {
    let order = sizes.indices.sorted { left, right in
      sizes[left] != sizes[right] ? sizes[left] < sizes[right] : left < right
    }
    guard let first = order.first, let last = order.last else { return [] }
    var samples: [Int] = []
    for index in [order[order.count / 2], last, first] where !samples.contains(index) {
      samples.append(index)
    }
    return samples
  }

  private static func short(_ text: String) -> String {
    let line = text.split { $0 == "\n" || $0 == "\r\n" || $0 == "\t" }.joined(separator: " ")
    return line.count > 60 ? String(line.prefix(59)) + "…" : line
  }
}
