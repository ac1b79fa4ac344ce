/// A test run as Markdown, for GitHub's job summary or a comment in a review.
package struct MarkdownReport {
  /// Bytes that GitHub takes for the summary of one step.
  static let maximumBytes = 1_048_576
  /// Most lines of the difference of one edit.
  static let maximumLines = 40
  /// Most paths listed for one edit.
  static let maximumPaths = 50

  static func text(_ report: TestReport, maximumBytes: Int = maximumBytes) -> String {
    var output = heading(report)
    let changes = report.changesByPath
    let metrics = ReportMetrics(report.changes)
    var blocks: [String] = []
    for cluster in pinned(report.clusters) { blocks.append(block(cluster, changes, metrics)) }
    let errors = report.problems.filter { $0.severity == "error" }
    if !errors.isEmpty { blocks.insert(problems(errors), at: 0) }
    if !report.stale.isEmpty { blocks.append(stale(report.stale)) }
    if let coverage = report.coverage { blocks.append(Self.coverage(coverage)) }
    if let visual = report.visual, visual.isFailure { blocks.append(pictures(visual)) }
    // Room for the sentence that says what is missing.
    let room = maximumBytes - 200
    for (index, block) in blocks.enumerated() {
      guard output.utf8.count + block.utf8.count <= room else {
        return output + "\n… \(blocks.count - index) more sections are left out: "
          + "the summary would be too large.\n"
      }
      output += block
    }
    return output
  }

  private static func pinned(_ clusters: [TestReport.Cluster]) -> [TestReport.Cluster] {
    clusters.filter { $0.outlier != nil } + clusters.filter { $0.outlier == nil }
  }

  private static func heading(_ report: TestReport) -> String {
    var output = "### galley test: \(ReportCounts(report).sentence)\n\n"
    output += "| cases | passed | changed | new | failed | stale |\n"
    output += "|---:|---:|---:|---:|---:|---:|\n"
    let counts = ["passed", "changed", "new", "failed"].map { String(report.count($0)) }
    let cells = [String(report.cases.count)] + counts + [String(report.stale.count)]
    output += "| \(cells.joined(separator: " | ")) |\n\n"
    if let reason = report.interruption { output += "**Not complete:** \(escaped(reason))\n\n" }
    return output
  }

  private static func block(
    _ cluster: TestReport.Cluster, _ changes: [String: TestReport.Change], _ metrics: ReportMetrics
  ) -> String {
    let count = cluster.paths.count
    var output = "**edit:\(cluster.id)** — \(ReportCounts.outputs(count)) "
    output += ReportCounts.word(cluster.kind)
    if let cause = cluster.places.first {
      output += ", cause \(code("\(cause.path):\(cause.line)"))"
    }
    if let reason = cluster.reasons.first { output += ", changed: \(escaped(reason.words))" }
    output += "\n\n"
    if let outlier = cluster.outlier { output += "Look first: \(escaped(outlier)).\n\n" }
    if let words = metrics.words(of: cluster) { output += "\(escaped(words))\n\n" }
    if cluster.kind == "changed", let change = cluster.paths.first.flatMap({ changes[$0] }) {
      output += fenced(ReportText.difference(change, limit: maximumLines)) + "\n"
    }
    output += "<details><summary>outputs</summary>\n\n"
    for path in cluster.paths.prefix(maximumPaths) { output += "- \(code(path))\n" }
    if count > maximumPaths { output += "- … \(count - maximumPaths) more\n" }
    return output + "\n</details>\n\n`galley review --accept edit:\(cluster.id)`\n\n"
  }

  private static func problems(_ problems: [TestReport.Problem]) -> String {
    var output = "**\(problems.count) error\(problems.count == 1 ? "" : "s")**\n\n"
    for problem in problems.prefix(100) {
      let place = problem.place.map { code("\($0.path):\($0.line):\($0.column)") + ": " } ?? ""
      output += "- \(place)\(escaped(problem.message)) (\(code(problem.code)))\n"
    }
    if problems.count > 100 { output += "- … \(problems.count - 100) more\n" }
    return output + "\n"
  }

  private static func stale(_ paths: [String]) -> String {
    var output = "**\(paths.count) stale**, `galley test --update` removes them\n\n"
    for path in paths.prefix(100) { output += "- \(code(path))\n" }
    if paths.count > 100 { output += "- … \(paths.count - 100) more\n" }
    return output + "\n"
  }

  private static func coverage(_ coverage: TestReport.Coverage) -> String {
    let text = "coverage: \(coverage.sentence)"
    var output = coverage.isTooLow ? "**\(text)**\n\n" : "\(text)\n\n"
    let missed = coverage.missedLines
    for line in missed.prefix(100) { output += "- \(code(line))\n" }
    if missed.count > 100 { output += "- … \(missed.count - 100) more\n" }
    return missed.isEmpty ? output : output + "\n"
  }

  private static func pictures(_ visual: TestReport.Visual) -> String {
    var output = "**\(escaped(visual.sentence))**\n\n"
    for picture in visual.failures.prefix(100) {
      output += "- \(code(picture.path)): \(escaped(picture.sentence))\n"
    }
    return output + "\n"
  }

  /// A fence longer than any run of backticks inside, so that output cannot break out of it.
  static func fenced(_ lines: [String]) -> String {
    let fence = String(repeating: "`", count: max(3, longestRun(lines.joined()) + 1))
    return "\(fence)diff\n\(lines.joined(separator: "\n"))\n\(fence)\n"
  }

  /// A span of code that holds the text whatever backticks are in it.
  package static func code(_ text: String) -> String {
    let shown = ReportText.visible(text, limit: 1_000)
    let marks = String(repeating: "`", count: longestRun(shown) + 1)
    let space = shown.hasPrefix("`") || shown.hasSuffix("`") ? " " : ""
    return marks + space + shown + space + marks
  }

  private static func longestRun(_ text: String) -> Int {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  /// Text in which nothing is Markdown or HTML.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in ReportText.visible(text, limit: 1_000).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "!", "@":
        result += "&#\(scalar.value);"
      case "\t": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
