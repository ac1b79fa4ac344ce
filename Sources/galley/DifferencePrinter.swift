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
    var text = ""
    var hidden = 0
    for cluster in clusters {
      text += heading(of: cluster)
      let lines = lines(of: cluster)
      let room = max(maximumLines - printed, 0)
      for line in lines.prefix(room) { text += "  " + line + "\n" }
      hidden += lines.count - min(lines.count, room)
      printed += min(lines.count, room)
      text += members(of: cluster)
    }
    if hidden > 0 { text += "(\(hidden) more lines; --diff-lines shows them)\n" }
    return text
  }

  private func heading(of cluster: OutputCluster) -> String {
    let count = cluster.changes.count
    let outputs = counted(count, "output")
    let what =
      switch cluster.kind {
      case .changed: "changed"
      case .added: "new"
      case .removed: "gone"
      case .broken: "broken: no longer renders"
      case .mended: "mended: renders again"
      }
    // Causes of one line may differ in the data that was printed there.
    var seen: Set<String> = []
    let places = cluster.causes.map(\.place).filter { seen.insert($0).inserted }.prefix(3)
    let cause = places.isEmpty ? "" : "  " + style(places.joined(separator: ", "), "2")
    let mark = cluster.isOutlier ? "  look: few of many" : ""
    var text = style("edit:\(cluster.id)", "1") + "  \(outputs) \(what)\(cause)\(mark)\n"
    if let reason = cluster.reasonText { text += style("  changed: \(reason)", "2") + "\n" }
    if let replacement = cluster.key?.replacement, replacement.new.contains("⟨") {
      text += "  \(SafeText.visible(cluster.title))\n"
    }
    return text
  }

  private func lines(of cluster: OutputCluster) -> [String] {
    guard let index = cluster.samples.first else { return [] }
    let change = cluster.changes[index]
    var lines = [style(change.path, "36")]
    guard change.kind == .changed else {
      let bytes = change.new ?? change.old ?? []
      lines.append("\(bytes.count) bytes")
      return lines
    }
    for hunk in cluster.hunks(ofOutput: index, context: 1) {
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

  private func members(of cluster: OutputCluster) -> String {
    let sample = cluster.samples.first ?? 0
    let rest = cluster.changes.enumerated().filter { $0.offset != sample }.map(\.element)
    guard !rest.isEmpty else { return "" }
    let shown = rest.prefix(8).map(\.caseID)
    let more = rest.count > shown.count ? ", … \(rest.count - shown.count) more" : ""
    return "  also: \(shown.joined(separator: ", "))\(more)\n"
  }

  private func style(_ text: String, _ code: String) -> String {
    useColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
