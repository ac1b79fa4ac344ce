/// What a reviewer decides about.
package enum ReviewChoice: Sendable {
  /// One edit, wherever it stands.
  case edit(OutputCluster)
  /// Whole outputs.
  case outputs([PendingSnapshots.Item])

  /// The paths of the outputs.
  package var paths: [String] {
    switch self {
    case .edit(let cluster): cluster.changes.map(\.path)
    case .outputs(let items): items.map(\.path)
    }
  }
}

/// What became of decisions.
package struct ReviewResult: Sendable {
  /// The outputs stored, and stale ones removed.
  package let accepted: [String]
  /// The outputs forgotten.
  package let rejected: [String]
  /// The outputs that wait for the decision about another of their edits.
  package let waiting: [String]
  /// How many outputs still wait.
  package let left: Int

  /// Nothing was there to decide about.
  package static let nothing = ReviewResult(accepted: [], rejected: [], waiting: [], left: 0)
}
