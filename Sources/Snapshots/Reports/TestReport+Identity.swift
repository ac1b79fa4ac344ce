extension TestReport {
  /// Which run a report is of: parts of one run can be joined, those of two runs cannot.
  ///
  /// Nothing in it depends on the machine, its cache or the time.
  package struct Identity: Sendable, Equatable {
    /// Which cases the run is about, those of all its parts.
    package struct Selection: Sendable, Equatable {
      /// The words of the command line.
      package var filters: [String]
      /// The commit since which changes count, as the command line names it.
      package var changedSince: String?
      /// Whether only cases count that had not passed.
      package var onlyFailed: Bool
      /// How many cases are selected.
      package var cases: Int
      /// The digest of their ids in order.
      package var digest: String

      /// Creates a selection of the cases with these ids.
      package init(
        filters: [String] = [], changedSince: String? = nil, onlyFailed: Bool = false,
        of ids: [String]
      ) {
        self.init(
          filters: filters, changedSince: changedSince, onlyFailed: onlyFailed, cases: ids.count,
          digest: Self.digest(of: ids))
      }

      init(
        filters: [String], changedSince: String?, onlyFailed: Bool, cases: Int, digest: String
      ) {
        self.filters = filters
        self.changedSince = changedSince
        self.onlyFailed = onlyFailed
        self.cases = cases
        self.digest = digest
      }

      /// The digest of ids in their order.
      static func digest(of ids: [String]) -> String { EditKey.digest(ids) }
    }

    /// Which part of the run the report is of.
    package struct Shard: Sendable, Equatable {
      /// The number of the part, from 1.
      package var number: Int
      /// How many parts there are.
      package var count: Int
      /// The digest of the costs by which the cases were shared out; nil without costs.
      package var costs: String?

      /// Creates a part.
      package init(number: Int, count: Int, costs: String? = nil) {
        self.number = number
        self.count = count
        self.costs = costs
      }
    }

    /// The version and build of galley.
    package var build: String
    /// The digest of the content.
    package var content: String
    /// The digest of the snapshots as they were stored before the run.
    package var snapshots: String
    /// Which cases the run is about.
    package var selection: Selection
    /// What the run stored, where it stored anything: `new`, `changed` or `all`.
    package var update: String?
    /// Which part the report is of; nil for all of the run.
    package var shard: Shard?

    /// Creates an identity.
    package init(
      build: String, content: String, snapshots: String, selection: Selection,
      update: String? = nil, shard: Shard? = nil
    ) {
      self.build = build
      self.content = content
      self.snapshots = snapshots
      self.selection = selection
      self.update = update
      self.shard = shard
    }
  }
}
