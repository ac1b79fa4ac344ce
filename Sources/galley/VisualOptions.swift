import ArgumentParser
import Snapshots
import Visual

/// Which messages pictures are taken of.
enum VisualChoice: String, ExpressibleByArgument, CaseIterable {
  /// Those whose text has changed, and those without a baseline.
  case changed
  /// All.
  case all
}

/// Options about pictures of messages.
struct VisualOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Take pictures of HTML messages with Chromium and compare them: of changed ones, or of all.",
      discussion: "A bare --visual is --visual=changed. Skipped where there is no Chromium.",
      valueName: "changed|all"))
  var visual: VisualChoice?

  @Option(help: ArgumentHelp("The Chromium to use.", valueName: "program"))
  var visualBrowser: String?

  @Option(
    help: ArgumentHelp(
      "Where baselines are kept, instead of .galley/visual.", valueName: "folder"))
  var visualBaselines: String?

  @Option(
    help: ArgumentHelp(
      "Write old, new and difference of each picture here, under CI, too.", valueName: "folder"))
  var visualImages: String?

  @Option(help: ArgumentHelp("How long all pictures may take.", valueName: "seconds"))
  var visualSeconds = 300

  @Flag(help: "Run Chromium without its sandbox: root and some containers have none.")
  var visualNoSandbox = false

  func validate() throws {
    guard (1...86_400).contains(visualSeconds) else {
      throw ValidationError("--visual-seconds must lie between 1 and 86400")
    }
    let others = [visualBrowser, visualBaselines, visualImages].contains { $0 != nil }
    guard visual != nil || !others && !visualNoSandbox else {
      throw ValidationError("options about pictures need --visual")
    }
  }
}
