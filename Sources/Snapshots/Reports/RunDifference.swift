/// What tells two runs apart, the most telling first.
struct RunDifference {
  /// What differs.
  let words: String
  /// What to do about it.
  let hint: String

  /// A report with the name of its file.
  typealias Side = (name: String, report: TestReport, identity: TestReport.Identity)

  /// Compares two reports; nil where they are of one run.
  init?(_ first: Side, _ other: Side) {
    let (left, right) = (first.identity, other.identity)
    let options = "give every machine the same options"
    let commit = "test all parts at the same commit, with the same files"
    func differ(_ what: String, _ left: String?, _ right: String?) -> String {
      "\(what) differ: \(left.map { "'\($0)'" } ?? "none") and \(right.map { "'\($0)'" } ?? "none")"
    }
    let found: [(Bool, String, String)] = [
      (
        first.report.project != other.report.project,
        differ("the projects", first.report.project, other.report.project), commit
      ),
      (
        first.report.version != other.report.version || left.build != right.build,
        differ("the builds of galley", left.build, right.build),
        "test all parts with the same galley"
      ), (left.content != right.content, "the content differs", commit),
      (left.snapshots != right.snapshots, "the stored snapshots differ", commit),
      (
        left.selection.filters != right.selection.filters,
        differ(
          "the filters", Self.joined(left.selection.filters), Self.joined(right.selection.filters)),
        options
      ),
      (
        left.selection.changedSince != right.selection.changedSince,
        differ("--changed-since", left.selection.changedSince, right.selection.changedSince),
        options
      ),
      (
        left.selection.onlyFailed != right.selection.onlyFailed, "one of them has --failed", options
      ),
      (
        left.selection != right.selection, "the selected cases differ",
        "'--changed-since' needs the same history on every machine, '--failed' the same "
          + ".galley/last-run"
      ),
      (left.update != right.update, differ("--update", left.update, right.update), options),
      (
        left.shard?.count != right.shard?.count,
        "one is \(Self.part(left)) and the other \(Self.part(right))",
        "give every machine the same n of --shard i/n"
      ),
      (
        left.shard?.costs != right.shard?.costs, "their costs differ",
        "give every machine the same files as --shard-costs"
      ),
      (
        first.report.coverage?.minimum != other.report.coverage?.minimum
          || first.report.coverage?.listsAll != other.report.coverage?.listsAll,
        "their --coverage or --coverage-minimum differs", options
      ),
      (
        (first.report.visual == nil) != (other.report.visual == nil),
        "one of them has --visual", options
      ),
    ]
    guard let difference = found.first(where: { $0.0 }) else { return nil }
    (words, hint) = (difference.1, difference.2)
  }

  private static func joined(_ words: [String]) -> String? {
    words.isEmpty ? nil : words.joined(separator: " ")
  }

  private static func part(_ identity: TestReport.Identity) -> String {
    identity.shard.map { "one of \($0.count) parts" } ?? "a whole run"
  }
}
