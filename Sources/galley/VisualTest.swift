import Content
import Diagnostics
import Rendering
import Snapshots
import Visual

/// Takes and compares the pictures of a test run.
struct VisualTest {
  /// Where baselines are, and the pictures of the last run below it.
  static let folder = ".galley/visual"
  /// The pictures of the last run that are new or differ.
  static let last = ".galley/visual/last"
  let options: VisualOptions
  let workspace: Workspace
  let update: UpdateMode
  /// Whether this run may leave something for the next one.
  let keepsBaselines: Bool

  /// What a report says about pictures, and the problems among it.
  struct Report {
    var visual: TestReport.Visual
    var problems: [Diagnostic] = []
    /// What is about the run rather than about the content.
    var aside: [Diagnostic] = []
  }

  /// Takes the pictures; nil where none are asked for.
  func report(of run: TestRun, in store: SnapshotStore) throws -> Report? {
    guard let choice = options.visual else { return nil }
    let host = workspace.host
    let search = BrowserProgram.find(
      named: options.visualBrowser.map { $0.contains("/") ? host.absolute($0) : $0 },
      variables: host.variables, isSandboxed: !options.visualNoSandbox)
    guard case .found(let program) = search else {
      var visual = TestReport.Visual()
      if case .missing(let words) = search { visual.skipped = words }
      Terminal.writeError("\(visual.sentence)\n")
      return Report(visual: visual)
    }
    var settings = VisualRun.Settings()
    settings.shootsAll = choice == .all
    let line = ProgressLine()
    defer { line.finish() }
    settings.progress = { line.show("pictures of \($0) of \($1) messages") }
    var limits = CameraLimits()
    limits.total = Double(options.visualSeconds)
    var unkept: ContentError?
    var shooting = VisualRun(settings, baselines: baselines { unkept = unkept ?? $0 }) {
      () throws(VisualError) in
      try Camera(program, limits: limits, isStopped: { Interruption.hasCome })
    }
    try shooting.run(try Self.subjects(of: run, in: store)) { accepts($0) }
    line.finish()
    if Interruption.hasCome { throw Exit.interrupted }
    let images = VisualImages(
      given: options.visualImages, workspace: workspace, outcome: shooting.outcome)
    let visual = try images.report { unkept = unkept ?? $0 }
    return Report(
      visual: visual, problems: shooting.outcome.diagnostics,
      aside: unkept.map { [Self.unwritable($0)] } ?? [])
  }

  /// The baselines; where galley's own folder cannot be written, the run goes on without.
  private func baselines(
    _ notes: @escaping (ContentError) -> Void
  ) -> VisualRun.Baselines {
    let isOwn = options.visualBaselines == nil
    let folder =
      options.visualBaselines.map { PictureFolder(path: workspace.host.absolute($0)) }
      ?? PictureFolder(Self.folder, below: workspace.root)
    let keep: (String, [UInt8]) throws -> Void = { name, bytes in
      do throws(ContentError) {
        try folder.keep(name, bytes)
      } catch {
        guard isOwn, error.isWriteFailure else { throw error }
        notes(error)
      }
    }
    return VisualRun.Baselines(
      has: { folder.has($0) }, read: { folder.read($0) },
      keep: keepsBaselines || update != .none ? keep : nil)
  }

  private static func unwritable(_ error: ContentError) -> Diagnostic {
    Diagnostic(
      .visualUnwritable, "pictures cannot be kept: \(error.message)",
      at: SourceSpan(SourceText(path: folder, bytes: []), at: 0), severity: .warning,
      notes: [Diagnostic.Note("the next run draws what it compares with from the stored text")])
  }

  private func accepts(_ subject: VisualSubject) -> Bool {
    switch update {
    case .none: false
    case .new: subject.stored == nil
    case .changed: subject.stored != nil
    case .all: true
    }
  }

  /// The messages whose primary part is HTML and that could be rendered.
  private static func subjects(
    of run: TestRun, in store: SnapshotStore
  ) throws -> [VisualSubject] {
    try run.results.compactMap { result in
      if case .failed = result.outcome { return nil }
      let channel = result.testCase.template.channel.value
      guard channel == .email || channel == .inApp,
        let path = SnapshotFiles.paths(of: result.testCase).first, path.hasSuffix(".html")
      else { return nil }
      if let difference = result.differences.first(where: { $0.file.path == path }) {
        return VisualSubject(
          path: path, caseID: result.testCase.id, stored: difference.stored,
          rendered: difference.file.text.fileBytes)
      }
      guard let stored = try store.bytes(at: path) else { return nil }
      return VisualSubject(
        path: path, caseID: result.testCase.id, stored: stored, rendered: stored)
    }
  }
}
