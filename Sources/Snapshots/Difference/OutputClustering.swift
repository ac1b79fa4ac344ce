import Dispatch
import Synchronization

/// Finds what the source map says about changed outputs; nil where nothing is known.
///
/// Outputs of one case stand beside each other, so that the case is rendered once.
package typealias OriginFinder = @Sendable (ArraySlice<OutputChange>) -> [OutputOrigins?]

/// Puts the same edit of many outputs together.
package enum OutputClustering {
  /// A cluster is small beside another when it has at most a tenth of its outputs.
  private static let smallShare = 10
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
    func add(_ index: Int, _ edit: OutputEdit?, _ key: GroupKey) {
      if groups[key] == nil { order.append(key) }
      var group = groups[key] ?? Group()
      groups[key] = nil
      if group.lastChange != index {
        group.changes.append(changes[index])
        group.edits.append([])
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
      for edit in edits[index] {
        add(index, edit, GroupKey(kind: .changed, part: edit.key.part, edit: edit.key))
      }
    }
    var clusters = named(order).map { key, id in
      let group = groups[key] ?? Group()
      return OutputCluster(
        id: id, kind: key.kind, key: key.edit, changes: group.changes, edits: group.edits,
        causes: causes(group.edits), reasons: reasons(group.edits))
    }
    markOutliers(&clusters)
    // A stable sort: clusters of one size keep the order of their first output.
    return clusters.enumerated().sorted { left, right in
      if left.element.isOutlier != right.element.isOutlier { return left.element.isOutlier }
      let sizes = (left.element.changes.count, right.element.changes.count)
      return sizes.0 != sizes.1 ? sizes.0 > sizes.1 : left.offset < right.offset
    }.map(\.element)
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

  /// Gives each group the first digits of its hash that no other group has.
  private static func named(_ keys: [GroupKey]) -> [(key: GroupKey, id: String)] {
    var taken: Set<String> = []
    return keys.map { key in
      let digest =
        key.edit?.digest ?? EditKey.digest([key.kind.rawValue, key.part])
      var length = 8
      while !taken.insert(String(digest.prefix(length))).inserted, length < 64 { length += 8 }
      return (key, String(digest.prefix(length)))
    }
  }

  private static func causes(_ edits: [[OutputEdit]]) -> [EditCause] {
    var counts: [EditCause: Int] = [:]
    for edit in edits.joined() {
      if let cause = edit.cause { counts[cause, default: 0] += 1 }
    }
    return counts.sorted { left, right in
      if left.value != right.value { return left.value > right.value }
      let places = (left.key.path, right.key.path)
      if places.0 != places.1 { return places.0 < places.1 }
      if left.key.line != right.key.line { return left.key.line < right.key.line }
      return (left.key.data ?? "") < (right.key.data ?? "")
    }.map(\.key)
  }

  private static func reasons(_ edits: [[OutputEdit]]) -> [EditReason] {
    var counts: [EditReason: Int] = [:]
    for reason in edits.joined().flatMap(\.reasons) { counts[reason, default: 0] += 1 }
    return counts.sorted { left, right in
      if left.value != right.value { return left.value > right.value }
      return NaturalOrder.precedes(left.key.name, right.key.name)
    }.map(\.key)
  }

  private static func markOutliers(_ clusters: inout [OutputCluster]) {
    let largest = clusters.map(\.changes.count).max() ?? 0
    var siblings: [String: Int] = [:]
    for cluster in clusters where cluster.kind == .changed {
      for place in Set(cluster.causes.map(\.place)) {
        siblings[place] = max(siblings[place] ?? 0, cluster.changes.count)
      }
    }
    for index in clusters.indices where clusters[index].kind == .changed {
      let count = clusters[index].changes.count
      let sibling = clusters[index].causes.map { siblings[$0.place] ?? 0 }.max() ?? 0
      clusters[index].isOutlier =
        count == 1 && largest > 1 || count * smallShare <= sibling
    }
  }

  private static func ending(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return String(name.firstIndex(of: ".").map { name[$0...] } ?? "")
  }
}
