import ArgumentParser
import Content
import Diagnostics
import Snapshots

/// `galley review`: accept or reject what waits.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Accept or reject pending snapshots.",
    discussion: """
      'galley test' leaves changed, new and stale outputs in .galley/pending.
      On a terminal this shows them edit by edit; every action is an option,
      too. WHAT is an edit (edit:3f9a21bc or its first digits), a path of
      snapshots/ or its end, or a template. WHERE narrows it to the outputs of a
      template, a locale or both (cart-sms, @de, cart-sms@de), or to a path or
      its end. An output is stored when all of its edits are accepted, and only
      if it is still rendered as it waits.

      A diff tool is a program and its arguments, run without a shell: '…', "…"
      and \\ quote as in one. {old} and {new} are the two files; without them
      both are appended. It comes from --diff-tool or, outside of CI, from the
      environment variable GALLEY_DIFF_TOOL, never from the repository.

      EXAMPLES
        galley review                              look and decide, key by key
        galley review --list                       what waits
        galley review --accept edit:3f9a           one edit, everywhere
        galley review --accept cart-sms            all of one template
        galley review --accept edit:3f9a --in @de  one edit, in one language
        galley review --reject snapshots/email/cart-reminder/gold-anna.html
        galley review --accept-all --yes
        galley review --from pending.tar           .galley/pending of another machine
        galley review --open cart-sms/anna.html    side by side in the browser
        galley review --diff edit:3f9a --diff-tool 'code --wait --diff'
      """)

  @Flag(help: "Print what waits; the default where there is no terminal.")
  var list = false

  @Option(help: ArgumentHelp("Store these outputs.", valueName: "what"))
  var accept: [String] = []

  @Option(help: ArgumentHelp("Forget these outputs; the snapshots stay.", valueName: "what"))
  var reject: [String] = []

  @Flag(help: "Store everything; all of it must have been listed, or --yes given.")
  var acceptAll = false

  @Flag(help: "Forget everything that waits.")
  var rejectAll = false

  @Option(
    name: .customLong("in"),
    help: ArgumentHelp(
      "Only outputs of this template, locale or path; repeated, of any.", valueName: "where"))
  var places: [String] = []

  @Flag(help: "Accept without having looked.")
  var yes = false

  @Option(
    help: ArgumentHelp(
      "Review a tar archive of another machine's .galley/pending.", valueName: "tar"))
  var from: String?

  @OptionGroup var tool: DiffToolOptions

  @Option(help: "text or json.")
  var format: OutputFormat = .text

  @Option(help: "Most lines of differences to print.")
  var diffLines = 300

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if acceptAll, rejectAll {
      throw ValidationError("--accept-all and --reject-all exclude each other")
    }
    if list, decides { throw ValidationError("--list decides nothing: leave one of them out") }
    if tool.isAsked, list || decides {
      throw ValidationError("--diff and --open decide and list nothing: leave one of them out")
    }
  }

  private var decides: Bool { acceptAll || rejectAll || !accept.isEmpty || !reject.isEmpty }

  func run() throws {
    let workspace = try Workspace.open(global)
    let isInteractive =
      !decides && !list && !tool.isAsked && places.isEmpty && format == .text
      && RawTerminal.isPossible
    // Before any thread is started: signals are taken in by the session, which mends the terminal,
    // and by what waits for a diff tool.
    let signals = isInteractive || !tool.diff.isEmpty ? SignalQueue() : nil
    // Nothing but the page is written, and that whole or not at all.
    if tool.open != nil { Interruption.endAtOnce() }
    let pending = PendingSnapshots(root: workspace.root, archive: try archive(workspace.host))
    let review = try PendingReview(
      pending, origins: try pending.isEmpty ? nil : try Self.origins(workspace),
      latest: { try Self.origins(workspace) })
    let scopes = try review.required(scopes: places)
    let known = try review.acceptedEdits()
    let report = ReviewReport(
      review: review, scopes: scopes, accepted: known, global: global, diffLines: diffLines)
    if let what = tool.open {
      return try tool.show(review.output(what, in: scopes), workspace, format)
    }
    if let signals, !tool.diff.isEmpty {
      return try tool.compare(review, scopes, workspace.host, signals, format)
    }
    guard decides else {
      if let signals, !review.items.isEmpty {
        return try ReviewSession(
          review, workspace, signals, diffTool: tool.diffTool,
          useColor: global.color.isOn(Terminal.outputHasColour)
        ).run(accepted: known.ids)
      }
      report.write(as: format)
      // Some of it is not all of it, and CI is nobody who looks.
      if scopes.isEmpty, !workspace.host.isCI {
        try noteAsShown(review, workspace)
      }
      return
    }
    if review.items.isEmpty, acceptAll || rejectAll { return report.writeNothing(as: format) }
    if acceptAll, !yes, try !ReviewShown.isNoted(review, below: workspace.root) {
      throw CommandFailure(
        "not everything that waits was shown: nothing was stored",
        hints: ["look at it with 'galley review --list', or add --yes"])
    }
    let accepted = try choices(accept, isAll: acceptAll, review, scopes)
    let rejected = try choices(reject, isAll: rejectAll, review, scopes)
    let paths = Set(accepted.flatMap(\.paths))
    if let both = rejected.flatMap(\.paths).first(where: paths.contains) {
      throw CommandFailure("'\(both)' is both accepted and rejected")
    }
    Interruption.watch()
    let progress = StoringProgress()
    defer { progress.finish() }
    let result = try review.apply(
      accepting: accepted, rejecting: rejected,
      waiting: WorkTreeLock.Waiting(
        isStopped: { Interruption.hasCome }, onWait: TestRecorder.sayThatItWaits),
      watch: progress.watch)
    progress.finish()
    report.write(result, as: format)
  }

  /// Remembers what the listing has shown; where that cannot be written, it has been shown all the same.
  private func noteAsShown(_ review: PendingReview, _ workspace: Workspace) throws {
    do throws(ContentError) {
      try ReviewShown.note(review, below: workspace.root)
    } catch {
      guard error.isWriteFailure else { throw error }
      Terminal.writeError(
        "warning: nobody will know that this was shown, so '--accept-all' needs '--yes': "
          + "\(error.message)\n")
    }
  }

  /// What words name, or everything, in the scopes.
  private func choices(
    _ words: [String], isAll: Bool, _ review: PendingReview, _ scopes: [OutputScope]
  ) throws -> [ReviewChoice] {
    guard isAll else { return try words.map { try review.required($0, in: scopes) } }
    return [review.narrowed(review.everything, to: scopes) ?? .outputs([])]
  }

  private func archive(_ host: Host) throws -> PendingArchive? {
    guard let from else { return nil }
    let file = try InputFile(from, in: host, directory: global.directory)
    return try PendingArchive(try file.readAll(limit: PendingArchive.maximumBytes))
  }

  /// Renders the content as it is now; nil where it cannot be read, so that nothing can be accepted.
  private static func origins(_ workspace: Workspace) throws -> CaseOrigins? {
    guard let project = try workspace.project(.workTree).project else { return nil }
    let cache = ResultCache(
      root: workspace.root, engine: BuildIdentity.text(isShared: false), keepsHere: false)
    return CaseOrigins(
      project, changes: ContentHistory.changes(of: project, cache: cache, in: workspace))
  }
}

/// Which edits a listing has shown, so that all of them may be accepted together.
private enum ReviewShown {
  private static let path = ".galley/review/shown"

  static func note(_ review: PendingReview, below root: String) throws(ContentError) {
    guard !review.items.isEmpty else { return }
    try WorkTreeWriter(root: root).write(Array(review.digest.utf8), at: path)
  }

  static func isNoted(_ review: PendingReview, below root: String) throws(ContentError) -> Bool {
    let source = WorkTreeSource(root: root)
    guard try source.entry(at: path) != nil else { return false }
    return try source.bytes(at: path) == Array(review.digest.utf8)
  }
}
