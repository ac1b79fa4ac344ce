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
      is written unless an option says so. Exit code 1 when an output is
      changed, new, stale or cannot be rendered. A case whose inputs have not
      changed since it was last rendered is not rendered again, but compared
      all the same.

      EXAMPLES
        galley test                         everything
        galley test cart-sms gold-anna      one template and one profile
        galley test snapshots/email/        a folder of snapshots
        galley test --changed-since main    what a branch can have changed
        galley test --changed-since main changed:schema   by its schemas alone
        galley test --shard 2/5             the second of five machines
        galley test --update                store what is rendered
        galley test --update=new            store only what is not stored yet
        galley test --resolve               mend snapshots in a merge conflict
        galley test --pending-archive /tmp/pending.tar   for review elsewhere
        galley test --report junit=tests.xml --report html=report.html
        galley test --coverage              which branches no case reaches
        galley test --coverage-minimum 100  exit code 1 below that
        galley test --visual                pictures of what has changed
      """)

  @OptionGroup var selection: SelectionOptions

  @Option(help: "What to store: none, new, changed or all; a bare --update is --update=all.")
  var update: UpdateMode = .none

  @OptionGroup var reports: TestReportOptions

  @Option(help: "Most lines of differences to print.")
  var diffLines = 300

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Keep results for the next run, under CI, too; or render every case.",
      discussion: "Default: kept, but under CI only reused."))
  var cache: Bool?

  @Option(
    help: ArgumentHelp(
      "Render this share of the reusable results all the same and compare.", valueName: "percent"))
  var verifyCache: Percentage = .none

  @Option(
    help: ArgumentHelp("Say why this case is rendered or not, and run no other.", valueName: "case")
  )
  var explain: String?

  @OptionGroup var remote: RemoteCacheOptions

  @OptionGroup var handOver: HandOverOptions

  @OptionGroup var coverage: CoverageOptions

  @OptionGroup var visual: VisualOptions

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let workspace = try Workspace.open(global)
    let requests = try reports.requests(workspace.host, besides: handOver.pendingArchive)
    let content = try TestContent(
      workspace, isWhole: selection.isWhole, printer: ProblemPrinter(global: global))
    let cache = try cache(workspace, content.project)
    if let explain {
      let format = try reports.explanationFormat()
      let explained = try namingErrors(of: content) {
        try CaseExplainer(content, selection, cache).explain(explain, in: workspace)
      }
      ProblemPrinter(global: global).writeAside(explained.problems)
      return Terminal.write(
        format == .json ? explained.json.text(.pretty) + "\n" : explained.text)
    }
    let selected = try namingErrors(of: content) {
      try TestSelection(selection, from: content, workspace: workspace)
    }
    // Before anything is stored.
    let identity =
      try requests.contains(.jsonl)
      ? selected.identity(of: content, selection, update: update) : nil
    let run = try run(selected.cases, content, cache)
    let unmerged = handOver.unmerged(in: run, workspace)
    var report = TestReport(
      try outcome(of: run, content, unmerged, cache, workspace), project: content.project,
      mode: update, version: GalleyVersion.current)
    report.identity = identity
    let recorder = TestRecorder(
      workspace: workspace, update: update, keepsHistory: keeps(workspace.host),
      resolved: unmerged.resolved,
      isComplete: !content.loading.contains { $0.severity == .error })
    let unkept = try recorder.record(run, content.history, content.matrix)
    try handOver.writeArchive(
      of: UpdatePlan(run, mode: update, resolved: unmerged.resolved), workspace.host)
    writeAside(unkept + content.matrix.warnings, cache, report)
    let visual = try VisualTest(
      options: visual, workspace: workspace, update: update,
      keepsBaselines: keeps(workspace.host)
    ).report(of: run, in: content.store)
    ProblemPrinter(global: global).writeAside(visual?.aside ?? [])
    report.add(visual?.problems ?? [])
    report.visual = visual?.visual
    report.coverage = coverage.report(of: selected.cases, in: content.project)
    if requests.requests.contains(where: { $0.format.countsFromRepository }) {
      report.folder = workspace.folderInRepository
    }
    let review = handOver.reviewPlace(keepsPending: recorder.keepsPending)
    // Where nothing waits, it makes no difference.
    let waits = report.storing.pending > 0 || report.storing.removed < report.stale.count
    if waits { report.storing.review = review.inReport }
    try TestReporter(report: report, global: global, diffLines: diffLines, review: review)
      .write(requests)
    if report.isFailure { throw Exit.findings }
  }

  /// Looks for cases; where that fails, errors of files may be why, so they are named.
  private func namingErrors<Found>(
    of content: TestContent, _ find: () throws -> Found
  ) throws -> Found {
    do {
      return try find()
    } catch let failure as CommandFailure {
      ProblemPrinter(global: global).writeAside(content.loading.filter { $0.severity == .error })
      throw failure
    }
  }

  /// Says on stderr what is about the run rather than about the content: each thing once.
  private func writeAside(_ others: [Diagnostic], _ cache: ResultCache?, _ report: TestReport) {
    let isUnkept = others.contains { $0.code == .cacheUnwritable }
    let cached = (cache?.finish() ?? []).filter {
      !isUnkept || $0.code != .cacheUnwritable
    }
    let ofRun = PlacedDiagnostic.all(
      others + cached, excerpts: Set(Diagnostic.Severity.allCases))
    ProblemPrinter(global: global).writeAside(ofRun + report.remarks)
  }

  /// Runs the cases; an interrupt ends the program between two batches.
  private func run(_ cases: [Case], _ content: TestContent, _ cache: ResultCache?) throws -> TestRun
  {
    let progress = TestProgress(total: cases.count)
    Interruption.watch()
    var settings = RunSettings()
    settings.cache = cache
    settings.verifiedShare = verifyCache.value
    settings.microseconds = { Host.microseconds }
    settings.progress = { progress.add($0, passed: $1) }
    settings.isStopped = { Interruption.hasCome }
    let run = try TestRun(
      cases, of: content.matrix, renderer: content.renderer, store: content.store,
      isComplete: !content.loading.contains { $0.severity == .error }, settings: settings)
    progress.finish()
    if run.isStopped { throw Exit.interrupted }
    return run
  }

  private func outcome(
    of run: TestRun, _ content: TestContent, _ unmerged: UnmergedSnapshots,
    _ cache: ResultCache?, _ workspace: Workspace
  ) throws -> TestOutcome {
    // Only changed templates are compiled for their source maps.
    let changed = run.results.lazy.filter { !$0.differences.isEmpty }.map(\.testCase)
    let templates = Set(changed.map(\.template.id))
    let origins =
      templates.isEmpty
      ? nil
      : CaseOrigins(
        (Renderer(CompiledProject(content.project, templates: templates)), Array(changed)),
        changes: ContentHistory.changes(of: content.project, cache: cache, in: workspace))
    let problems =
      try content.loading + content.store.problems + unmerged.diagnostics(in: content.store)
    return TestOutcome(
      run: run,
      static: (problems + content.compiled.diagnostics + content.compiled.schemas.diagnostics
        + run.diagnostics).filter {
          $0.severity == .error
        }, unmerged: unmerged, foreign: content.store.foreign,
      origins: origins?.finder)
  }

  /// Whether this run may leave something for the next one.
  private func keeps(_ host: Host) -> Bool { cache == true || !host.isCI }

  private func cache(_ workspace: Workspace, _ project: Project) throws -> ResultCache? {
    let remote = try remote.remote(project, workspace.host)
    guard cache != false else { return nil }
    return ResultCache(
      root: workspace.root, engine: BuildIdentity.text(isShared: remote != nil),
      keepsHere: keeps(workspace.host), remote: remote)
  }
}
