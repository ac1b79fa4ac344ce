import Diagnostics

/// A test run as SARIF 2.1.0: one result for each finding, at the line of the content it comes from.
///
/// A check of a pull request shows a result only if its lines are in the difference: the template's
/// line is, that of a snapshot often is not.
struct SARIFReport {
  /// What GitHub's code scanning takes in one run.
  struct Limits {
    /// Most results; the worst are kept, of which GitHub shows 5,000.
    var results = 25_000
    /// Most further places of one result.
    var locations = 1_000
    /// Most bytes: 10 MB compressed are allowed, and text never grows by compression.
    var bytes = 10_000_000
  }

  static func text(
    _ report: TestReport, limits: Limits = Limits(), below folder: String = ""
  ) -> String {
    let findings = ReportFinding.all(report, below: folder)
    var rules: [DiagnosticCode] = []
    for finding in findings where !rules.contains(finding.rule) { rules.append(finding.rule) }
    rules.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    var results: [JSONOutput] = []
    var room = limits.bytes - 4_000 - rules.reduce(0) { $0 + rule($1).bytes().count }
    var fingerprints: [String: Int] = [:]
    for finding in findings.prefix(limits.results) {
      fingerprints[finding.fingerprint, default: 0] += 1
      let index = rules.firstIndex(of: finding.rule) ?? 0
      let occurrence = fingerprints[finding.fingerprint] ?? 1
      let value = result(finding, index, occurrence, limits)
      room -= value.bytes().count + 1
      guard room > 0 else { break }
      results.append(value)
    }
    let run: JSONOutput = [
      "tool": [
        "driver": [
          "name": "galley", "version": .string(report.version),
          "rules": .array(rules.map(rule)),
        ]
      ],
      "automationDetails": ["id": "galley/test/"], "columnKind": "unicodeCodePoints",
      "invocations": .array([
        invocation(omitted: findings.count - results.count, report.interruption)
      ]),
      "results": .array(results),
    ]
    let log: JSONOutput = [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
      "runs": .array([run]),
    ]
    return log.text() + "\n"
  }

  private static func invocation(omitted: Int, _ interruption: String?) -> JSONOutput {
    var notes: [JSONOutput] = []
    if omitted > 0 {
      notes.append([
        "level": "warning",
        "message": ["text": "\(omitted) less severe findings are left out of this file"],
      ])
    }
    if let interruption {
      notes.append(["level": "error", "message": ["text": .string(interruption)]])
    }
    return .members([
      (key: "executionSuccessful", value: .bool(interruption == nil)),
      (key: "toolExecutionNotifications", value: notes.isEmpty ? nil : .array(notes)),
    ])
  }

  private static func rule(_ code: DiagnosticCode) -> JSONOutput {
    let summary: JSONOutput = ["text": .string(code.summary)]
    return [
      "id": .string(code.name), "shortDescription": summary, "fullDescription": summary,
      "help": ["text": "docs/diagnostics.md says more about \(code.name)."],
    ]
  }

  private static func result(
    _ finding: ReportFinding, _ ruleIndex: Int, _ occurrence: Int, _ limits: Limits
  ) -> JSONOutput {
    let related = finding.paths.prefix(limits.locations).map { path -> JSONOutput in
      [
        "physicalLocation": location(TestReport.Place(path: path)),
        "message": ["text": "a stored output"],
      ]
    }
    return .members([
      (key: "ruleId", value: .string(finding.rule.name)),
      (key: "ruleIndex", value: .integer(ruleIndex)),
      (key: "level", value: .string(level(finding.level))),
      (key: "message", value: ["text": .string(finding.message)]),
      (key: "locations", value: [["physicalLocation": location(finding.place)]]),
      (key: "relatedLocations", value: related.isEmpty ? nil : .array(related)),
      (
        key: "partialFingerprints",
        value: ["primaryLocationLineHash": .string("\(finding.fingerprint):\(occurrence)")]
      ),
    ])
  }

  private static func location(_ place: TestReport.Place) -> JSONOutput {
    [
      "artifactLocation": ["uri": .string(SARIFReporter.uri(place.path))],
      "region": [
        "startLine": .integer(place.line), "startColumn": .integer(place.column),
        "endLine": .integer(place.endLine), "endColumn": .integer(place.endColumn),
      ],
    ]
  }

  private static func level(_ level: ReportFinding.Level) -> String {
    switch level {
    case .error: "error"
    case .warning: "warning"
    case .note: "note"
    }
  }
}
