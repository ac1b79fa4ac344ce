package import Content

/// What waits for review, grouped by the same edit.
package struct PendingReview: Sendable {
  /// Everything that waits, ordered by path.
  package let items: [PendingSnapshots.Item]
  /// The changed and new outputs by edit.
  package let clusters: [OutputCluster]

  /// Reads the pending tree and compares it with what is stored.
  package init(_ pending: PendingSnapshots) throws(ContentError) {
    items = try pending.items()
    var changes: [OutputChange] = []
    for item in items where item.kind != .stale {
      let change = OutputChange(
        caseID: Self.caseID(of: item.path), path: item.path,
        kind: item.kind == .new ? .added : .changed, old: try pending.storedBytes(at: item.path),
        new: try pending.bytes(at: item.path))
      changes.append(change)
    }
    clusters = OutputClustering.clusters(changes)
  }

  /// Every word that `items(matching:)` understands.
  package var names: [String] {
    clusters.map { "edit:\($0.id)" } + items.map(\.path) + items.map { Self.template(of: $0.path) }
  }

  /// Returns the items of an edit (`edit:ID`), a path, or a template.
  package func items(matching word: String) -> [PendingSnapshots.Item] {
    if word.hasPrefix("edit:") {
      let cluster = clusters.first { "edit:\($0.id)" == word }
      let paths = Set(cluster?.changes.map(\.path) ?? [])
      return items.filter { $0.kind != .stale && paths.contains($0.path) }
    }
    return items.filter { $0.path == word || Self.template(of: $0.path) == word }
  }

  /// `snapshots/email/cart/anna.html` belongs to the template `cart`.
  private static func template(of path: String) -> String {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[2]) : ""
  }

  private static func caseID(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return "\(template(of: path))/\(name.firstIndex(of: ".").map { name[..<$0] } ?? name)"
  }
}
