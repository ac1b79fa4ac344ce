import Diagnostics
import Snapshots

/// What waits for review, or what was decided, as text or JSON.
struct ReviewReport {
  let review: PendingReview
  /// The outputs that are told; none for all.
  let scopes: [OutputScope]
  let global: GlobalOptions
  let diffLines: Int

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
      if items.isEmpty { return Terminal.write("nothing waits for review\n") }
      var printer = DifferencePrinter(
        useColor: global.color.isOn(Terminal.outputHasColour), maximumLines: diffLines)
      Terminal.write(printer.text(of: clusters))
      Terminal.write("\(items.count) wait: --accept WHAT, --reject WHAT, --accept-all\n")
    case .json:
      let result: JSONOutput = [
        "version": 1, "edits": .array(clusters.map(\.json)),
        "items": .array(
          items.map { ["path": .string($0.path), "kind": .string($0.kind.rawValue)] }),
      ]
      Terminal.write(result.text(.pretty) + "\n")
    }
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
