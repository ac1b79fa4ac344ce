import Content
import Diagnostics
import Snapshots

/// The difference of two versions, printed for people, programs and pull requests.
struct DifferenceReport {
  let files: [FileChange]
  let schemas: SchemaDifferenceReport
  let rendered: RenderedDifference
  /// What the difference is narrowed to.
  let selector: ChangeSelector?
  let useColor: Bool
  let diffLines: Int

  /// Files first, then schemas, then what customers see.
  var text: String {
    if files.isEmpty, schemas.isEmpty, rendered.clusters.isEmpty {
      return "no differences\(narrowed)\n"
    }
    var text = ""
    for file in files where !isSnapshot(file) {
      text += "\(mark(file.kind)) \(SafeText.visible(file.path))\n"
    }
    let snapshots = files.count(where: isSnapshot)
    if snapshots > 0 { text += "  \(counted(snapshots, "snapshot"))\n" }
    if !text.isEmpty { text += "\n" }
    text += schemas.text
    var printer = DifferencePrinter(useColor: useColor, maximumLines: diffLines)
    text += printer.text(of: rendered.clusters)
    return text + summary + "\n"
  }

  /// What a reviewer reads in a pull request.
  var markdown: String {
    var text = "### \(summary)\n\n"
    let metrics = ReportMetrics(rendered.clusters)
    for cluster in rendered.clusters {
      let count = cluster.changes.count
      text += "**edit:\(cluster.id)** — \(counted(count, "output"))"
      text += " \(cluster.kind.rawValue)\n\n"
      if let words = metrics.words(of: TestReport.Cluster(cluster)) { text += "\(words)\n\n" }
      if cluster.kind == .changed {
        text += fenced(cluster) + "\n"
      }
      text += "<details><summary>outputs</summary>\n\n"
      for change in cluster.changes.prefix(100) {
        text += "- \(MarkdownReport.code(change.path))\n"
      }
      if count > 100 { text += "- … \(count - 100) more\n" }
      text += "\n</details>\n\n"
    }
    text += schemas.markdown
    let content = files.filter { !isSnapshot($0) }
    if !content.isEmpty {
      text += "| file | change |\n|---|---|\n"
      for file in content {
        // A bar ends a cell of a table even inside of code.
        let path = MarkdownReport.code(file.path).replacing("|", with: "\\|")
        text += "| \(path) | \(file.kind.rawValue) |\n"
      }
    }
    return text
  }

  /// `--format json`, described by schemas/output/diff.schema.json.
  var json: JSONOutput {
    let metrics = ReportMetrics(rendered.clusters)
    return [
      "version": 1,
      "selectors": .array((selector?.words ?? []).map { .string($0) }),
      "files": .array(
        files.map { file in
          let kind = ContentLayout.kind(of: file.path)
          return [
            "path": .string(file.path), "change": .string(file.kind.rawValue),
            "kind": kind.map { .string($0.kind) } ?? .null,
            "id": kind?.id.map { .string($0) } ?? .null,
          ]
        }),
      "schemas": schemas.json,
      "cases": [
        "changed": .integer(rendered.changedCases), "unchanged": .integer(rendered.unchangedCases),
      ],
      "edits": .array(rendered.clusters.map { $0.json(metrics) }),
    ]
  }

  private var summary: String {
    let edits = rendered.clusters.count
    guard edits > 0 else {
      return "no customer sees a difference: \(counted(rendered.unchangedCases, "case")) the same"
        + narrowed
    }
    let total = rendered.changedCases + rendered.unchangedCases
    return "\(counted(edits, "edit")): \(rendered.changedCases) of \(counted(total, "case")) differ"
      + narrowed
  }

  private var narrowed: String {
    selector.map { " (\($0.words.joined(separator: " ")))" } ?? ""
  }

  private func isSnapshot(_ file: FileChange) -> Bool {
    file.path.hasPrefix(SnapshotFiles.folder + "/")
  }

  private func mark(_ kind: FileChange.Kind) -> String {
    switch kind {
    case .added: "A"
    case .removed: "D"
    case .modified: "M"
    }
  }

  /// A fence longer than any run of backticks inside, so that output cannot break out of it.
  private func fenced(_ cluster: OutputCluster) -> String {
    let hunks = cluster.hunks(ofOutput: cluster.samples.first ?? 0, context: 1)
    let lines = hunks.flatMap(\.lines).prefix(40).map { line in
      let sign =
        switch line.kind {
        case .context: " "
        case .removed: "-"
        case .added: "+"
        }
      return sign + ReportText.visible(line.text)
    }
    var fence = "```"
    while lines.contains(where: { $0.contains(fence) }) { fence += "`" }
    return "\(fence)diff\n\(lines.joined(separator: "\n"))\n\(fence)\n"
  }
}
