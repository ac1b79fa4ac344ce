import Diagnostics

/// A test report as JSON lines, described by schemas/output/test-lines.schema.json.
///
/// The first line says what it is, the last that it is complete; between them one line for each
/// case, differing output, edit, stale file and problem. All other formats can be made from it.
package enum ReportLines {
  /// The version of the format; it grows only when a reader of the old one would misread the new.
  package static let formatVersion = 1

  /// Returns the lines.
  package static func text(_ report: TestReport) -> String {
    var output: [UInt8] = []
    for line in values(report) {
      output += line.bytes()
      output.append(0x0A)
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Returns one value for each line.
  static func values(_ report: TestReport) -> [JSONOutput] {
    var lines = [run(report)]
    lines += report.cases.map(value)
    let metrics = ReportMetrics(report.changes)
    lines += report.changes.map { value($0, metrics) }
    lines += report.clusters.map { value($0, metrics) }
    let storing = report.storing
    for (type, paths) in [
      ("stale", report.stale), ("resolved", storing.resolved), ("settled", storing.settled),
    ] {
      lines += paths.map { ["type": .string(type), "path": .string($0)] }
    }
    lines += report.allProblems.map { value($0.diagnostic) }
    if let coverage = report.coverage { lines += values(coverage) }
    if let visual = report.visual { lines += values(visual) }
    lines.append(
      .members([
        ("type", "end"), ("cases", .integer(report.cases.count)),
        ("passed", .integer(report.count("passed"))),
        ("changed", .integer(report.count("changed"))), ("new", .integer(report.count("new"))),
        ("failed", .integer(report.count("failed"))), ("stale", .integer(report.stale.count)),
        ("stored", .integer(storing.stored)), ("removed", .integer(storing.removed)),
        ("pending", .integer(storing.pending)),
        ("review", storing.review == .here ? nil : .string(storing.review.rawValue)),
        ("interruption", report.interruption.map { .string($0) }),
      ]))
    return lines
  }

  private static func value(_ testCase: TestReport.Case) -> JSONOutput {
    .members([
      ("type", "case"), ("id", .string(testCase.id)), ("template", .string(testCase.template)),
      ("channel", .string(testCase.channel)), ("profile", .string(testCase.profile)),
      ("locale", .string(testCase.locale)), ("outcome", .string(testCase.outcome)),
      ("message", testCase.message.map { .string($0) }),
      ("places", testCase.places.isEmpty ? nil : .array(testCase.places.map { value($0) })),
      ("differences", testCase.differences.isEmpty ? nil : strings(testCase.differences)),
      ("microseconds", testCase.microseconds.map { .integer($0) }),
    ])
  }

  private static func value(
    _ change: TestReport.Change, _ metrics: ReportMetrics
  ) -> JSONOutput {
    let text: ([UInt8]?) -> JSONOutput? = { bytes in
      bytes.map { .string(String(decoding: $0, as: UTF8.self)) }
    }
    return .members([
      ("type", "change"), ("case", .string(change.caseID)), ("path", .string(change.path)),
      ("kind", .string(change.kind)), ("old", text(change.old)), ("new", text(change.new)),
      ("measures", metrics[change.path]?.json),
    ])
  }

  private static func value(
    _ cluster: TestReport.Cluster, _ metrics: ReportMetrics
  ) -> JSONOutput {
    let causes =
      cluster.causes.map { cause in
        value(
          TestReport.Place(path: cause.value.path, line: cause.value.line),
          [("data", cause.value.data.map { .string($0) }), ("count", .integer(cause.count))])
      } + (cluster.guess.map { [value($0)] } ?? [])
    let reasons = cluster.countedReasons.map { reason -> JSONOutput in
      [
        "kind": .string(reason.value.kind.rawValue), "name": .string(reason.value.name),
        "count": .integer(reason.count),
      ]
    }
    let hasMetrics = !metrics.metrics(of: cluster).isEmpty
    let isEdit = cluster.kind == OutputChange.Kind.changed.rawValue
    return .members([
      ("type", "edit"), ("id", .string(cluster.id)), ("digest", .string(cluster.digest)),
      ("kind", .string(cluster.kind)), ("part", .string(cluster.part)),
      ("stand", cluster.stand.map { .string($0) }),
      (
        "replacements",
        .array(cluster.replacements.map { ["old": .string($0.old), "new": .string($0.new)] })
      ), ("causes", .array(causes)), ("reasons", reasons.isEmpty ? nil : .array(reasons)),
      ("metrics", hasMetrics ? metrics.json(of: cluster) : nil),
      ("outlier", cluster.outlier.map { .string($0) }), ("paths", strings(cluster.paths)),
      ("outputs", isEdit ? .array(cluster.outputs.map(value)) : nil),
    ])
  }

  private static func value(_ output: TestReport.Cluster.Output) -> JSONOutput {
    [
      "position": .integer(output.position), "dataBytes": .integer(output.dataBytes),
      "lines": .array(output.lines.map { [.integer($0.old), .integer($0.new)] }),
    ]
  }

  private static func value(_ problem: PlacedDiagnostic) -> JSONOutput {
    let hasPlaces = problem.notes.contains { $0.place != nil }
    return .members([
      ("type", "problem"), ("code", .string(problem.code.name)),
      ("summary", .string(problem.code.summary)), ("severity", .string(problem.severity.name)),
      ("message", .string(problem.message)), ("place", problem.place.map(value)),
      ("notes", strings(problem.notes.map(\.message))),
      (
        "notePlaces",
        hasPlaces ? .array(problem.notes.map { $0.place.map(value) ?? .null }) : nil
      ),
      (
        "fix",
        problem.fix.map { fix in
          [
            "message": .string(fix.message), "place": value(fix.place),
            "replacement": .string(fix.replacement),
          ]
        }
      ),
    ])
  }

  /// A place with its bytes and its source line.
  static func value(_ place: PlacedDiagnostic.Place) -> JSONOutput {
    value(
      TestReport.Place(place),
      [
        ("offset", .integer(place.start.offset)), ("endOffset", .integer(place.end.offset)),
        (
          "excerpt",
          place.excerpt.map {
            ["line": .string($0.line), "underline": .string($0.underline)]
          }
        ),
      ])
  }

  private static func value(
    _ place: TestReport.Place, _ more: [(key: String, value: JSONOutput?)] = []
  ) -> JSONOutput {
    .members(
      [
        ("path", .string(place.path)), ("line", .integer(place.line)),
        ("column", .integer(place.column)), ("endLine", .integer(place.endLine)),
        ("endColumn", .integer(place.endColumn)),
      ] + more)
  }

  static func strings(_ texts: [String]) -> JSONOutput { .array(texts.map { .string($0) }) }
}
