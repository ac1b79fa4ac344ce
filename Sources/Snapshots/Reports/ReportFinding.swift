import Crypto
package import Diagnostics

/// One thing to look at: a problem, a cluster of changed outputs, or the stale snapshots.
///
/// What annotations, SARIF results and quality entries are made of: one for each cluster, however
/// many outputs it has.
struct ReportFinding: Sendable {
  /// How bad it is.
  enum Level: Int, Sendable, CaseIterable {
    case error
    case warning
    case note
  }

  /// The rule, the code of a problem or `snapshot/changed`, `snapshot/new`, `snapshot/stale` and such.
  let rule: DiagnosticCode
  /// How bad it is.
  let level: Level
  /// What is wrong, the first line; further lines say more.
  var message: String
  /// Where it comes from in the content.
  var place: TestReport.Place
  /// Stored files it speaks of.
  var paths: [String]
  /// What makes it the same finding after lines have moved.
  let identity: [String]

  /// A name of the finding that holds no line: the same edit keeps it in the next run.
  var fingerprint: String {
    var hash = SHA256()
    for part in [rule.name, place.path] + identity {
      hash.update(data: Array(part.utf8))
      hash.update(data: [0])
    }
    return hash.finalize().prefix(16).map(Self.hexadecimal).joined()
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return byte < 16 ? "0" + digits : digits
  }

  /// The findings of a report, the worst first.
  ///
  /// Their paths count from the repository, in which the content lies in `folder`: servers know no
  /// other. Fingerprints hold these paths, so that two contents of one repository share none.
  static func all(_ report: TestReport, below folder: String = "") -> [ReportFinding] {
    var findings = inContent(report)
    guard !folder.isEmpty else { return findings }
    for index in findings.indices {
      findings[index].place.path = "\(folder)/\(findings[index].place.path)"
      findings[index].paths = findings[index].paths.map { "\(folder)/\($0)" }
    }
    return findings
  }

  private static func inContent(_ report: TestReport) -> [ReportFinding] {
    let problems = joined(report.allProblems.map(finding))
    let clusters = report.clusters.map(finding)
    let outliers = report.clusters.indices.filter { report.clusters[$0].outlier != nil }
    let pinned = outliers.map { clusters[$0] }
    let rest = clusters.indices.filter { report.clusters[$0].outlier == nil }.map { clusters[$0] }
    // Edits of stored outputs come before outputs that were never stored.
    let sorted = rest.filter { $0.rule != .snapshotNew } + rest.filter { $0.rule == .snapshotNew }
    return incomplete(report.interruption) + problems.filter { $0.level == .error } + pinned
      + sorted + stale(report.stale)
      + problems.filter { $0.level == .warning } + problems.filter { $0.level == .note }
  }

  /// That something is missing comes first: the rest may look better than it is.
  private static func incomplete(_ reason: String?) -> [ReportFinding] {
    guard let reason else { return [] }
    return [
      ReportFinding(
        rule: .reportIncomplete, level: .error, message: "the report is not complete: \(reason)",
        place: TestReport.Place(path: "galley.yaml"), paths: [], identity: [reason])
    ]
  }

