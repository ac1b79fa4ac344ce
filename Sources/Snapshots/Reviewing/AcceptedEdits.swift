package import Content

/// The edits that are accepted while all of their outputs wait for the decision about another edit.
package struct AcceptedEdits: Sendable {
  /// The ids of the edits that each accepted one waits for, by its id.
  package let waitsFor: [String: [String]]

  /// The ids of the accepted edits.
  package var ids: Set<String> { Set(waitsFor.keys) }
}

extension PendingReview {
  /// The edits that are accepted already.
  package func acceptedEdits() throws(ContentError) -> AcceptedEdits {
    let decisions = try pending.decisions()
    guard !decisions.isEmpty else { return AcceptedEdits(waitsFor: [:]) }
    var digests: [EditKey: String] = [:]
    for key in clusters.compactMap(\.key) { digests[key] = key.digest }
    let known = digests
    let found = items.mapOnAllCores { item -> (String, Set<String>) in
      let edits = (edits[item.path] ?? []).compactMap { known[$0] }
      guard let change = changes[item.path], !edits.isEmpty else { return (item.path, []) }
      return (item.path, decisions.accepted(edits, of: change))
    }
    let accepted = Dictionary(found, uniquingKeysWith: { first, _ in first })
    let isAccepted = clusters.map { cluster in
      guard let key = cluster.key, let digest = known[key] else { return false }
      return cluster.changes.allSatisfy { accepted[$0.path]?.contains(digest) == true }
    }
    var open: [String: [Int]] = [:]
    for (index, cluster) in clusters.enumerated() where !isAccepted[index] {
      for change in cluster.changes { open[change.path, default: []].append(index) }
    }
    var waitsFor: [String: [String]] = [:]
    for (index, cluster) in clusters.enumerated() where isAccepted[index] {
      let others = Set(cluster.changes.flatMap { open[$0.path] ?? [] })
      waitsFor[cluster.id] = others.sorted().map { clusters[$0].id }
    }
    return AcceptedEdits(waitsFor: waitsFor)
  }

  /// Forgets that edits were accepted; what is stored of them stays so.
  ///
  /// - Throws: `ContentError.stopped` where the wait for another process was stopped.
  package func retract(
    _ retracted: [OutputCluster], waiting: WorkTreeLock.Waiting = WorkTreeLock.Waiting()
  ) throws(ContentError) {
    let done: Void? = try WorkTreeLock.hold(root: pending.root, waiting: waiting) {
      () throws(ContentError) in
      var decisions = try pending.decisions()
      for cluster in retracted {
        guard let key = cluster.key else { continue }
        for change in cluster.changes { decisions.remove(change, key) }
      }
      let open = items.flatMap { item -> [(change: OutputChange, edit: EditKey)] in
        guard let change = changes[item.path] else { return [] }
        return (edits[item.path] ?? []).map { (change, $0) }
      }
      try pending.store(decisions, about: open)
    }
    guard done != nil else { throw ContentError(.stopped, "stopped: nothing was taken back") }
  }
}
