/// In which order people should look at clusters, which of them are outliers, and their names.
///
/// One rule for the clusters of a run and for those that are joined from the parts of one.
enum ClusterRanking {
  /// A cluster is small beside another when it has at most a tenth of its outputs.
  private static let smallShare = 10

  /// What the rule looks at.
  struct Standing {
    /// Whether it is an edit, and no outputs that were added, removed, broken or mended.
    var isEdit: Bool
    /// The number of its outputs.
    var outputs: Int
    /// The lines of templates that wrote it.
    var places: Set<String>
  }

  /// Returns the positions of clusters, which stand in the order of their first outputs: outliers
  /// first, then the largest.
  static func ranked(_ clusters: [Standing]) -> [(position: Int, isOutlier: Bool)] {
    let outliers = outliers(clusters)
    // A stable sort: clusters of one size keep the order of their first output.
    return clusters.indices.sorted { left, right in
      if outliers[left] != outliers[right] { return outliers[left] }
      let sizes = (clusters[left].outputs, clusters[right].outputs)
      return sizes.0 != sizes.1 ? sizes.0 > sizes.1 : left < right
    }.map { ($0, outliers[$0]) }
  }

  private static func outliers(_ clusters: [Standing]) -> [Bool] {
    let largest = clusters.map(\.outputs).max() ?? 0
    var siblings: [String: Int] = [:]
    for cluster in clusters where cluster.isEdit {
      for place in cluster.places {
        siblings[place] = max(siblings[place] ?? 0, cluster.outputs)
      }
    }
    return clusters.map { cluster in
      guard cluster.isEdit else { return false }
      let sibling = cluster.places.map { siblings[$0] ?? 0 }.max() ?? 0
      return cluster.outputs == 1 && largest > 1 || cluster.outputs * smallShare <= sibling
    }
  }

  /// Gives each cluster the first digits of its digest that no other one before it has.
  static func names(_ digests: [String]) -> [String] {
    var taken: Set<String> = []
    return digests.map { digest in
      var length = 8
      while !taken.insert(String(digest.prefix(length))).inserted, length < 64 { length += 8 }
      return String(digest.prefix(length))
    }
  }
}
