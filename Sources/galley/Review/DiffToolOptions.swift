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

  func validate() throws {
    guard let diffTool else { return }
    do throws(ToolCommand.Mistake) {
      _ = try ToolCommand(diffTool)
    } catch {
      throw ValidationError("--diff-tool \(error.message)")
    }
  }

  /// Whether outputs are to be opened at once.
  var isAsked: Bool { !diff.isEmpty }

  /// Opens the outputs one after the other, each when the one before is closed.
  func compare(
    _ review: PendingReview, _ host: Host, _ signals: SignalQueue, _ format: OutputFormat
  ) throws {
    let changes = try diff.map { try change($0, review) }
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

  /// The one output that a word names; of an edit the typical one.
  private func change(_ word: String, _ review: PendingReview) throws -> OutputChange {
    let choice = try review.required(word)
    if case .edit(let cluster) = choice, let sample = cluster.samples.first {
      return cluster.changes[sample]
    }
    guard choice.paths.count == 1, let change = choice.paths.first.flatMap(review.change) else {
      throw CommandFailure(
        "'\(word)' names \(choice.paths.count) outputs, and a diff tool takes one",
        hints: ["name one of them, such as \(choice.paths.first ?? word), or an edit"])
    }
    return change
  }
}

extension PendingReview {
  /// Returns what a word names; one that names nothing is an error that suggests the nearest.
  func required(_ word: String) throws -> ReviewChoice {
    guard let choice = try choice(word) else {
      let near = NearestName.suggest(word, among: names)
      throw ReviewError(
        .unmatched, "nothing that waits matches '\(word)'",
        hints: near.map { ["did you mean '\($0)'?"] } ?? ["run 'galley review' to see what waits"])
    }
    return choice
  }
}
