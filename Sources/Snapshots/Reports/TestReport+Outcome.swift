package import Content
package import Diagnostics
package import Rendering

extension TestReport {
  /// Sums up a test run.
  package init(_ outcome: TestOutcome, project: Project, version: String) {
    self.init(version: version, project: project.settings.name.value)
    cases = outcome.run.results.map(Self.record)
    changes = outcome.clusters.flatMap(\.changes).map(Self.record)
    let templates = Dictionary(
      outcome.run.results.map { ($0.testCase.id, $0.testCase.template) },
      uniquingKeysWith: { first, _ in first })
    clusters = outcome.clusters.map { Self.record($0, templates) }
    stale = outcome.run.stale
    problems = outcome.diagnostics.map(Problem.init)
    sortChanges()
  }

  /// Sums up what differs between two versions of a project.
  package init(
    _ difference: RenderedDifference, new: (project: Project, cases: [Rendering.Case]),
    version: String
  ) {
    self.init(version: version, project: new.project.settings.name.value)
    let templates = Dictionary(
      new.cases.map { ($0.id, $0.template) }, uniquingKeysWith: { first, _ in first })
    changes = difference.clusters.flatMap(\.changes).map(Self.record)
    let changed = Dictionary(
      changes.map { ($0.caseID, $0.kind) }, uniquingKeysWith: { first, _ in first })
    cases = new.cases.map { testCase in
      let kind = changed[testCase.id]
      let outcome = kind == nil ? "passed" : kind == "added" ? "new" : "changed"
      return Self.record(testCase, outcome: outcome)
    }
    clusters = difference.clusters.map { Self.record($0, templates) }
    problems = difference.diagnostics.map(Problem.init)
    sortChanges()
  }

  /// Adds problems that no case has shown.
  package mutating func add(_ diagnostics: [Diagnostic]) {
    problems += diagnostics.map(Problem.init)
  }

  /// Puts the changes in the order of their paths; an output with several edits is one change.
  private mutating func sortChanges() {
    var seen: Set<String> = []
    changes = changes.filter { seen.insert($0.path).inserted }.sorted {
      ContentPath.isOrdered($0.path, before: $1.path)
    }
  }

  private static func record(_ result: CaseResult) -> Case {
    var record = record(result.testCase, outcome: result.word)
    if case .failed = result.outcome {
      let errors = result.diagnostics.filter { $0.severity == .error }
      record.message =
        errors.first.map { "\($0.code.name): \($0.message)" } ?? "the template has errors"
      record.places = errors.compactMap { Problem($0).place }
    }
    return record
  }

  private static func record(_ testCase: Rendering.Case, outcome: String) -> Case {
    Case(
      id: testCase.id, template: testCase.template.id,
      channel: testCase.template.channel.value.rawValue, profile: testCase.profile.id,
      locale: testCase.locale, outcome: outcome)
  }

  private static func record(_ change: OutputChange) -> Change {
    Change(
      caseID: change.caseID, path: change.path, kind: change.kind.rawValue,
      old: change.old.map { String(decoding: $0, as: UTF8.self) },
      new: change.new.map { String(decoding: $0, as: UTF8.self) })
  }

  private static func record(
    _ cluster: OutputCluster, _ templates: [String: Template]
  ) -> Cluster {
    let first = cluster.changes.first
    let name = first?.path.split(separator: "/").last ?? ""
    let template = first.flatMap { templates[$0.caseID] }
    return Cluster(
      id: cluster.id, kind: cluster.kind.rawValue,
      part: name.firstIndex(of: ".").map { String(name[$0...]) } ?? "",
      replacements: (cluster.key?.replacements ?? []).map {
        Cluster.Replacement(old: $0.old, new: $0.new)
      },
      causes: template.map { [SourceGuess.place(of: cluster, in: $0)] } ?? [],
      outlier: cluster.isOutlier ? "few outputs, beside an edit of many" : nil,
      paths: cluster.changes.map(\.path), reasons: cluster.reasons)
  }
}

extension TestReport.Problem {
  /// A diagnostic with its place worked out.
  init(_ diagnostic: Diagnostic) {
    code = diagnostic.code.name
    summary = diagnostic.code.summary
    severity = diagnostic.severity.name
    message = diagnostic.message
    notes = diagnostic.notes.map(\.message)
    place = diagnostic.span.map { span in
      let table = LineTable(span.source)
      let start = table.position(of: span.start)
      let end = table.position(of: span.end)
      return TestReport.Place(
        path: span.source.path, line: start.line, column: start.column, endLine: end.line,
        endColumn: end.column)
    }
  }
}
