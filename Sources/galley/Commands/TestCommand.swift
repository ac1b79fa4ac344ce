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
      changed, new, stale or cannot be rendered.

      EXAMPLES
        galley test                         everything
        galley test cart-sms gold-anna      one template and one profile
        galley test --update                store what is rendered
        galley test --update=new            store only what is not stored yet
        galley test --report junit=tests.xml --report html=report.html
      """)

  @Argument(help: "Templates, cases, profiles or snapshot paths; default: everything.")
  var filters: [String] = []

  @Option(help: "What to store: none, new, changed or all; a bare --update is --update=all.")
  var update: UpdateMode = .none

  @OptionGroup var reports: TestReportOptions

  @Option(help: "Most lines of differences to print.")
  var diffLines = 300

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let workspace = try Workspace.open(global)
    let requests = try reports.requests(workspace.host)
    let printer = ProblemPrinter(global: global)
    let (project, loading) = try Workspace.usableProject(
      from: try workspace.source(.workTree), printer: printer)
    let compiled = CompiledProject(project)
    let matrix = CaseMatrix(project)
    let cases = try select(matrix.cases)
    let source = WorkTreeSource(root: workspace.root)
    let store = try SnapshotStore(source)
    let run = try TestRun(
      cases, of: matrix, renderer: Renderer(compiled), store: store,
      isComplete: !loading.contains { $0.severity == .error })
    let outcome = TestOutcome(
      run: run,
      static: (loading + compiled.diagnostics).filter { $0.severity == .error })
    try record(run, workspace)
    try TestReporter(
      outcome: outcome, project: project, update: update, global: global, diffLines: diffLines
    ).write(requests)
    if outcome.isFailure(under: update) { throw Exit.findings }
  }

  private func select(_ cases: [Case]) throws -> [Case] {
    let (selected, unmatched) = CaseFilter(filters).select(cases)
    if let first = unmatched.first {
      throw CommandFailure(
        "no case matches '\(first.word)'",
        hints: first.suggestion.map { ["did you mean '\($0)'?"] } ?? [
          "a filter is a template, a profile, a case or a path of snapshots/"
        ])
    }
    if selected.isEmpty {
      throw CommandFailure(
        "there is no case to test",
        hints: ["a case needs a template and a profile; 'galley check' says what is missing"])
    }
    return selected
  }

  /// Stores what `--update` asks for; what is left becomes pending, except under CI.
  private func record(_ run: TestRun, _ workspace: Workspace) throws {
    let plan = UpdatePlan(run, mode: update)
    try plan.store(below: workspace.root)
    guard !workspace.host.isCI || update != .none else { return }
    try PendingSnapshots(root: workspace.root).replace(
      judged: plan.judged, differences: plan.pending, stale: plan.pendingStale)
  }
}