  /// What many cases tell of one place is one finding, which says how often.
  private static func joined(_ findings: [ReportFinding]) -> [ReportFinding] {
    struct Key: Hashable {
      let rule: String
      let level: Level
      let place: TestReport.Place
      let message: String
    }
    let keys = findings.map {
      Key(rule: $0.rule.name, level: $0.level, place: $0.place, message: $0.message)
    }
    let counts = Dictionary(keys.map { ($0, 1) }, uniquingKeysWith: +)
    var seen: Set<Key> = []
    return zip(findings, keys).compactMap { finding, key in
      guard seen.insert(key).inserted else { return nil }
      guard let count = counts[key], count > 1 else { return finding }
      var finding = finding
      let lines = finding.message.split(
        separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      finding.message = (["\(lines[0]) (\(count) times)"] + lines.dropFirst())
        .joined(separator: "\n")
      return finding
    }
  }

  private static func finding(_ problem: TestReport.Problem) -> ReportFinding {
    let level: Level =
      switch problem.severity {
      case "error": .error
      case "warning": .warning
      default: .note
      }
    return ReportFinding(
      rule: DiagnosticCode(problem.code, problem.summary), level: level,
      message: ([problem.message] + problem.notes).joined(separator: "\n"),
      place: file(problem.place), paths: [],
      identity: [problem.message])
  }

  /// A place that servers can show: what was found in a rendered text lies at its template.
  private static func file(_ place: TestReport.Place?) -> TestReport.Place {
    guard let place else { return TestReport.Place(path: "galley.yaml") }
    let parts = place.path.split(separator: "/")
    guard parts.count > 2, parts[0] == "rendered" else { return place }
    return TestReport.Place(path: "templates/\(parts[1])/template.yaml")
  }

  private static func finding(_ cluster: TestReport.Cluster) -> ReportFinding {
    let count = cluster.paths.count
    let outputs = "\(count) output\(count == 1 ? "" : "s")"
    let (rule, what): (DiagnosticCode, String) =
      switch cluster.kind {
      case "added": (.snapshotNew, "not stored yet")
      case "removed": (.snapshotChanged, "gone")
      case "broken": (.snapshotChanged, "broken")
      case "mended": (.snapshotChanged, "mended")
      default: (.snapshotChanged, "changed")
      }
    var lines = ["edit:\(cluster.id): \(outputs) \(what)"]
    for replacement in cluster.replacements.prefix(3) {
      let old = ReportText.excerpt(replacement.old)
      let new = ReportText.excerpt(replacement.new)
      lines.append("\(ReportText.quoted(old)) → \(ReportText.quoted(new))")
    }
    if cluster.replacements.count > 3 {
      lines.append("… \(cluster.replacements.count - 3) more replacements")
    }
    for reason in cluster.reasons.prefix(3) { lines.append("changed: \(reason.words)") }
    if let outlier = cluster.outlier { lines.append("outlier: \(outlier)") }
    lines.append("first: \(cluster.paths.first ?? "")")
    lines.append("accept: galley review --accept edit:\(cluster.id)")
    return ReportFinding(
      rule: rule, level: .error, message: lines.joined(separator: "\n"),
      place: cluster.places.first ?? TestReport.Place(path: cluster.paths.first ?? "galley.yaml"),
      paths: cluster.paths,
      // The same words elsewhere in an envelope or in JSON are another edit.
      identity: [cluster.kind, cluster.stand ?? cluster.part]
        + cluster.replacements.flatMap { [$0.old, $0.new] })
  }

  /// All stale files are one finding: one act removes them.
  private static func stale(_ paths: [String]) -> [ReportFinding] {
    guard let first = paths.first else { return [] }
    let what = paths.count == 1 ? "1 snapshot is" : "\(paths.count) snapshots are"
    let more = paths.count > 10 ? ["… \(paths.count - 10) more"] : []
    let lines =
      ["\(what) rendered by no case"] + paths.prefix(10) + more
      + ["remove: galley test --update"]
    return [
      ReportFinding(
        rule: .snapshotStale, level: .error, message: lines.joined(separator: "\n"),
        place: TestReport.Place(path: first), paths: paths, identity: [])
    ]
  }
}

extension DiagnosticCode {
  /// A report of a run of which some parts are missing.
  package static let reportIncomplete = DiagnosticCode(
    "report/incomplete", "parts of a run are missing in its report")
  /// An output that differs from its snapshot.
  package static let snapshotChanged = DiagnosticCode(
    "snapshot/changed", "an output differs from its snapshot")
  /// An output without a snapshot.
  package static let snapshotNew = DiagnosticCode(
    "snapshot/new", "an output has no snapshot yet")
  /// A snapshot that no case renders.
  package static let snapshotStale = DiagnosticCode(
    "snapshot/stale", "no case renders the snapshot")
}
