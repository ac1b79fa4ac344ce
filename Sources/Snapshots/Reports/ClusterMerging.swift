/// Puts the clusters of several parts of a run together, as if all outputs had been compared at once.
struct ClusterMerging {
  /// Where an output stands among all outputs: its case, then its part.
  private struct Standing: Comparable {
    var testCase: Int
    var part: Int

    static func < (left: Self, right: Self) -> Bool {
      (left.testCase, left.part) < (right.testCase, right.part)
    }
  }

  /// A cluster with where the first place of its first output stands.
  private struct Joined {
    var cluster: TestReport.Cluster
    var first: Standing
    var position: Int
  }

  private let standings: [String: Standing]

  /// Prepares for the outputs of these cases, which are all and in order.
  init(_ cases: [TestReport.Case]) {
    var standings: [String: Standing] = [:]
    for (number, testCase) in cases.enumerated() {
      for (part, path) in testCase.differences.enumerated() where standings[path] == nil {
        standings[path] = Standing(testCase: number, part: part)
      }
    }
    self.standings = standings
  }

  /// The clusters of all reports by what makes an edit the same, in the order of a run.
  func merged(_ reports: [TestReport]) -> [TestReport.Cluster] {
    let parts = Dictionary(grouping: reports.flatMap(\.clusters), by: \.digest)
    // The digest decides where two clusters begin at the same place, which those of a run do not.
    let joined = parts.values.compactMap(join).sorted { left, right in
      (left.first, left.position, left.cluster.digest)
        < (right.first, right.position, right.cluster.digest)
    }
    let names = ClusterRanking.names(joined.map(\.cluster.digest))
    let ranking = ClusterRanking.ranked(
      joined.map { one in
        ClusterRanking.Standing(
          isEdit: one.cluster.kind == OutputChange.Kind.changed.rawValue,
          outputs: one.cluster.outputs.count, places: Set(one.cluster.causePlaces))
      })
    return ranking.map { position, isOutlier in
      var cluster = joined[position].cluster
      cluster.id = names[position]
      cluster.outlier = isOutlier ? TestReport.Cluster.outlier : nil
      return cluster
    }
  }

  private func standing(_ output: TestReport.Cluster.Output) -> Standing {
    standings[output.path] ?? Standing(testCase: .max, part: 0)
  }

  private func join(_ parts: [TestReport.Cluster]) -> Joined? {
    guard var cluster = parts.first else { return nil }
    var known: Set<String> = []
    let outputs = parts.flatMap(\.outputs).filter { known.insert($0.path).inserted }
      .map { (standing: standing($0), output: $0) }
      .sorted { ($0.standing, $0.output.path) < ($1.standing, $1.output.path) }
    guard let first = outputs.first else { return nil }
    cluster.outputs = outputs.map(\.output)
    cluster.part = OutputClustering.ending(first.output.path)
    cluster.causes = Counted.ranked(parts.flatMap(\.causes))
    cluster.countedReasons = Counted.ranked(parts.flatMap(\.countedReasons))
    // A guess is made from the first output.
    let home = parts.first { $0.outputs.contains { $0.path == first.output.path } }
    cluster.guess = cluster.causes.isEmpty ? home?.guess : nil
    return Joined(cluster: cluster, first: first.standing, position: first.output.position)
  }
}
