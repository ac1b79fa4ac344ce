import ArgumentParser
import Content
import Diagnostics
import GitStore
import Rendering
import Snapshots

/// `galley diff`: what changed between two versions, in the files and in what customers see.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what changed between two versions: files and rendered output.",
    discussion: """
      Renders every case of both versions and compares the outputs, grouped by
      the same edit. Without B the second version is the files on disk;
      without A the first is the last commit.

      EXAMPLES
        galley diff                     the last commit against the files on disk
        galley diff main                against another branch
        galley diff v1.2 v1.3           two releases
        galley diff main --format markdown   for a pull request
        galley diff --exit-code         exit 1 when something differs
      """)

  /// How the difference is printed.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case markdown
  }

  @Argument(help: "The old version; default: the last commit.")
  var old: String?

  @Argument(help: "The new version; default: the files on disk.")
  var new: String?

  @Flag(help: "Compare with what is staged for the next commit.")
  var staged = false

  @Flag(help: "Exit with 1 when something differs.")
  var exitCode = false

  @Option(help: "text, json or markdown.")
  var format: Format = .text

  @Option(help: "Most lines of differences to print.")
  var diffLines = 300

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if new != nil, staged { throw ValidationError("--staged excludes a second version") }
  }

  func run() throws {
    let workspace = try Workspace.open(global)
    let newVersion: ContentVersion = new.map { .revision($0) } ?? (staged ? .staged : .workTree)
    let oldSource = try workspace.source(.revision(old ?? "HEAD"))
    let newSource = try workspace.source(newVersion)
    let files = try FileChange.changes(from: oldSource, to: newSource)
    let printer = ProblemPrinter(global: global)
    let difference = RenderedDifference(
      old: try side(oldSource, printer), new: try side(newSource, printer))
    printer.writeAside(difference.diagnostics)
    let report = DifferenceReport(
      files: files, rendered: difference,
      useColor: format == .text && global.color.isOn(Terminal.outputHasColour),
      diffLines: diffLines)
    switch format {
    case .text: Terminal.write(report.text)
    case .json: Terminal.write(report.json.text(.pretty) + "\n")
    case .markdown: Terminal.write(report.markdown)
    }
    let differs = !files.isEmpty || !difference.clusters.isEmpty
    if exitCode, differs { throw Exit.findings }
  }

  private func side(
    _ source: any ContentSource, _ printer: ProblemPrinter
  ) throws -> (renderer: Renderer, cases: CaseMatrix) {
    let (project, _) = try Workspace.usableProject(from: source, printer: printer)
    return (Renderer(CompiledProject(project)), CaseMatrix(project))
  }
}
