import ArgumentParser
import Content
import Diagnostics
import Rendering
import Snapshots

extension UpdateMode: ExpressibleByArgument {}

/// `galley test`: every case rendered and compared with its snapshot.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Render every case and compare it with snapshots/.",
    discussion: """
      Differences wait in .galley/pending for 'galley review'. Under CI nothing
      is written unless --update says so. Exit code 1 when an output is
      changed, new, stale or cannot be rendered. A case whose inputs have not
      changed since it was last rendered is not rendered again, but compared
      all the same.

      EXAMPLES
        galley test                         everything
        galley test cart-sms gold-anna      one template and one profile
        galley test --changed-since main    what a branch can have changed
        galley test --shard 2/5             the second of five machines
        galley test --update                store what is rendered
        galley test --update=new            store only what is not stored yet
        galley test --report junit=tests.xml --report html=report.html
        galley test --coverage              which branches no case reaches
        galley test --coverage-minimum 100  exit code 1 below that
      """)

  @OptionGroup var selection: SelectionOptions

  @Option(help: "What to store: none, new, changed or all; a bare --update is --update=all.")
  var update: UpdateMode = .none

  @OptionGroup var reports: TestReportOptions

  @Option(help: "Most lines of differences to print.")
  var diffLines = 300

  @Flag(help: "Render every case, and leave the results of earlier runs alone.")
  var noCache = false

  @Option(
    help: ArgumentHelp(
      "Render this share of the reusable results all the same and compare.", valueName: "percent"))
  var verifyCache: Percentage = .none

  @Option(
    help: ArgumentHelp("Say why this case is rendered or not, and run no other.", valueName: "case")
  )
  var explain: String?

  @OptionGroup var coverage: CoverageOptions

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let workspace = try Workspace.open(global)
    let requests = try reports.requests(workspace.host)
    let printer = ProblemPrinter(global: global)
    let content = try TestContent(workspace, printer: printer)
    let history = RunHistory(root: workspace.root)
    if let explain {
      return try CaseExplainer(content, history, selection, cache(workspace))
        .explain(explain, in: workspace)
    }
    let selected = try TestSelection(
      selection, from: content.matrix, of: content.project, history: history,
      workspace: workspace)
    let cache = cache(workspace)
    let progress = TestProgress(total: selected.cases.count)
    Interruption.watch()
    let run = try TestRun(
      selected.cases, of: content.matrix, renderer: content.renderer, store: content.store,
      isComplete: !content.loading.contains { $0.severity == .error },
      settings: settings(cache, progress))
    progress.finish()
    if run.isStopped { throw Exit.interrupted }
    // Only changed templates are compiled for their source maps.
    let changed = Set(run.results.filter { !$0.differences.isEmpty }.map(\.testCase.template.id))
    let origins =
      changed.isEmpty
      ? nil
      : CaseOrigins(
        (Renderer(CompiledProject(content.project, templates: changed)), content.matrix))
    let outcome = TestOutcome(
      run: run,
      static: (content.loading + content.compiled.diagnostics + run.diagnostics).filter {
        $0.severity == .error
      },
      origins: { origins?.origins(of: $0) })
    try TestRecorder(workspace: workspace, update: update).record(run, history, content.matrix)
    printer.writeAside(cache?.diagnostics ?? [])
    let coverage = coverage.report(of: selected.cases, in: content.project)
    try TestReporter(
      outcome: outcome, project: content.project, update: update, global: global,
      diffLines: diffLines, coverage: coverage
    ).write(requests)
    if Interruption.hasCome { throw Exit.interrupted }
    if outcome.isFailure(under: update) || coverage?.isTooLow == true { throw Exit.findings }
  }

  private func cache(_ workspace: Workspace) -> ResultCache? {
    noCache ? nil : ResultCache(root: workspace.root, engine: Host.engine)
  }

  private func settings(_ cache: ResultCache?, _ progress: TestProgress) -> RunSettings {
    var settings = RunSettings()
    settings.cache = cache
    settings.verifiedShare = verifyCache.value
    settings.microseconds = { Host.microseconds }
    settings.progress = { progress.add($0, passed: $1) }
    settings.isStopped = { Interruption.hasCome }
    return settings
  }
}

/// A share of a hundred, with or without its sign: `5%`.
struct Percentage: ExpressibleByArgument {
  /// Nothing.
  static let none = Percentage(value: 0)

  /// From 0 to 100.
  let value: Int

  private init(value: Int) { self.value = value }

  init?(argument: String) {
    let digits = argument.hasSuffix("%") ? argument.dropLast() : argument[...]
    guard let value = Int(digits), (0...100).contains(value) else { return nil }
    self.init(value: value)
  }

  var defaultValueDescription: String { "\(value)%" }
}
