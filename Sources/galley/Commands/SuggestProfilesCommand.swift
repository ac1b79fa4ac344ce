import ArgumentParser
import Content
import Diagnostics
import Rendering
import Snapshots

/// `galley suggest profiles`: profiles that reach the branches no case reaches.
struct SuggestProfilesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profiles",
    abstract: "Suggest profiles for branches of templates that no case reaches.",
    discussion: """
      For each branch the smallest change to an existing profile that reaches
      it, valid by the schema and confirmed by rendering. What no profile
      reaches is listed with the reason. Exit code 1 when a branch is not
      reached and nothing was written for it.

      EXAMPLES
        galley suggest profiles               for all templates
        galley suggest profiles tier-reward   for one template
        galley suggest profiles --write       write profiles and add the cases
      """)

  @Argument(help: "Templates; default: all.")
  var templates: [String] = []

  @Flag(help: "Write the profiles, and the cases into template.yaml where it lists them.")
  var write = false

  @Option(help: "text or json.")
  var format: OutputFormat = .text

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let workspace = try Workspace.open(global)
    let printer = ProblemPrinter(global: global)
    let (project, _) = try Workspace.usableProject(
      from: try workspace.source(.workTree), printer: printer)
    for template in templates { try require(template, in: project) }
    // What a case of any template reaches needs no profile, so all are rendered.
    let matrix = try Workspace.cases(of: project, printer: printer)
    guard matrix.references.isEmpty else {
      printer.writeAside(matrix.references)
      throw CommandFailure(
        "what the cases reach is not known", hints: ["mend the names above and try again"],
        exit: Exit.findings)
    }
    let cases = matrix.cases
    guard !cases.isEmpty else {
      throw CommandFailure(
        "there is no case to start from",
        hints: ["a case needs a template and a profile; 'galley check' says what is missing"])
    }
    let compiled = CompiledProject(
      project, templates: Set(cases.map { $0.template.id }), recordsBranches: true)
    let renderer = Renderer(compiled)
    let coverage = BranchCoverage(cases, renderer: renderer)
    let suggestions = ProfileSuggestions(
      coverage, in: project, renderer: renderer,
      templates: templates.isEmpty ? nil : Set(templates))
    let files = SuggestedFiles(suggestions, in: project)
    if write { try files.write(below: workspace.root) }
    let report = SuggestionReport(
      suggestions: suggestions, files: files, project: project, isWritten: write)
    switch format {
    case .text: Terminal.write(report.text)
    case .json: Terminal.write(report.json.text(.pretty) + "\n")
    }
    let isOpen = !write && !suggestions.suggestions.isEmpty
    if isOpen || !suggestions.unsolved.isEmpty || !files.byHand.isEmpty { throw Exit.findings }
  }

  private func require(_ name: String, in project: Project) throws {
    let known = project.templates.map(\.id)
    guard !known.contains(name) else { return }
    throw CommandFailure(
      "there is no template '\(name)'",
      hints: NearestName.suggest(name, among: known).map { ["did you mean '\($0)'?"] } ?? [])
  }
}
