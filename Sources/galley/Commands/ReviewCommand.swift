import ArgumentParser
import Content
import Diagnostics
import Snapshots

/// `galley review`: accept or reject what waits.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Accept or reject pending snapshots.",
    discussion: """
      'galley test' leaves changed, new and stale outputs in .galley/pending.
      Without an option this lists them, grouped by the same edit. WHAT is an
      edit (edit:3f9a21bc), a path of snapshots/, or a template.

      EXAMPLES
        galley review                              what waits
        galley review --accept edit:3f9a21bc       one edit, everywhere
        galley review --accept cart-sms            all of one template
        galley review --reject snapshots/email/cart-reminder/gold-anna.html
        galley review --accept-all
      """)

  @Option(help: ArgumentHelp("Store these outputs.", valueName: "what"))
  var accept: [String] = []

  @Option(help: ArgumentHelp("Forget these outputs; the snapshots stay.", valueName: "what"))
  var reject: [String] = []

  @Flag(help: "Store everything that waits.")
  var acceptAll = false

  @Flag(help: "Forget everything that waits.")
  var rejectAll = false

  @Option(help: "text or json.")
  var format: OutputFormat = .text

  @Option(help: "Most lines of differences to print.")
  var diffLines = 300

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if acceptAll, rejectAll {
      throw ValidationError("--accept-all and --reject-all exclude each other")
    }
  }

  func run() throws {
    let workspace = try Workspace.open(global)
    let pending = PendingSnapshots(root: workspace.root)
    let review = try PendingReview(pending)
    let accepted = acceptAll ? review.items : try accept.flatMap { try choose($0, review) }
    let rejected = rejectAll ? review.items : try reject.flatMap { try choose($0, review) }
    if let both = accepted.first(where: { rejected.contains($0) }) {
      throw CommandFailure("'\(both.path)' is both accepted and rejected")
    }
    let decides = acceptAll || rejectAll || !accept.isEmpty || !reject.isEmpty
    try pending.accept(accepted)
    for item in rejected { try pending.reject(item) }
    guard decides else { return write(review) }
    let left = review.items.count - accepted.count - rejected.count
    switch format {
    case .text:
      Terminal.write(
        "accepted \(accepted.count), rejected \(rejected.count), \(left) left\n")
    case .json:
      let result: JSONOutput = [
        "version": 1, "accepted": .array(accepted.map { .string($0.path) }),
        "rejected": .array(rejected.map { .string($0.path) }), "left": .integer(left),
      ]
      Terminal.write(result.text(.pretty) + "\n")
    }
  }

  private func choose(_ word: String, _ review: PendingReview) throws -> [PendingSnapshots.Item] {
    let items = review.items(matching: word)
    guard items.isEmpty else { return items }
    let near = NearestName.suggest(word, among: review.names)
    throw CommandFailure(
      "nothing that waits matches '\(word)'",
      hints: near.map { ["did you mean '\($0)'?"] } ?? ["run 'galley review' to see what waits"])
  }

  private func write(_ review: PendingReview) {
    switch format {
    case .text:
      if review.items.isEmpty { return Terminal.write("nothing waits for review\n") }
      var printer = DifferencePrinter(
        useColor: global.color.isOn(Terminal.outputHasColour), maximumLines: diffLines)
      Terminal.write(printer.text(of: review.clusters))
      for item in review.items where item.kind == .stale {
        Terminal.write("stale  \(item.path)\n")
      }
      Terminal.write("\(review.items.count) wait: --accept WHAT, --reject WHAT, --accept-all\n")
    case .json:
      let result: JSONOutput = [
        "version": 1, "edits": .array(review.clusters.map(\.json)),
        "items": .array(
          review.items.map { ["path": .string($0.path), "kind": .string($0.kind.rawValue)] }),
      ]
      Terminal.write(result.text(.pretty) + "\n")
    }
  }
}
