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

  /// The outputs of one cluster, by their positions in the list of changes.
  private struct Group {
    let key: GroupKey
    var changes: [Int] = []
    var edits: [[OutputEdit]] = []
    var positions: [Int] = []

    init(_ key: GroupKey) { self.key = key }

    mutating func add(_ change: Int, _ edit: OutputEdit?, at position: Int) {
      if changes.last != change {
        changes.append(change)
        edits.append([])
        positions.append(position)
      }
      if let edit { edits[edits.count - 1].append(edit) }
    }
  }

  /// What a thread found in the outputs that it took: each edit with the position of its key.
  private struct Batch {
    var keys: [EditKey] = []
    var outputs: [[(edit: OutputEdit, key: Int)]] = []

    init(_ edits: [[OutputEdit]]) {
      // Most of them are the same few: their long texts are looked up once here and not again.
      var numbers: [EditKey: Int] = [:]
      outputs = edits.map { edits in
        edits.map { edit in
          if let known = numbers[edit.key] { return (edit, known) }
          numbers[edit.key] = keys.count
          keys.append(edit.key)
          return (edit, keys.count - 1)
        }
      }
    }
  }

  /// Returns the clusters: outliers first, then the largest; equal ones in the order of outputs.
  ///
  /// Added, removed, broken and mended outputs never join an edit.
  package static func clusters(
    _ changes: [OutputChange], origins: OriginFinder? = nil
  ) -> [OutputCluster] {
    let groups = groups(of: changes, batches(of: changes, origins))
    let digests = groups.map { group in
      group.key.edit?.digest ?? EditKey.digest([group.key.kind.rawValue, group.key.part])
    }
    let names = ClusterRanking.names(digests)
    let clusters = Array(groups.indices).mapOnAllCores(share: 1) { index in
      let group = groups[index]
      return OutputCluster(
        id: names[index], digest: digests[index], kind: group.key.kind, key: group.key.edit,
        changes: group.changes.map { changes[$0] }, edits: group.edits,
        positions: group.positions)
    }
    return ranked(clusters)
  }

  /// The clusters' outputs, in the order in which the first of each was found.
  private static func groups(of changes: [OutputChange], _ batches: [Batch]) -> [Group] {
    var groups: [Group] = []
    var numbers: [GroupKey: Int] = [:]
    func number(of key: GroupKey) -> Int {
      if let known = numbers[key] { return known }
      numbers[key] = groups.count
      groups.append(Group(key))
      return groups.count - 1
    }
    for (start, batch) in zip(stride(from: 0, to: changes.count, by: Self.batch), batches) {
      // Numbered when they are met, so that the order is that of the outputs.
      var known = [Int?](repeating: nil, count: batch.keys.count)
      for (offset, edits) in batch.outputs.enumerated() {
        let change = changes[start + offset]
        guard change.kind == .changed else {
          let key = GroupKey(kind: change.kind, part: ending(change.path), edit: nil)
          groups[number(of: key)].add(start + offset, nil, at: 0)
          continue
        }
        for (position, found) in edits.enumerated() {
          let key = batch.keys[found.key]
          let group =
            known[found.key]
            ?? number(of: GroupKey(kind: .changed, part: key.part, edit: key))
          known[found.key] = group
          groups[group].add(start + offset, found.edit, at: position)
        }
      }
    }
    return groups
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
  private static func batches(of changes: [OutputChange], _ origins: OriginFinder?) -> [Batch] {
    let starts = Array(stride(from: 0, to: changes.count, by: batch))
    return starts.mapOnAllCores(share: 1) { start in
      let range = start..<min(start + batch, changes.count)
      let known = origins?(changes[range])
      let found = zip(range, known ?? range.map { _ in nil }).map { index, known -> [OutputEdit] in
        let change = changes[index]
        guard change.kind == .changed else { return [] }
        return OutputComparison(
          path: change.path, old: SnapshotText.lineFeeds(change.old ?? []), new: change.new ?? [],
          origins: known ?? .unknown
        ).edits
      }
      return Batch(found)
    }
  }

  /// The ending of a stored file: `.html`, `.sms.txt`.
  static func ending(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return String(name.firstIndex(of: ".").map { name[$0...] } ?? "")
  }
}
