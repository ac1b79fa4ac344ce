import ArgumentParser
import Content
import Diagnostics
import GitStore
import Rendering
import Snapshots

/// `galley commit`: check and test what is staged, then commit it.
struct CommitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commit",
    abstract: "Check and test what is staged, then commit it.",
    discussion: """
      Nothing is committed when the staged content has an error or an output
      differs from its staged snapshot. The commit is SSH-signed when
      commit.gpgsign and gpg.format=ssh say so. Git hooks are not run.

      EXAMPLES
        git add templates/ snapshots/ && galley commit -m "cart: new footer"
        galley commit --all -m "cart: new footer"    stage changed content first
      """)

  @Option(name: .shortAndLong, help: "The message.")
  var message: String

  @Flag(
    name: .shortAndLong, help: "Stage every changed, new and removed file of the content first.")
  var all = false

  @Option(help: "text or json.")
  var format: OutputFormat = .text

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let workspace = try Workspace.open(global)
    let repository = try workspace.repository()
    if all { try stageContent(workspace, repository) }
    let tree = try repository.stagedTree()
    let source = try workspace.source(.staged)
    let printer = ProblemPrinter(global: global)
    let content = try LoadedContent(workspace, .staged, printer: printer)
    printer.writeAside(content.diagnostics.filter { $0.severity == .error })
    if content.hasErrors {
      Terminal.writeError("nothing is committed: mend the errors above\n")
      throw Exit.findings
    }
    let matrix = try Workspace.cases(of: content.project, printer: printer)
    let run = try TestRun(
      matrix.cases, of: matrix, renderer: Renderer(content.compiled),
      store: try SnapshotStore(source))
    // With source maps, so that edits have the names that 'galley review' gives them.
    let origins =
      run.results.contains { !$0.differences.isEmpty }
      ? CaseOrigins((Renderer(content.compiled), matrix.cases)) : nil
    let outcome = TestOutcome(
      run: run, static: run.diagnostics.filter { $0.severity == .error }, origins: origins?.finder)
    let report = TestReport(outcome, project: content.project, version: GalleyVersion.current)
    if report.isFailure {
      let reporter = TestReporter(report: report, global: global, diffLines: 100)
      switch format {
      case .text: reporter.writeText()
      case .json: reporter.writeJSON()
      }
      let isBroken = report.problems.contains { $0.severity == "error" }
      Terminal.writeError(
        isBroken
          ? "nothing is committed: mend the errors above\n"
          : "nothing is committed: the staged snapshots are not what is rendered\n"
            + "  hint: run 'galley test' and 'galley review', then stage snapshots/\n")
      throw Exit.findings
    }
    let commit = try repository.commitStaged(
      CommitDraft(message: message, time: workspace.host.commitTime, expectedTree: tree))
    switch format {
    case .text:
      let signed = commit.isSigned ? ", signed" : ""
      Terminal.write(
        "\(commit.id.short) \(commit.summary) (\(counted(run.results.count, "case")) tested\(signed))\n"
      )
    case .json:
      let result: JSONOutput = [
        "version": 1, "commit": .string(commit.id.hex), "tree": .string(commit.tree.hex),
        "summary": .string(commit.summary), "signed": .bool(commit.isSigned),
        "cases": .integer(run.results.count),
      ]
      Terminal.write(result.text(.pretty) + "\n")
    }
  }

  /// Stages the files that are galley's, and nothing else of the repository.
  private func stageContent(_ workspace: Workspace, _ repository: Repository) throws {
    let folder = workspace.folder(in: repository)
    let prefix = folder.isEmpty ? "" : folder + "/"
    let paths = try repository.status(below: folder).filter { entry in
      (entry.unstaged != nil || entry.isUntracked)
        && ContentLayout.kind(of: String(entry.path.dropFirst(prefix.count))) != nil
    }.map(\.path)
    if !paths.isEmpty { try repository.stage(paths) }
  }
}
