import ArgumentParser
import Checks
import Content
import Diagnostics
import GitStore
import Rendering
import Snapshots

extension BreakingCategory: ExpressibleByArgument {}

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
      without A the first is the last commit. With changed:KIND only files of that
      kind are shown, and the outputs of cases that depend on one of them.

      EXAMPLES
        galley diff                     the last commit against the files on disk
        galley diff main                against another branch
        galley diff v1.2 v1.3           two releases
        galley diff main changed:fragment    what changed fragments reach
        galley diff main --format markdown   for a pull request
        galley diff main --format html > diff.html   the messages side by side
        galley diff --exit-code         exit 1 when something differs
        galley diff main --fail-on-breaking   exit 1 when a schema breaks someone
        galley diff main --fail-on-breaking=render   only when a template feels it
      """)

  /// How the difference is printed.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case markdown
    case html
  }

  @Argument(
    help: ArgumentHelp(
      "The old version, or the old and the new one; changed:KIND.",
      discussion: "Default: the last commit and the files on disk, with all that has changed.",
      valueName: "version-or-kind"))
  var words: [String] = []

  @Flag(help: "Compare with what is staged for the next commit.")
  var staged = false

  @Flag(help: "Exit with 1 when something differs.")
  var exitCode = false

  @Option(
    help: ArgumentHelp(
      "Exit with 1 when a schema breaks something of this category, or of one before it.",
      discussion: "A bare --fail-on-breaking is --fail-on-breaking=data. Unknown fails, too.",
      valueName: "render|profile|data"))
  var failOnBreaking: BreakingCategory?

  @Option(help: "text, json, markdown or html.")
  var format: Format = .text

  @Option(help: "Most lines of differences to print.")
  var diffLines = 300

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    let versions = words.count { !$0.hasPrefix(ChangeSelector.prefix) }
    if versions > 2 { throw ValidationError("there are two versions to compare, at most") }
    if versions > 1, staged { throw ValidationError("--staged excludes a second version") }
  }

  func run() throws {
    let (selector, versions) = try ChangeSelector.required(in: words)
    if failOnBreaking != nil, let selector, !selector.kinds.contains(.schema) {
      throw CommandFailure(
        "--fail-on-breaking looks at schemas, and \(selector.words[0]) at none",
        hints: ["add changed:schema"])
    }
    let workspace = try Workspace.open(global)
    let newVersion: ContentVersion =
      versions.count > 1 ? .revision(versions[1]) : staged ? .staged : .workTree
    let oldSource = try workspace.source(.revision(versions.first ?? "HEAD"))
    let newSource = try workspace.source(newVersion)
    let files = try FileChange.changes(from: oldSource, to: newSource).filter {
      selector?.selects($0.path) ?? true
    }
    let printer = ProblemPrinter(global: global)
    let old = CompiledProject(
      try Workspace.usableProject(from: oldSource, printer: printer).project)
    // What cannot be read makes outputs go away: the reason is told.
    let (newProject, loading) = try Workspace.usableProject(from: newSource, printer: printer)
    let new = CompiledProject(newProject)
    let schemas = SchemaDifferenceReport(
      SchemaDifference(old: old, new: new, changed: Set(files.map(\.path))),
      policy: new.project.settings.schemaChanges)
    let oldSide = try side(old, printer)
    let newSide = try side(new, printer)
    let selected = selector?.cases(
      among: files, (old.project, oldSide.cases), (new.project, newSide.cases))
    let difference = RenderedDifference(old: oldSide, new: newSide, only: selected)
    printer.writeAside(loading.filter { $0.severity == .error } + difference.diagnostics)
    let report = DifferenceReport(
      files: files, schemas: schemas, rendered: difference, selector: selector,
      useColor: format == .text && global.color.isOn(Terminal.outputHasColour),
      diffLines: diffLines)
    switch format {
    case .text: Terminal.write(report.text)
    case .json: Terminal.write(report.json.text(.pretty) + "\n")
    case .markdown: Terminal.write(report.markdown)
    case .html:
      Terminal.write(
        TestReport(
          difference,
          new: (
            new.project, newSide.cases.cases.filter { selected?.contains($0.id) ?? true }
          ), version: GalleyVersion.current
        ).differencePage)
    }
    let differs = !files.isEmpty || !schemas.isEmpty || !difference.clusters.isEmpty
    let isBroken = failOnBreaking.map { schemas.breaks(from: $0) || schemas.isUndecided } ?? false
    if isBroken || (exitCode && (differs || schemas.breaks() || schemas.isUndecided)) {
      throw Exit.findings
    }
  }

  private func side(
    _ compiled: CompiledProject, _ printer: ProblemPrinter
  ) throws -> (renderer: Renderer, cases: CaseMatrix) {
    (Renderer(compiled), try Workspace.cases(of: compiled.project, printer: printer))
  }
}
