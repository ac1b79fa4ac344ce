import ArgumentParser
import Content
import Diagnostics
import GitStore
import Snapshots

/// `galley fmt`: stored snapshots in the form that is written today.
struct FmtCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Rewrite stored snapshots in today's form; what they say stays.",
    discussion: """
      'galley test' takes CR LF of a checkout and a missing line end at the end
      for what they are, and never rewrites a snapshot that holds what is
      rendered. This command does: LF, one final line end, the envelope of an
      email in its order and with its escapes. Nothing is rendered. It writes
      under CI, too; --check does not. Exit code 1 when --check finds something
      to rewrite, or when a snapshot cannot be looked at.

      EXAMPLES
        galley fmt --snapshots              all of them
        galley fmt --snapshots cart-sms     of one template
        galley fmt --snapshots --check      what would be rewritten
      """)

  @Argument(help: "Templates, cases, profiles or snapshot paths; default: everything.")
  var filters: [String] = []

  @Flag(help: "Rewrite the files of snapshots/.")
  var snapshots = false

  @Flag(help: "Say what would be rewritten, and write nothing.")
  var check = false

  @Option(help: "text or json.")
  var format: OutputFormat = .text

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if !snapshots { throw ValidationError("say what to rewrite: --snapshots") }
  }

  func run() throws {
    let workspace = try Workspace.open(global)
    let printer = ProblemPrinter(global: global)
    let (project, loading) = try Workspace.usableProject(
      from: try workspace.source(.workTree), printer: printer)
    let matrix = try Workspace.cases(of: project, printer: printer)
    // A file that cannot be read keeps cases from being known, and so their snapshots.
    let errors = (loading + matrix.references).filter { $0.severity == .error }
    printer.writeAside(errors)
    let cases = try CaseFilter(filters).required(in: matrix)
    let unmerged = HandOverOptions.unmergedPaths(in: workspace)
    func formatting() throws(ContentError) -> SnapshotFormatting {
      try SnapshotFormatting(
        cases, of: filters.isEmpty && errors.isEmpty ? matrix : nil,
        in: SnapshotStore(WorkTreeSource(root: workspace.root)), unmerged: unmerged)
    }
    guard !check else { return try report(formatting()) }
    Interruption.watch()
    let waiting = WorkTreeLock.Waiting(
      isStopped: { Interruption.hasCome }, onWait: TestRecorder.sayThatItWaits)
    let progress = StoringProgress()
    defer { progress.finish() }
    // Looked at in its turn: what another run stores meanwhile must not be undone.
    let done = try WorkTreeLock.hold(root: workspace.root, waiting: waiting) {
      () throws(ContentError) in
      let formatting = try formatting()
      try formatting.store(below: workspace.root, watch: progress.watch)
      return formatting
    }
    progress.finish()
    guard let done else { throw Exit.interrupted }
    try report(done)
  }

  private func report(_ formatting: SnapshotFormatting) throws {
    let report = FormattingReport(formatting: formatting, isCheck: check)
    switch format {
    case .text: Terminal.write(report.text)
    case .json: Terminal.write(report.json.text(.pretty) + "\n")
    }
    if check && !formatting.files.isEmpty || formatting.isIncomplete { throw Exit.findings }
  }
}
