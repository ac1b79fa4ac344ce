import Diagnostics
import Snapshots

/// What waits for review, or what was decided, as text or JSON.
struct ReviewReport {
  let review: PendingReview
  /// The outputs that are told; none for all.
  let scopes: [OutputScope]
  /// The edits that are accepted already.
  let accepted: AcceptedEdits
  let global: GlobalOptions
  let diffLines: Int

  /// Most edits that are named as what another one waits for.
  private static let maximumNames = 3

  private var clusters: [OutputCluster] {
    scopes.isEmpty ? review.clusters : review.clusters.compactMap { $0.narrowed(to: scopes) }
  }

  private var items: [PendingSnapshots.Item] {
    guard case .outputs(let items)? = review.narrowed(review.everything, to: scopes) else {
      return []
    }
    return items
  }

  /// Writes what waits.
  func write(as format: OutputFormat) {
    switch format {
    case .text:
      if items.isEmpty { return Terminal.write(Self.nothing) }
      var printer = DifferencePrinter(
        useColor: global.color.isOn(Terminal.outputHasColour), maximumLines: diffLines)
      Terminal.write(printer.text(of: clusters) + acceptedText)
      Terminal.write("\(items.count) wait: --accept WHAT, --reject WHAT, --accept-all\n")
    case .json:
      let clusters = clusters
      let metrics = ReportMetrics(clusters)
      let result: JSONOutput = [
        "version": 1, "edits": .array(clusters.map { json($0, metrics) }),
        "items": .array(
          items.map { ["path": .string($0.path), "kind": .string($0.kind.rawValue)] }),
      ]
      Terminal.write(result.text(.pretty) + "\n")
    }
  }

  /// Writes that there was nothing to decide about.
  func writeNothing(as format: OutputFormat) {
    switch format {
    case .text: Terminal.write(Self.nothing)
    case .json: write(.nothing, as: format)
    }
  }

  private static let nothing = "nothing waits for review\n"

  /// Which edits are decided, though their outputs are listed.
  private var acceptedText: String {
    var text = ""
    for cluster in clusters {
      guard let others = accepted.waitsFor[cluster.id] else { continue }
      let names = others.prefix(Self.maximumNames).map { "edit:\($0)" }.joined(separator: ", ")
      let more = others.count - min(others.count, Self.maximumNames)
      text += "edit:\(cluster.id) is accepted: \(counted(cluster.changes.count, "output")) waiting"
      text += names.isEmpty ? "" : " for \(names)"
      text += more > 0 ? ", … \(more) more\n" : "\n"
    }
    return text
  }

  private func json(_ cluster: OutputCluster, _ metrics: ReportMetrics) -> JSONOutput {
    let json = cluster.json(metrics)
    guard case .object(let members) = json else { return json }
    let others = accepted.waitsFor[cluster.id]
    return .object(
      members + [
        (key: "accepted", value: .bool(others != nil)),
        (key: "waitsFor", value: .array((others ?? []).map { .string($0) })),
      ])
  }

  /// Writes what was decided.
  func write(_ result: ReviewResult, as format: OutputFormat) {
    switch format {
    case .text:
      let waiting =
        result.waiting.isEmpty ? "" : " (\(result.waiting.count) wait for another of their edits)"
      Terminal.write(
        "accepted \(result.accepted.count), rejected \(result.rejected.count), "
          + "\(result.left) left\(waiting)\n")
    case .json:
      let value: JSONOutput = [
        "version": 1, "accepted": .array(result.accepted.map { .string($0) }),
        "rejected": .array(result.rejected.map { .string($0) }),
        "waiting": .array(result.waiting.map { .string($0) }), "left": .integer(result.left),
      ]
      Terminal.write(value.text(.pretty) + "\n")
    }
  }
}
