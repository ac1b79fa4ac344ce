package import Content
import Dispatch
package import Rendering
import Synchronization

/// Renders changed cases again with a source map, only when one of their outputs has changed.
package final class CaseOrigins: Sendable {
  private let renderer: Renderer
  private let old: Renderer?
  private let cases: [String: Case]
  /// The cases of the new version in their order.
  private let ordered: [Case]
  /// Whether every case is known: every file of the content could be read, and every name in it is
  /// defined.
  package let isComplete: Bool
  private let oldCases: [String: Case]
  private let values = Mutex<[String: DataValues]>([:])
  private let changes: InputChanges?
  private let templateChanges = Mutex<[String: TemplateChanges]>([:])
  private let caseChanges = Mutex<[String: CaseChanges]>([:])

  /// Prepares for cases of the new version, and of the old one where it is rendered, too; `changes`
  /// are what may explain an edit.
  ///
  /// `lacksCases` says that names which nothing defines may hide further cases.
  package init(
    _ new: (renderer: Renderer, cases: [Case]),
    old: (renderer: Renderer, cases: [Case])? = nil, changes: InputChanges? = nil,
    lacksCases: Bool = false
  ) {
    self.changes = changes
    renderer = new.renderer
    self.old = old?.renderer
    ordered = new.cases
    cases = Self.byPath(new.cases)
    isComplete = !lacksCases && new.renderer.compiled.project.isReadable
    oldCases = old.map { Self.byPath($0.cases) } ?? [:]
  }

  /// Prepares for the cases of a project, with only its own version known.
  package convenience init(_ project: Project, changes: InputChanges? = nil) {
    let matrix = CaseMatrix(project)
    self.init(
      (Renderer(CompiledProject(project)), matrix.cases), changes: changes,
      lacksCases: !matrix.references.isEmpty)
  }

  private static func byPath(_ cases: [Case]) -> [String: Case] {
    var byPath: [String: Case] = [:]
    byPath.reserveCapacity(cases.count * 2)
    for testCase in cases {
      for path in SnapshotFiles.paths(of: testCase) { byPath[path] = testCase }
    }
    return byPath
  }

  /// The case that is stored at a path, or nil.
  package func testCase(at path: String) -> Case? { cases[path] }

  /// Returns changes in the order of a run: by case and part; those of no case stay behind them as
  /// they are.
  func inOrder(_ changes: [OutputChange]) -> [OutputChange] {
    let paths = ordered.flatMap { SnapshotFiles.paths(of: $0) }
    let order = Dictionary(zip(paths, paths.indices), uniquingKeysWith: { first, _ in first })
    let places = changes.map { order[$0.path] ?? .max }
    return changes.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { changes[$0] }
  }

  /// The paths of changes that the content does not render as they wait, in order.
  package func outdated(_ changes: [OutputChange]) -> [String] {
    let found = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: changes.count) { index in
      let change = changes[index]
      let bytes = cases[change.path].flatMap { testCase -> [UInt8]? in
        renderer.render(testCase).message.flatMap { message in
          SnapshotFiles.files(of: message, testCase).first { $0.path == change.path }
        }?.text.fileBytes
      }
      // A stale snapshot waits for its removal: any case that has its path makes it fresh.
      let isOutdated = change.new == nil ? cases[change.path] != nil : bytes != change.new
      if isOutdated { found.withLock { $0.append(change.path) } }
    }
    return found.withLock { $0.sorted { ContentPath.isOrdered($0, before: $1) } }
  }

  /// Finds what the source map says about changes.
  package var finder: OriginFinder { { self.origins(of: $0) } }

  /// What of a case's inputs has changed, worked out once for all of its outputs.
  private func changes(of testCase: Case) -> CaseChanges? {
    guard let changes else { return nil }
    if let known = caseChanges.withLock({ $0[testCase.id] }) { return known }
    let template = renderer.compiled.template(testCase.template.id)
    var shared = templateChanges.withLock { $0[testCase.template.id] }
    if shared == nil, let template {
      let made = TemplateChanges(
        testCase.template, TemplateClosure(template), in: renderer.compiled.project,
        changes: changes)
      templateChanges.withLock { $0[testCase.template.id] = made }
      shared = made
    }
    guard let shared else { return nil }
    let found = CaseChanges(
      testCase, shared, in: renderer.compiled.project, changes: changes,
      texts: {
        let reads = TextReads()
        _ = renderer.render(testCase, with: template, noting: reads)
        return reads.keys
      })
    caseChanges.withLock { $0[testCase.id] = found }
    return found
  }

  /// What the source map says about each change; nil unless rendering gives exactly its new bytes.
  private func origins(of changes: ArraySlice<OutputChange>) -> [OutputOrigins?] {
    var new = MappedCase.none
    var old = MappedCase.none
    return changes.map { change in
      guard change.kind == .changed, let testCase = cases[change.path] else { return nil }
      if new.id != testCase.id { new = MappedCase(testCase, renderer) }
      guard let runs = new.runs(at: change.path, ifRendered: change.new) else { return nil }
      var mapped: [TextOrigins.Run]?
      if let oldRenderer = self.old, let oldCase = oldCases[change.path] {
        if old.id != oldCase.id { old = MappedCase(oldCase, oldRenderer) }
        mapped = old.runs(at: change.path, ifRendered: change.old)
      }
      return OutputOrigins(
        new: runs, old: mapped, values: values(of: testCase), changes: self.changes(of: testCase))
    }
  }

  /// The values of a case, collected once for each profile and set of recordings.
  private func values(of testCase: Case) -> DataValues {
    // Recordings belong to templates.
    let recordings = testCase.recordingSet.map { "\(testCase.template.id)\n\($0.id)" } ?? ""
    let key = "\(testCase.profile.id)\n\(recordings)"
    if let known = values.withLock({ $0[key] }) { return known }
    let found = DataValues(testCase, renderer.compiled.project)
    values.withLock { $0[key] = found }
    return found
  }
}

/// A case rendered with a source map.
private struct MappedCase {
  let id: String
  private let files: [SnapshotFile]
  private let runs: [[TextOrigins.Run]]

  /// No case.
  static let none = MappedCase(id: "", files: [], runs: [])

  private init(id: String, files: [SnapshotFile], runs: [[TextOrigins.Run]]) {
    (self.id, self.files, self.runs) = (id, files, runs)
  }

  init(_ testCase: Case, _ renderer: Renderer) {
    let (rendered, origins) = renderer.renderWithMap(testCase)
    self.init(
      id: testCase.id, files: rendered.map { SnapshotFiles.files(of: $0, testCase) } ?? [],
      runs: rendered.map { SnapshotFiles.origins(of: $0, origins) } ?? [])
  }

  /// The runs of the file at a path, if it holds these bytes.
  func runs(at path: String, ifRendered bytes: [UInt8]?) -> [TextOrigins.Run]? {
    guard let index = files.firstIndex(where: { $0.path == path }),
      files[index].text.fileBytes == bytes
    else { return nil }
    return runs.indices.contains(index) ? runs[index] : []
  }
}
