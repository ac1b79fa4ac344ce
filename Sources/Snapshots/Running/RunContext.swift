import Content
import Diagnostics
import Rendering

/// What every batch of a run shares.
struct RunContext: Sendable {
  let renderer: Renderer
  let store: SnapshotStore
  let settings: RunSettings
  /// The digests of the content; nil where nothing is kept.
  let digests: ProjectDigests?
  /// Templates that were compiled already, to ask a remote place for their results.
  var prepared: [String: (compiled: CompiledTemplate, diagnostics: [Diagnostic])] = [:]

  init(_ renderer: Renderer, _ store: SnapshotStore, _ settings: RunSettings) {
    self.renderer = renderer
    self.store = store
    self.settings = settings
    // What cannot be read has no digest: a result of a time without the file would seem to fit.
    let project = renderer.compiled.project
    digests = settings.cache.flatMap { _ in project.isReadable ? ProjectDigests(project) : nil }
  }
}
