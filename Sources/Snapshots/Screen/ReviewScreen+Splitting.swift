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
    wholes.append((clusters[cluster], origins[cluster]))
    replace(cluster..<cluster + 1, by: parts, of: wholes.count - 1)
    message = "split into \(parts.count): u joins them again"
  }

  /// Puts what was split in the place of its parts, if nothing is decided about any of them.
  mutating func join() {
    guard let origin = origins[cluster] else { return }
    let parts = origins.indices.filter { origins[$0] == origin }
    guard let first = parts.first, parts.count == wholes[origin].cluster.parts.count,
      parts.allSatisfy({ decisions[$0] == .open })
    else {
      message = "a part is decided or split further: it stays by itself"
      return
    }
    replace(first..<first + parts.count, by: [wholes[origin].cluster], of: wholes[origin].origin)
  }

  private mutating func replace(
    _ range: Range<Int>, by clusters: [OutputCluster], of origin: Int?
  ) {
    self.clusters.replaceSubrange(range, with: clusters)
    decisions.replaceSubrange(range, with: clusters.map { _ in .open })
    origins.replaceSubrange(range, with: clusters.map { _ in origin })
    let step = clusters.count - range.count
    // What is new has to be looked at like anything else before all is accepted.
    shown = Set(
      shown.compactMap { range.contains($0) ? nil : $0 < range.lowerBound ? $0 : $0 + step })
    choose(range.lowerBound)
  }
}
