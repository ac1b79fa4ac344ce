/// The numbers of a report in words.
struct ReportCounts {
  private let report: TestReport

  init(_ report: TestReport) {
    self.report = report
  }

  /// `12 cases: 9 passed, 3 changed by 2 edits, 1 stale`.
  var sentence: String {
    var parts: [String] = []
    for word in ["passed", "changed", "new", "failed"] {
      let count = report.count(word)
      if count > 0 || word == "passed" { parts.append("\(count) \(word)") }
    }
    if !report.stale.isEmpty { parts.append("\(report.stale.count) stale") }
    let edits = report.clusters.count
    let suffix = edits > 0 ? ", \(edits) edit\(edits == 1 ? "" : "s")" : ""
    let cases = report.cases.count
    return "\(cases) case\(cases == 1 ? "" : "s"): \(parts.joined(separator: ", "))\(suffix)"
  }

  static func outputs(_ count: Int) -> String { "\(count) output\(count == 1 ? "" : "s")" }

  /// The word for how a cluster's outputs differ.
  static func word(_ kind: String) -> String {
    switch kind {
    case "added": "new"
    case "removed": "gone"
    case "broken": "broken: no longer renders"
    case "mended": "mended: renders again"
    default: "changed"
    }
  }
}
