import ArgumentParser
import Diagnostics
import Snapshots

/// Options that open outputs in a program of the user's.
struct DiffToolOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Open the old and the new form of this output, or of an edit's typical one, in a program.",
      valueName: "what"))
  var diff: [String] = []

  @Option(
    help: ArgumentHelp(
      "The program for that, and for the key t; default: GALLEY_DIFF_TOOL.", valueName: "command"))
  var diffTool: String?

  @Option(
    help: ArgumentHelp(
      "Show both forms of such an output side by side in the browser.", valueName: "what"))
  var open: String?

  func validate() throws {
    if !diff.isEmpty, open != nil { throw ValidationError("--diff and --open exclude each other") }
    guard let diffTool else { return }
    do throws(ToolCommand.Mistake) {
      _ = try ToolCommand(diffTool)
    } catch {
      throw ValidationError("--diff-tool \(error.message)")
    }
  }

  /// Whether outputs are to be opened at once.
  var isAsked: Bool { !diff.isEmpty || open != nil }

  /// Shows an output in the browser, or says where the page is.
  func show(
    _ change: OutputChange, _ workspace: Workspace, _ format: OutputFormat
  ) throws {
    let isOpened = try BrowserPage.show(change, in: workspace)
    switch format {
    case .text:
      Terminal.write((isOpened ? "opened " : "no browser: open ") + BrowserPage.path + "\n")
    case .json:
      let result: JSONOutput = [
        "version": 1, "path": .string(change.path), "page": .string(BrowserPage.path),
        "opened": .bool(isOpened),
      ]
      Terminal.write(result.text(.pretty) + "\n")
    }
  }

  /// Opens the outputs one after the other, each when the one before is closed.
  func compare(
    _ review: PendingReview, _ scopes: [OutputScope], _ host: Host, _ signals: SignalQueue,
    _ format: OutputFormat
  ) throws {
    let changes = try diff.map { try review.output($0, in: scopes) }
    let tool = try DiffTool(diffTool, host, signals)
    var compared: [JSONOutput] = []
    for change in changes {
      // The result in JSON must not be mixed with what the tool prints.
      guard case .ended(let code) = try tool.show(change, toErrors: format == .json) else {
        throw Exit.interrupted
      }
      compared.append(["path": .string(change.path), "exit": .integer(Int(code))])
    }
    guard format == .json else { return }
    let result: JSONOutput = ["version": 1, "compared": .array(compared)]
    Terminal.write(result.text(.pretty) + "\n")
  }
}
