import ArgumentParser
import Content
import Rendering
import Snapshots

/// Options that choose which cases are run.
struct SelectionOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Templates, cases, profiles or paths of these; default: everything.",
      discussion: "With --changed-since also changed:KIND, such as changed:fragment."))
  var filters: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only cases that a change since this commit can reach: committed, staged or not.",
      valueName: "rev"))
  var changedSince: String?

  @Flag(help: "Only cases that did not pass when they were last run.")
  var failed = false

  @Option(
    help: ArgumentHelp(
      "Only this part of the cases; default: CI_NODE_INDEX of CI_NODE_TOTAL.", valueName: "i/n"))
  var shard: String?

  @Option(
    help: ArgumentHelp(
      "The costs by which shards weigh the same: .galley/last-run of an earlier run; may be "
        + "repeated for those of its parts.", valueName: "file"))
  var shardCosts: [String] = []

  @Option(help: "Whether it passes when no case is selected: pass or fail.")
  var noTests: EmptySelection?

  /// Whether all cases are selected, though perhaps shared out over several machines.
  var isWhole: Bool { filters.isEmpty && changedSince == nil && !failed }
}

/// What it means that no case is selected.
enum EmptySelection: String, ExpressibleByArgument, CaseIterable {
  case pass
  case fail
}

extension CaseFilter {
  /// The matching cases; a word that matches none is a usage error that suggests the nearest name.
  func required(in matrix: CaseMatrix) throws -> [Case] {
    let (cases, unmatched) = select(matrix.cases)
    guard let first = unmatched.first else { return cases }
    throw CommandFailure(
      "no case matches '\(first.word)'",
      hints: first.suggestion.map { ["did you mean '\($0)'?"] } ?? [
        "a filter is a template, a profile, a case or a path of snapshots/"
      ])
  }
}

extension ChangeSelector {
  /// Takes the selectors out of the words of a command line; an unknown kind is a usage error.
  static func required(
    in words: [String]
  ) throws -> (selector: ChangeSelector?, others: [String]) {
    do throws(UnknownKind) {
      return try split(words)
    } catch {
      throw CommandFailure(
        "'\(error.word)' names no kind of file",
        hints: (error.suggestion.map { ["did you mean '\($0)'?"] } ?? []) + [
          "there are: " + allWords.joined(separator: ", ")
        ])
    }
  }
}

/// The cases that a run is about, and why.
struct TestSelection {
  /// The cases in order.
  let cases: [Case]
  /// The cases of all machines together.
  let whole: [Case]
  /// The part of all cases that this machine runs.
  let shard: CaseShard?
  /// The costs by which they are shared out.
  private let costs: [String: Int]
  private let impact: ChangeImpact?
  /// Cases without a snapshot, which no file may have changed for: another profile went away, say.
  private let new: Set<String>

