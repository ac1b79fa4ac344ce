package import Diagnostics
import Dispatch
package import Rendering
import Synchronization

/// What every customer would see differently between two versions of a project.
package struct RenderedDifference: Sendable {
  /// The outputs that differ, by edit; the edit that changes most outputs comes first.
  package let clusters: [OutputCluster]
  /// The number of cases that render the same in both versions.
  package let unchangedCases: Int
  /// The number of cases that differ.
  package let changedCases: Int
  /// Problems met while rendering the new version, without those the old one had, too.
  package let diagnostics: [Diagnostic]

  private struct CaseOutputs: Sendable {
    var files: [SnapshotFile] = []
    var isBroken = false
    var diagnostics: [Diagnostic] = []
  }

  /// Renders all cases of both versions, or those with the ids of `selected`, and compares them.
  package init(
    old: (renderer: Renderer, cases: CaseMatrix), new: (renderer: Renderer, cases: CaseMatrix),
    only selected: Set<String>? = nil
  ) {
    func cases(_ matrix: CaseMatrix) -> [Case] {
      selected.map { ids in matrix.cases.filter { ids.contains($0.id) } } ?? matrix.cases
    }
    let oldOutputs = Self.render(cases(old.cases), old.renderer)
    let newOutputs = Self.render(cases(new.cases), new.renderer)
    let ids = Set(oldOutputs.keys).union(newOutputs.keys).sorted { NaturalOrder.precedes($0, $1) }
    var changes: [OutputChange] = []
    var unchanged = 0
    var changed = 0
    // A name that nothing defines may have taken a case away.
    let known = Set(old.cases.references.map(\.message))
    var diagnostics = new.cases.references.filter { !known.contains($0.message) }
    let unsure = UnsureTemplates(new.cases, in: new.renderer.compiled.project)
    for id in ids {
      var output = newOutputs[id]
      // Nobody knows that the case is gone: its template does not say what cases it has.
      if output == nil, unsure.contain(id) { output = CaseOutputs(isBroken: true) }
      let found = Self.compare(id, oldOutputs[id], output)
      if found.isEmpty { unchanged += 1 } else { changed += 1 }
      changes += found
      if let output = newOutputs[id], output.isBroken, oldOutputs[id]?.isBroken != true {
        diagnostics += output.diagnostics
      }
    }
    let origins = CaseOrigins(
      (new.renderer, new.cases.cases), old: (old.renderer, old.cases.cases),
      changes: InputChanges(
        from: old.renderer.compiled.project, to: new.renderer.compiled.project))
    clusters = OutputClustering.clusters(changes, origins: origins.finder)
    unchangedCases = unchanged
    changedCases = changed
    self.diagnostics = DiagnosticReport.sortedAndUnique(diagnostics)
  }

  private static func compare(
    _ id: String, _ old: CaseOutputs?, _ new: CaseOutputs?
  ) -> [OutputChange] {
    func change(_ kind: OutputChange.Kind, _ old: SnapshotFile?, _ new: SnapshotFile?)
      -> OutputChange
    {
      OutputChange(
        caseID: id, path: new?.path ?? old?.path ?? "", kind: kind, old: old?.text.fileBytes,
        new: new?.text.fileBytes)
    }
    switch (old?.isBroken, new?.isBroken) {
    case (true, true), (true, nil), (nil, true): return []
    case (false, true): return (old?.files ?? []).map { change(.broken, $0, nil) }
    case (true, false): return (new?.files ?? []).map { change(.mended, nil, $0) }
    default: break
    }
    let oldFiles = old?.files ?? []
    let newFiles = new?.files ?? []
    var changes: [OutputChange] = []
    for file in oldFiles {
      guard let other = newFiles.first(where: { $0.path == file.path }) else {
        changes.append(change(.removed, file, nil))
        continue
      }
      if other.text != file.text { changes.append(change(.changed, file, other)) }
    }
    for file in newFiles where !oldFiles.contains(where: { $0.path == file.path }) {
      changes.append(change(.added, nil, file))
    }
    return changes
  }

  private static func render(_ cases: [Case], _ renderer: Renderer) -> [String: CaseOutputs] {
    let outputs = Mutex<[String: CaseOutputs]>([:])
    DispatchQueue.concurrentPerform(iterations: cases.count) { index in
      let testCase = cases[index]
      let rendered = renderer.render(testCase)
      var output = CaseOutputs()
      output.diagnostics = rendered.diagnostics
      if let message = rendered.message {
        output.files = SnapshotFiles.files(of: message, testCase)
      } else {
        output.isBroken = true
      }
      outputs.withLock { $0[testCase.id] = output }
    }
    return outputs.withLock { $0 }
  }
}
