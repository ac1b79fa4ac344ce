package import Content
import Dispatch
package import Rendering
import Synchronization

/// Renders changed cases again with a source map, only when one of their outputs has changed.
package final class CaseOrigins: Sendable {
  private let renderer: Renderer
  private let old: Renderer?
  private let cases: [String: Case]
  private let oldCases: [String: Case]
  private let values = Mutex<[String: DataValues]>([:])
  private let changes: InputChanges?
  private let closures = Mutex<[String: TemplateClosure]>([:])
  private let caseChanges = Mutex<[String: CaseChanges]>([:])

  /// Prepares for the cases of the new version, and of the old one where it is rendered, too;
  /// `changes` are what may explain an edit.
  package init(
    _ new: (renderer: Renderer, cases: CaseMatrix),
    old: (renderer: Renderer, cases: CaseMatrix)? = nil, changes: InputChanges? = nil
  ) {
    self.changes = changes
    renderer = new.renderer
    self.old = old?.renderer
    cases = Self.byPath(new.cases)
    oldCases = old.map { Self.byPath($0.cases) } ?? [:]
  }

  /// Prepares for the cases of a project, with only its own version known.
  package convenience init(_ project: Project, changes: InputChanges? = nil) {
    self.init((Renderer(CompiledProject(project)), CaseMatrix(project)), changes: changes)
  }

  private static func byPath(_ matrix: CaseMatrix) -> [String: Case] {
    var cases: [String: Case] = [:]
    for testCase in matrix.cases {
      for path in SnapshotFiles.paths(of: testCase) { cases[path] = testCase }
    }
    return cases
  }

  /// The case that is stored at a path, or nil.
  package func testCase(at path: String) -> Case? { cases[path] }

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

  /// What the source map says about a change; nil unless rendering gives exactly its new bytes.
  package func origins(of change: OutputChange) -> OutputOrigins? {
    guard let testCase = cases[change.path],
      let new = Self.file(at: change.path, testCase, renderer), new.bytes == change.new
    else { return nil }
    var mapped: [TextOrigins.Run]?
    if let old, let oldCase = oldCases[change.path],
      let file = Self.file(at: change.path, oldCase, old), file.bytes == change.old
    {
      mapped = file.runs
    }
    return OutputOrigins(
      new: new.runs, old: mapped, values: values(of: testCase), changes: changes(of: testCase))
  }

  /// What of a case's inputs has changed, worked out once for all of its outputs.
  private func changes(of testCase: Case) -> CaseChanges? {
    guard let changes else { return nil }
    if let known = caseChanges.withLock({ $0[testCase.id] }) { return known }
    let template = renderer.compiled.template(testCase.template.id)
    var closure = closures.withLock { $0[testCase.template.id] }
    if closure == nil, let template {
      let made = TemplateClosure(template)
      closures.withLock { $0[testCase.template.id] = made }
      closure = made
    }
    guard let closure else { return nil }
    let found = CaseChanges(
      testCase, closure, in: renderer.compiled.project, changes: changes,
      texts: {
        let reads = TextReads()
        _ = renderer.render(testCase, with: template, noting: reads)
        return reads.keys
      })
    caseChanges.withLock { $0[testCase.id] = found }
    return found
  }

  private static func file(
    at path: String, _ testCase: Case, _ renderer: Renderer
  ) -> (bytes: [UInt8], runs: [TextOrigins.Run])? {
    let (rendered, origins) = renderer.renderWithMap(testCase)
    guard let message = rendered.message else { return nil }
    let files = SnapshotFiles.files(of: message, testCase)
    guard let index = files.firstIndex(where: { $0.path == path }) else { return nil }
    let runs = SnapshotFiles.origins(of: message, origins)
    return (files[index].text.fileBytes, runs.indices.contains(index) ? runs[index] : [])
  }

  /// The values of a case, collected once for each profile and set of recordings.
  private func values(of testCase: Case) -> DataValues {
    let key = "\(testCase.profile.id)\n\(testCase.template.id)\n\(testCase.recordingSet?.id ?? "")"
    if let known = values.withLock({ $0[key] }) { return known }
    let found = DataValues(testCase, renderer.compiled.project)
    values.withLock { $0[key] = found }
    return found
  }
}
