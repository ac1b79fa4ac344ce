package import Content
package import Diagnostics
package import Rendering

extension TestReport {
  /// Sums up a test run that stored what `mode` says.
  package init(
    _ outcome: TestOutcome, project: Project, mode: UpdateMode = .none, version: String
  ) {
    self.init(version: version, project: project.settings.name.value)
    cases = outcome.run.results.map(Self.record)
    changes = outcome.clusters.flatMap(\.changes).map(Change.init)
    clusters = Self.clusters(outcome.clusters, of: outcome.run.results.lazy.map(\.testCase))
    stale = outcome.run.stale
    let plan = UpdatePlan(outcome.run, mode: mode, resolved: outcome.unmerged.resolved)
    storing.stored = plan.stored.count
    storing.removed = plan.removed.count
    storing.pending = plan.pending.count
    storing.resolved = outcome.unmerged.resolved
    storing.settled = outcome.unmerged.settled
    sortChanges()
    add(outcome.diagnostics + (LineEnds.remark(changes).map { [$0] } ?? []))
  }

  /// Sums up what differs between two versions of a project.
  package init(
    _ difference: RenderedDifference, new: (project: Project, cases: [Rendering.Case]),
    version: String
  ) {
    self.init(version: version, project: new.project.settings.name.value)
    changes = difference.clusters.flatMap(\.changes).map(Change.init)
    let changed = Dictionary(
      changes.map { ($0.caseID, $0.kind) }, uniquingKeysWith: { first, _ in first })
    cases = new.cases.map { testCase in
      let kind = changed[testCase.id]
      let outcome = kind == nil ? "passed" : kind == "added" ? "new" : "changed"
      return Self.record(testCase, outcome: outcome)
    }
    clusters = Self.clusters(difference.clusters, of: new.cases)
    add(difference.diagnostics)
    sortChanges()
  }

  /// Adds problems to those that are there; source lines are kept of errors only.
  package mutating func add(_ diagnostics: [Diagnostic]) {
    let placed = PlacedDiagnostic.all(diagnostics, excerpts: [.error])
    problems = DiagnosticReport.sortedAndUnique(problems.map(\.diagnostic) + placed)
      .map(Problem.init)
  }

  private static func clusters(
    _ clusters: [OutputCluster], of cases: some Sequence<Rendering.Case>
  ) -> [Cluster] {
    // Where nothing has changed there is nothing to look up.
    guard !clusters.isEmpty else { return [] }
    let firsts = Set(clusters.compactMap { $0.changes.first?.caseID })
    var templates: [String: Template] = [:]
    for testCase in cases where firsts.contains(testCase.id) {
      templates[testCase.id] = testCase.template
    }
    return clusters.map { Cluster($0, templates: templates) }
  }

  /// An output with several edits is in several clusters.
  private mutating func sortChanges() {
    changes.sort { ContentPath.isOrdered($0.path, before: $1.path) }
    var last: String?
    changes.removeAll { change in
      defer { last = change.path }
      return change.path == last
    }
  }

  private static func record(_ result: CaseResult) -> Case {
    var record = record(result.testCase, outcome: result.word)
    record.differences = result.differences.map(\.file.path)
    if case .failed = result.outcome {
      let errors = result.diagnostics.filter { $0.severity == .error }
      record.message =
        errors.first.map { "\($0.code.name): \($0.message)" } ?? "the template has errors"
      record.places = PlacedDiagnostic.all(errors, excerpts: []).compactMap {
        $0.place.map(Place.init)
      }
    }
    return record
  }

  private static func record(_ testCase: Rendering.Case, outcome: String) -> Case {
    Case(
      id: testCase.id, template: testCase.template.id,
      channel: testCase.template.channel.value.rawValue, profile: testCase.profile.id,
      locale: testCase.locale, outcome: outcome)
  }
}

extension TestReport.Change {
  /// Takes a change of an output.
  package init(_ change: OutputChange) {
    self.init(
      caseID: change.caseID, path: change.path, kind: change.kind.rawValue, old: change.old,
      new: change.new)
  }
}

extension TestReport.Cluster {
  /// What an outlier is.
  static let outlier = "few outputs, beside an edit of many"

  /// Takes a cluster; the template of its first output says where it comes from if no map does.
  ///
  /// Who shows no text can do without the lines at which the edit stands in each output.
  package init(
    _ cluster: OutputCluster, templates: [String: Template] = [:], withLines: Bool = true
  ) {
    let first = cluster.changes.first
    let template = first.flatMap { templates[$0.caseID] }
    self.init(
      id: cluster.id, digest: cluster.digest, kind: cluster.kind.rawValue,
      part: first.map { OutputClustering.ending($0.path) } ?? "", stand: cluster.key?.part,
      replacements: (cluster.key?.replacements ?? []).map {
        Replacement(old: $0.old, new: $0.new)
      }, causes: cluster.countedCauses,
      guess: cluster.countedCauses.isEmpty
        ? template.map { SourceGuess.place(of: cluster, in: $0) } : nil,
      outlier: cluster.isOutlier ? Self.outlier : nil,
      outputs: Array(cluster.changes.indices).mapOnAllCores { index in
        Output(
          caseID: cluster.changes[index].caseID, path: cluster.changes[index].path,
          position: cluster.positions[index], dataBytes: cluster.dataBytes(index),
          lines: withLines ? cluster.lines(ofOutput: index) : [])
      }, countedReasons: cluster.countedReasons)
  }
}
