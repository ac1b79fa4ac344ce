import Content
import Diagnostics

extension TestReport {
  /// Joins the reports of the parts of one run; nil for none.
  ///
  /// The result is the report of one process that ran all cases, whatever cases each part ran and
  /// whatever order the parts come in. What several parts say counts once.
  static func merged(_ reports: [TestReport]) -> TestReport? {
    guard let first = reports.first else { return nil }
    var merged = TestReport(version: first.version, project: first.project)
    merged.folder = first.folder
    merged.cases = cases(reports)
    merged.changes = unique(reports.flatMap(\.changes), by: \.path)
      .sorted { ContentPath.isOrdered($0.path, before: $1.path) }
    merged.clusters = ClusterMerging(merged.cases).merged(reports)
    merged.stale = paths(reports.flatMap(\.stale))
    merged.storing = Storing.merged(reports.map(\.storing))
    // What each part says about line ends speaks of its own outputs only.
    merged.problems = reports.flatMap(\.problems).filter {
      $0.code != DiagnosticCode.snapshotLineEnds.name
    }
    merged.add(LineEnds.remark(merged.changes).map { [$0] } ?? [])
    merged.coverage = Coverage.merged(reports.compactMap(\.coverage))
    merged.visual = Visual.merged(reports.compactMap(\.visual), cases: merged.cases)
    let interruptions = reports.compactMap(\.interruption)
    merged.interruption = interruptions.isEmpty ? nil : interruptions.joined(separator: "; ")
    return merged
  }

  /// The cases in the order of the matrix.
  private static func cases(_ reports: [TestReport]) -> [Case] {
    let cases = unique(reports.flatMap(\.cases), by: \.id)
    let templates = Set(cases.map(\.template)).sorted {
      NaturalOrder.precedes($0 + "/", $1 + "/")
    }
    let grouped = Dictionary(grouping: cases, by: \.template)
    return templates.flatMap { template in
      (grouped[template] ?? []).sorted { NaturalOrder.precedes($0.id, $1.id) }
    }
  }

  private static func unique<Item>(_ items: [Item], by key: (Item) -> String) -> [Item] {
    var known: Set<String> = []
    return items.filter { known.insert(key($0)).inserted }
  }

  static func paths(_ paths: [String]) -> [String] {
    Set(paths).sorted { ContentPath.isOrdered($0, before: $1) }
  }
}

extension TestReport.Storing {
  /// Joins what the parts stored: outputs are those of one part, stale files of all.
  static func merged(_ all: [Self]) -> Self {
    var merged = Self()
    for one in all {
      merged.stored += one.stored
      merged.pending += one.pending
      merged.removed = max(merged.removed, one.removed)
    }
    merged.resolved = TestReport.paths(all.flatMap(\.resolved))
    // A part in which nothing waits says nothing of where others left it.
    let places = Set(all.filter { $0.pending > 0 || $0.review != .here }.map(\.review))
    // Who resolves a conflict keeps what waits, under CI, too; one run would have kept all of it.
    let isKept = !merged.resolved.isEmpty
    merged.review = isKept ? .here : places.count > 1 ? .mixed : places.first ?? .here
    merged.settled = TestReport.paths(all.flatMap(\.settled))
    return merged
  }
}
