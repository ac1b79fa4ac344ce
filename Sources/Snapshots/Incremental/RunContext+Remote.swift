import Content
import Diagnostics
import Dispatch
import Rendering
import Synchronization

extension RunContext {
  /// Asks the remote place for all that is not known here, before the first case is run.
  ///
  /// One look-up for each template, all under way at once: the answers come while other templates are
  /// compiled and run, so a run waits for a few round trips, not for one after the other.
  mutating func prepareRemote(for cases: [Case]) {
    guard let cache = settings.cache, cache.hasRemote, let digests else { return }
    var seen: Set<String> = []
    let templates = cases.map(\.template).filter { seen.insert($0.id).inserted }
    let renderer = renderer
    let found = Mutex<[String: (compiled: CompiledTemplate, diagnostics: [Diagnostic])]>([:])
    DispatchQueue.concurrentPerform(iterations: templates.count) { number in
      let template = templates[number]
      func key(_ closure: TemplateClosure) -> ContentDigest {
        TemplateInputs(
          template, closure: closure.paths, readsSwitches: closure.readsSwitches, digests: digests,
          engine: cache.engine
        ).key
      }
      if let known = cache.memory(of: template.id).closure, cache.isHere(key(known)) { return }
      guard renderer.compiled.template(template.id) == nil else { return }
      let result = CompiledTemplate.compile(template, in: renderer.compiled.project)
      found.withLock { $0[template.id] = result }
      guard result.compiled.isComplete,
        !result.diagnostics.contains(where: { $0.severity == .error })
      else { return }
      let new = key(TemplateClosure(result.compiled))
      if !cache.isHere(new) { cache.askRemote(for: [new]) }
    }
    prepared = found.withLock { $0 }
  }
}