  /// Selects cases; words that match nothing, and selections that are empty, are usage errors.
  init(
    _ options: SelectionOptions, from content: TestContent, workspace: Workspace
  ) throws {
    let (matrix, project) = (content.matrix, content.project)
    let (selector, names) = try ChangeSelector.required(in: options.filters)
    if let selector, options.changedSince == nil {
      throw CommandFailure(
        "'\(selector.words[0])' does not say since when",
        hints: ["add a commit: --changed-since main \(selector.words.joined(separator: " "))"])
    }
    let filter = CaseFilter(names.map(workspace.relative), from: workspace.workingFolder)
    let (filtered, unmatched) = filter.select(matrix.cases)
    if let first = unmatched.first {
      throw Self.failure(
        unmatched: first.word, suggestion: first.suggestion, content,
        hint: "a filter is a template, a profile, a case, or a path of snapshots/, templates/ or "
          + "profiles/")
    }
    var cases = filtered
    impact = try options.changedSince.map { revision in
      let changed = try ChangedFiles.paths(since: revision, in: workspace)
      return ChangeImpact(selector.map { changed.filter($0.selects) } ?? changed, in: project)
    }
    // A kind of file is asked for by name, and a missing snapshot is none.
    let counts = impact != nil && selector == nil
    let new = counts ? Set(cases.filter { !content.store.isStored($0) }.map(\.id)) : []
    self.new = new
    if let impact {
      cases = cases.filter { impact.reason(for: $0) != nil || new.contains($0.id) }
    }
    if options.failed {
      guard content.history.isKnown || options.noTests == .pass else {
        throw CommandFailure(
          "no run is known here, so nobody knows what failed in it",
          hints: [
            "run 'galley test' first; '\(RunHistory.path)' is what it leaves",
            "'--no-tests pass' takes that for nothing to test",
          ])
      }
      let failed = content.history.failed
      cases = cases.filter { failed.contains($0.id) }
    }
    whole = cases
    let shard = try Self.shard(options, workspace.host)
    costs = shard == nil ? [:] : try Self.costs(options, workspace)
    if let shard { cases = shard.select(cases, costs: costs) }
    self.shard = shard
    self.cases = cases
    if shard == nil || whole.isEmpty {
      try Self.requireCases(cases, options, of: matrix, project)
    } else if let shard, cases.isEmpty, options.noTests == .fail {
      throw CommandFailure(
        "no case is in part \(shard.number) of \(shard.count)",
        hints: ["'--no-tests pass' makes this a success"])
    }
  }

  /// What tells parts of this run from those of others, as a report says it.
  func identity(
    of content: TestContent, _ options: SelectionOptions, update: UpdateMode
  ) throws -> TestReport.Identity {
    TestReport.Identity(
      build: BuildIdentity.text(isShared: true),
      content: RunDigests.content(content.project, problems: content.loading),
      snapshots: try RunDigests.snapshots(content.store),
      selection: TestReport.Identity.Selection(
        filters: options.filters, changedSince: options.changedSince, onlyFailed: options.failed,
        of: whole.map(\.id)),
      update: update == .none ? nil : update.rawValue,
      shard: shard.map {
        TestReport.Identity.Shard(
          number: $0.number, count: $0.count, costs: RunDigests.costs(costs))
      })
  }

  /// Why a case is run, as one sentence.
  func reason(for testCase: Case) -> String {
    switch impact?.reason(for: testCase) {
    case .everything(let path)?: "'\(path)' has changed, on which every case may depend"
    case .file(let path)?: "'\(path)' has changed"
    case nil:
      new.contains(testCase.id) ? "it has no snapshot yet" : "it is among the cases asked for"
    }
  }

  private static func shard(_ options: SelectionOptions, _ host: Host) throws -> CaseShard? {
    if let text = options.shard {
      guard let shard = CaseShard(text) else {
        throw CommandFailure(
          "'\(text)' is no shard", hints: ["write --shard i/n with 1 ≤ i ≤ n, such as 2/5"])
      }
      return shard
    }
    guard let index = host.variables["CI_NODE_INDEX"],
      let total = host.variables["CI_NODE_TOTAL"], total != "1"
    else { return nil }
    guard let shard = CaseShard("\(index)/\(total)") else {
      throw CommandFailure(
        "CI_NODE_INDEX=\(index) and CI_NODE_TOTAL=\(total) are no shard",
        hints: ["they count from 1; write --shard 1/1 to run everything"])
    }
    return shard
  }

  private static func costs(
    _ options: SelectionOptions, _ workspace: Workspace
  ) throws -> [String: Int] {
    RunHistory.costs(
      try options.shardCosts.map { path in
        let bytes = try InputFile(path, in: workspace.host, directory: nil)
          .readAll(limit: 256 << 20)
        guard let history = RunHistory(bytes) else {
          throw CommandFailure(
            "'\(path)' holds no costs",
            hints: ["it is the file .galley/last-run of an earlier run"])
        }
        return history
      })
  }
}
