import Snapshots

/// Prints clusters of changed outputs for people: what changed once, then where.
struct DifferencePrinter {
  /// Whether to colour removed and added lines.
  let useColor: Bool
  /// Most lines of differences printed in all.
  let maximumLines: Int
  private var printed = 0

  /// Creates a printer.
  init(useColor: Bool, maximumLines: Int) {
    self.useColor = useColor
    self.maximumLines = maximumLines
  }

  /// Returns the text of all clusters, the difference of each shown on its first output.
  mutating func text(of clusters: [OutputCluster]) -> String {
    let changes = clusters.flatMap(\.changes).map { ($0.path, TestReport.Change($0)) }
    return text(
      of: clusters.map { TestReport.Cluster($0) },
      Dictionary(changes, uniquingKeysWith: { first, _ in first }))
  }

  /// Returns the text of the clusters of a report.
  mutating func text(of report: TestReport) -> String {
    text(of: report.clusters, report.changesByPath)
  }

  private mutating func text(
    of clusters: [TestReport.Cluster], _ changes: [String: TestReport.Change]
  ) -> String {
    var text = ""
    var hidden = 0
    let metrics = ReportMetrics(changes.values)
    for cluster in clusters {
      text += heading(of: cluster, metrics)
      let lines = lines(of: cluster, changes)
      let room = max(maximumLines - printed, 0)
      for line in lines.prefix(room) { text += "  " + line + "\n" }
      hidden += lines.count - min(lines.count, room)
      printed += min(lines.count, room)
      text += members(of: cluster)
    }
    if hidden > 0 { text += "(\(hidden) more lines; --diff-lines shows them)\n" }
    return text
  }

  private func heading(of cluster: TestReport.Cluster, _ metrics: ReportMetrics) -> String {
    let outputs = counted(cluster.outputs.count, "output")
    let what =
      switch cluster.kind {
      case "added": "new"
      case "removed": "gone"
      case "broken": "broken: no longer renders"
      case "mended": "mended: renders again"
      default: "changed"
      }
    let places = cluster.causePlaces.prefix(EditWords.maximumNames)
    let cause = places.isEmpty ? "" : "  " + style(visible(places.joined(separator: ", ")), "2")
    let mark = cluster.outlier == nil ? "" : "  look: few of many"
    var text = style("edit:\(cluster.id)", "1") + "  \(outputs) \(what)\(cause)\(mark)\n"
    if let reason = EditWords.reasons(cluster.reasons, beside: Array(places)) {
      text += style("  changed: \(visible(reason))", "2") + "\n"
    }
    if let words = metrics.words(of: cluster) { text += style("  \(words)", "2") + "\n" }
    if cluster.replacements.first?.new.contains("⟨") == true {
      text += "  \(visible(cluster.title))\n"
    }
    return text
  }

  private func lines(
    of cluster: TestReport.Cluster, _ changes: [String: TestReport.Change]
  ) -> [String] {
    guard let output = cluster.samples.first.map({ cluster.outputs[$0] }) else { return [] }
    var lines = [style(visible(output.path), "36")]
    guard let change = changes[output.path] else { return lines }
    guard cluster.kind == OutputChange.Kind.changed.rawValue else {
      lines.append("\((change.new ?? change.old ?? []).count) bytes")
      return lines
    }
    for hunk in change.difference.hunks(context: 1, at: output.lines) {
      lines.append(style("@@ line \(hunk.newStart)", "2"))
      for line in DifferenceLines.visible(hunk) {
        switch line.kind {
        case .context: lines.append("  " + line.text)
        case .removed: lines.append(style("- " + line.text, "31"))
        case .added: lines.append(style("+ " + line.text, "32"))
        }
      }
    }
    return lines
  }

  private func members(of cluster: TestReport.Cluster) -> String {
    let sample = cluster.samples.first ?? 0
    let rest = cluster.outputs.enumerated().filter { $0.offset != sample }.map(\.element)
    guard !rest.isEmpty else { return "" }
    let shown = rest.prefix(8).map { visible($0.caseID) }
    let more = rest.count > shown.count ? ", … \(rest.count - shown.count) more" : ""
    return "  also: \(shown.joined(separator: ", "))\(more)\n"
  }

  private func visible(_ text: String) -> String { SafeText.visible(text) }

  private func style(_ text: String, _ code: String) -> String {
    useColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
