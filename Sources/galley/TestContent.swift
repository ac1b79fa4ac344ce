import Content
import Diagnostics
import Dispatch
import Rendering
import Snapshots
import Synchronization

/// What a test run needs of the work tree, read on two threads.
struct TestContent {
  let project: Project
  /// Problems of single files, and names in them that decide about cases and that nothing defines.
  let loading: [Diagnostic]
  /// Translations and schemas; templates are compiled when a case of theirs must be rendered.
  let compiled: CompiledProject
  let matrix: CaseMatrix
  let store: SnapshotStore
  /// How cases ended and what they cost when they were last run.
  let history: RunHistory

  /// Reads the work tree.
  ///
  /// With `isWhole` templates that have no case are compiled as well, so that a run of everything
  /// fails on each template that does not compile; the others are compiled by their cases.
  init(_ workspace: Workspace, isWhole: Bool, printer: ProblemPrinter) throws {
    let listed = Mutex<Result<(store: SnapshotStore, history: RunHistory), ContentError>?>(nil)
    let read = Mutex<Result<ProjectReading, ContentError>?>(nil)
    let root = workspace.root
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      if part == 0 {
        let result = Result { () throws(ContentError) in
          try Project.load(from: WorkTreeSource(root: root))
        }
        read.withLock { $0 = result }
      } else {
        let result = Result { () throws(ContentError) in
          (
            store: try SnapshotStore(WorkTreeSource(root: root)), history: RunHistory(root: root)
          )
        }
        listed.withLock { $0 = result }
      }
    }
    guard let reading = try read.withLock({ $0 })?.get(),
      let (store, history) = try listed.withLock({ $0 })?.get()
    else { preconditionFailure("concurrentPerform waits for both parts") }
    let problems: [Diagnostic]
    (project, problems) = try Workspace.usable(
      reading, from: WorkTreeSource(root: root), printer: printer)
    self.store = store
    self.history = history
    matrix = try Workspace.cases(of: project, printer: printer)
    let tested = Set(matrix.cases.map(\.template.id))
    let untested = isWhole ? project.templates.map(\.id).filter { !tested.contains($0) } : []
    compiled = CompiledProject(project, templates: Set(untested))
    // Where a recipient's language is looked up decides about cases as well.
    loading =
      problems + matrix.references
      + compiled.diagnostics.filter { $0.code == .unknownProfilePath }
  }

  var renderer: Renderer { Renderer(compiled) }
}
