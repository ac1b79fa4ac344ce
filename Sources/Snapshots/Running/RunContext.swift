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
    digests = settings.cache.map { _ in ProjectDigests(renderer.compiled.project) }
  }
}
