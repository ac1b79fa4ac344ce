import Diagnostics

/// A test run as GitLab's code quality report: one entry for each finding.
struct GitLabReport {
  static func text(_ report: TestReport, below folder: String = "") -> String {
    var seen: [String: Int] = [:]
    var entries: [JSONOutput] = []
    for finding in ReportFinding.all(report, below: folder) {
      // GitLab takes entries of one fingerprint for one.
      var fingerprint = finding.fingerprint
      seen[fingerprint, default: 0] += 1
      if let count = seen[fingerprint], count > 1 { fingerprint += "-\(count)" }
      entries.append([
        "description": .string(finding.message), "check_name": .string(finding.rule.name),
        "fingerprint": .string(fingerprint), "severity": .string(severity(finding)),
        "location": [
          "path": .string(finding.place.path),
          "lines": [
            "begin": .integer(finding.place.line), "end": .integer(finding.place.endLine),
          ],
        ],
      ])
    }
    return JSONOutput.array(entries).text(.pretty) + "\n"
  }

  private static func severity(_ finding: ReportFinding) -> String {
    switch (finding.level, finding.rule) {
    case (.note, _): "info"
    case (.warning, _), (_, .snapshotNew), (_, .snapshotStale): "minor"
    case (.error, .snapshotChanged): "major"
    case (.error, _): "critical"
    }
  }
}
