import Content

extension TestReport {
  /// Joins the reports of the shards of one run; nil for none.
  ///
  /// Equal edits become one cluster, as if one process had run all cases; a case that two shards ran
  /// counts once, as the first of them says.
  package static func merged(_ reports: [TestReport]) -> TestReport? {
    guard let first = reports.first else { return nil }
    var merged = TestReport(version: first.version, project: first.project)
    var known: Set<String> = []
    merged.cases = reports.flatMap(\.cases).filter { known.insert($0.id).inserted }
    // Cases stand in the order of their templates, then in natural order.
    merged.cases.sort { left, right in
      left.template == right.template
        ? NaturalOrder.precedes(left.id, right.id)
        : ContentPath.isOrdered(left.template, before: right.template)
    }
    known = []
    merged.changes = reports.flatMap(\.changes).filter { known.insert($0.path).inserted }
    merged.changes.sort { ContentPath.isOrdered($0.path, before: $1.path) }
    merged.clusters = clusters(reports)
    merged.stale = Set(reports.flatMap(\.stale)).sorted {
      ContentPath.isOrdered($0, before: $1)
    }
    var problems: Set<Problem> = []
    merged.problems = reports.flatMap(\.problems).filter { problems.insert($0).inserted }
    merged.visual = Visual.merged(reports.compactMap(\.visual))
    merged.interruption = reports.lazy.compactMap(\.interruption).first
    return merged
  }

  /// The clusters by id: outliers first, then the largest.
  private static func clusters(_ reports: [TestReport]) -> [Cluster] {
    var order: [String] = []
    var byID: [String: Cluster] = [:]
    for cluster in reports.flatMap(\.clusters) {
      guard var known = byID[cluster.id] else {
        order.append(cluster.id)
        byID[cluster.id] = cluster
        continue
      }
      let paths = Set(known.paths)
      known.paths += cluster.paths.filter { !paths.contains($0) }
      known.causes += cluster.causes.filter { !known.causes.contains($0) }
      known.reasons += cluster.reasons.filter { !known.reasons.contains($0) }
      if cluster.outlier == nil { known.outlier = nil }
      byID[cluster.id] = known
    }
    let clusters = order.compactMap { byID[$0] }
    return clusters.enumerated().sorted { left, right in
      let outliers = (left.element.outlier != nil, right.element.outlier != nil)
      if outliers.0 != outliers.1 { return outliers.0 }
      let sizes = (left.element.paths.count, right.element.paths.count)
      return sizes.0 != sizes.1 ? sizes.0 > sizes.1 : left.offset < right.offset
    }.map(\.element)
  }
}
