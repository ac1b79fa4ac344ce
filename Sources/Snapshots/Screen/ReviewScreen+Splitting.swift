extension ReviewScreen {
  /// Puts the parts of the chosen cluster in its place.
  mutating func split() {
    guard decisions[cluster] == .open else {
      message = "this is decided: u takes a decision back"
      return
    }
    let parts = clusters[cluster].parts
    guard !parts.isEmpty else {
      message = "all of these are of one template and one locale"
      return
    }
    let places = Array(cluster..<cluster + parts.count)
    history.append(
      Step(clusters: places, decision: .open, former: .open, whole: clusters[cluster]))
    replace(cluster..<cluster + 1, by: parts)
    message = "split into \(parts.count): u joins them again"
  }

  /// Puts what was split in the place of its parts, if nothing is decided about any of them.
  mutating func join(_ whole: OutputCluster, at parts: [Int]) {
    guard let first = parts.first, parts.allSatisfy({ decisions[$0] == .open }) else {
      // Steps before it count clusters as they were.
      history = []
      message = "a part is accepted: it stays by itself"
      return
    }
    replace(first..<first + parts.count, by: [whole])
    message = "joined again"
  }

  private mutating func replace(_ range: Range<Int>, by clusters: [OutputCluster]) {
    self.clusters.replaceSubrange(range, with: clusters)
    decisions.replaceSubrange(range, with: clusters.map { _ in .open })
    waiting.replaceSubrange(range, with: clusters.map { _ in 0 })
    sampled.replaceSubrange(range, with: clusters.map(\.samples))
    let step = clusters.count - range.count
    // What is new has to be looked at like anything else before all is accepted.
    shown = Set(
      shown.compactMap { range.contains($0) ? nil : $0 < range.lowerBound ? $0 : $0 + step })
    isDrawn = false
    choose(range.lowerBound)
  }
}
