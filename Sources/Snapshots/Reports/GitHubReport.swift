import Crypto
import Diagnostics

/// A test run as GitHub reads it from a log: annotations by workflow commands, around them the text.
///
/// The text shows rendered output, which could hold commands of its own. It stands between
/// `::stop-commands::TOKEN` and `::TOKEN::`, where GitHub obeys nothing but the token.
struct GitHubReport {
  /// Annotations of one level that GitHub keeps for a step.
  static let maximumOfLevel = 10
  /// Annotations that GitHub keeps for a job.
  static let maximum = 50

  static func text(_ report: TestReport, log: String, below folder: String = "") -> String {
    let token = token(for: log)
    var output = "::stop-commands::\(token)\n"
    output += log
    if !log.isEmpty, log.last != "\n" { output += "\n" }
    output += "::\(token)::\n"
    return output + annotations(ReportFinding.all(report, below: folder)).joined()
  }

  /// Returns a token that does not occur in the text, in any case of its letters.
  ///
  /// It is a digest of the text, so equal runs print equal bytes, and whoever writes the text cannot
  /// put the token in: that would change it. Should it still occur, the next digest is taken.
  static func token(for text: String) -> String {
    let lowered = text.lowercased()
    var seed = Array(text.utf8)
    while true {
      let digest = SHA256.hash(data: seed)
      let token = "galley-" + digest.map { Self.letters($0) }.joined()
      if !lowered.contains(token) { return token }
      seed = Array(digest)
    }
  }

  private static func letters(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return byte < 16 ? "0" + digits : digits
  }

  /// One command for each finding, the worst first, as many as GitHub shows.
  static func annotations(_ findings: [ReportFinding]) -> [String] {
    var commands: [String] = []
    for level in ReportFinding.Level.allCases {
      let some = findings.filter { $0.level == level }
      let room = min(maximumOfLevel, maximum - commands.count)
      guard room > 0, !some.isEmpty else { continue }
      let isCut = some.count > room
      // The last place says how many there are more.
      commands += some.prefix(isCut ? room - 1 : room).map(command)
      guard isCut else { continue }
      let rest = some.count - room + 1
      let message = "\(rest) more findings of this level; the log lists all"
      commands.append(
        "::\(name(level)) title=galley test::\(GitHubReporter.escapedData(message))\n")
    }
    return commands
  }

  private static func command(_ finding: ReportFinding) -> String {
    let place = finding.place
    var properties = [
      "file=\(GitHubReporter.escapedProperty(place.path))", "line=\(place.line)",
      "endLine=\(place.endLine)",
    ]
    // Columns are only allowed when the place lies on one line.
    if place.line == place.endLine, place.endColumn > place.column {
      properties.append("col=\(place.column)")
      properties.append("endColumn=\(place.endColumn)")
    }
    properties.append("title=\(GitHubReporter.escapedProperty(finding.rule.name))")
    let list = properties.joined(separator: ",")
    return "::\(name(finding.level)) \(list)::\(GitHubReporter.escapedData(finding.message))\n"
  }

  private static func name(_ level: ReportFinding.Level) -> String {
    switch level {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  }
}
