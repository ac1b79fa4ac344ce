import ArgumentParser
import Checks
import Content
import Diagnostics
import GitStore
import Rendering
import Snapshots

/// `galley diff`: what changed between two versions, in the files and in what customers see.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what changed between two versions: files, schemas and rendered output.",
    discussion: """
      Renders every case of both versions and compares the outputs, grouped by
      the same edit. Of each changed schema it says whom the change breaks, with
      a counterexample, and which lines of templates read what is gone; what
      cannot be decided is 'unknown'. Without B the second version is the files on disk;
      without A the first is the last commit.

      EXAMPLES
        galley diff                     the last commit against the files on disk
        galley diff main                against another branch
        galley diff v1.2 v1.3           two releases
        galley diff main --format markdown   for a pull request
        galley diff main --format html > diff.html   the messages side by side
        galley diff --exit-code         exit 1 when something differs
        galley diff main --fail-on-breaking   exit 1 when a schema breaks someone
      """)

  /// How the difference is printed.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case markdown
    case html
  }

  @Argument(help: "The old version; default: the last commit.")
  var old: String?

  @Argument(help: "The new version; default: the files on disk.")
  var new: String?

  @Flag(help: "Compare with what is staged for the next commit.")
  var staged = false

  @Flag(help: "Exit with 1 when something differs.")
  var exitCode = false

  @Flag(help: "Exit with 1 when a schema breaks someone, or when that is unknown.")
  var failOnBreaking = false

  @Option(help: "text, json, markdown or html.")
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
    let old = CompiledProject(try project(oldSource, printer))
    let new = CompiledProject(try project(newSource, printer))
    let schemas = SchemaDifferenceReport(
      SchemaDifference(old: old, new: new, changed: Set(files.map(\.path))),
      policy: new.project.settings.schemaChanges)
    let newSide = try side(new, printer)
    let difference = RenderedDifference(old: try side(old, printer), new: newSide)
    printer.writeAside(difference.diagnostics)
    let report = DifferenceReport(
      files: files, schemas: schemas, rendered: difference,
      useColor: format == .text && global.color.isOn(Terminal.outputHasColour),
      diffLines: diffLines)
    switch format {
    case .text: Terminal.write(report.text)
    case .json: Terminal.write(report.json.text(.pretty) + "\n")
    case .markdown: Terminal.write(report.markdown)
    case .html:
      Terminal.write(
        TestReport(
          difference, new: (new.project, newSide.cases.cases),
          version: GalleyVersion.current
        ).differencePage)
    }
    let differs = !files.isEmpty || !schemas.isEmpty || !difference.clusters.isEmpty
    let isBroken = schemas.breaks || schemas.isUndecided
    if (exitCode && (differs || isBroken)) || (failOnBreaking && isBroken) { throw Exit.findings }
  }

  private func project(
    _ source: any ContentSource, _ printer: ProblemPrinter
  ) throws -> Project {
    try Workspace.usableProject(from: source, printer: printer).project
  }

  private func side(
    _ compiled: CompiledProject, _ printer: ProblemPrinter
  ) throws -> (renderer: Renderer, cases: CaseMatrix) {
    (Renderer(compiled), try Workspace.cases(of: compiled.project, printer: printer))
  }
}
