import Dispatch
import Synchronization

/// Finds what the source map says about changed outputs; nil where nothing is known.
///
/// Outputs of one case stand beside each other, so that the case is rendered once.
package typealias OriginFinder = @Sendable (ArraySlice<OutputChange>) -> [OutputOrigins?]

/// Puts the same edit of many outputs together.
package enum OutputClustering {
  /// Outputs that a thread takes at once.
  private static let batch = 32

  private struct GroupKey: Hashable {
    var kind: OutputChange.Kind
    var part: String
    var edit: EditKey?
  }

  private struct Group {
    var changes: [OutputChange] = []
    var edits: [[OutputEdit]] = []
    var positions: [Int] = []
    var lastChange = -1
  }

  /// Returns the clusters: outliers first, then the largest; equal ones in the order of outputs.
  ///
  /// Added, removed, broken and mended outputs never join an edit.
  package static func clusters(
    _ changes: [OutputChange], origins: OriginFinder? = nil
  ) -> [OutputCluster] {
    let edits = edits(of: changes, origins)
    var order: [GroupKey] = []
    var groups: [GroupKey: Group] = [:]
    func add(_ index: Int, _ edit: OutputEdit?, _ key: GroupKey, at position: Int = 0) {
      if groups[key] == nil { order.append(key) }
      var group = groups[key] ?? Group()
      groups[key] = nil
      if group.lastChange != index {
        group.changes.append(changes[index])
        group.edits.append([])
        group.positions.append(position)
        group.lastChange = index
      }
      if let edit { group.edits[group.edits.count - 1].append(edit) }
      groups[key] = group
    }
    for (index, change) in changes.enumerated() {
      guard change.kind == .changed else {
        add(index, nil, GroupKey(kind: change.kind, part: ending(change.path), edit: nil))
        continue
      }
      for (position, edit) in edits[index].enumerated() {
        let key = GroupKey(kind: .changed, part: edit.key.part, edit: edit.key)
        add(index, edit, key, at: position)
      }
    }
    let digests = order.map { $0.edit?.digest ?? EditKey.digest([$0.kind.rawValue, $0.part]) }
    let names = ClusterRanking.names(digests)
    let clusters = order.indices.map { index in
      let group = groups[order[index]] ?? Group()
      return OutputCluster(
        id: names[index], digest: digests[index], kind: order[index].kind,
        key: order[index].edit, changes: group.changes, edits: group.edits,
        positions: group.positions)
    }
    return ranked(clusters)
  }

  private static func ranked(_ clusters: [OutputCluster]) -> [OutputCluster] {
    let standings = clusters.map { cluster in
      ClusterRanking.Standing(
        isEdit: cluster.kind == .changed, outputs: cluster.changes.count,
        places: Set(cluster.causes.map(\.place)))
    }
    return ClusterRanking.ranked(standings).map { position, isOutlier in
      var cluster = clusters[position]
      cluster.isOutlier = isOutlier
      return cluster
    }
  }

  /// The edits of each changed output, found on all cores.
  private static func edits(
    of changes: [OutputChange], _ origins: OriginFinder?
  ) -> [[OutputEdit]] {
    let slots = Mutex([[OutputEdit]](repeating: [], count: changes.count))
    DispatchQueue.concurrentPerform(iterations: (changes.count + batch - 1) / batch) { number in
      let range = number * batch..<min((number + 1) * batch, changes.count)
      let known = origins?(changes[range])
      let found = zip(range, known ?? range.map { _ in nil }).map { index, known -> [OutputEdit] in
        let change = changes[index]
        guard change.kind == .changed else { return [] }
        return OutputComparison(
          path: change.path, old: SnapshotText.lineFeeds(change.old ?? []), new: change.new ?? [],
          origins: known ?? .unknown
        ).edits
      }
      slots.withLock { $0.replaceSubrange(range, with: found) }
    }
    return slots.withLock { $0 }
  }

  /// The ending of a stored file: `.html`, `.sms.txt`.
  static func ending(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return String(name.firstIndex(of: ".").map { name[$0...] } ?? "")
  }
}
