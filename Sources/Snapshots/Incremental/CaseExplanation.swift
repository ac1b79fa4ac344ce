import Content
package import Rendering

/// Why a case is rendered or not, as far as the cache knows.
package struct CaseExplanation: Sendable {
  /// What the case is made from: every file, and every text that rendering it asked for.
  package let reads: [String]
  /// Those of `reads` that are not what they were at the last run; nil where there was none.
  package let changed: [String]?

  /// Works it out from what the last run left behind.
  package init(_ testCase: Case, renderer: Renderer, cache: ResultCache) {
    let digests = ProjectDigests(renderer.compiled.project)
    let compiled = CompiledTemplate.compile(
      testCase.template, in: renderer.compiled.project
    ).compiled
    let closure = TemplateClosure(compiled)
    let inputs = TemplateInputs(
      testCase.template, closure: closure.paths, readsSwitches: closure.readsSwitches,
      digests: digests, engine: cache.engine)
    let records = cache.records(inputs.key, askingRemote: false)
    let texts = records?.cases[testCase.id]?.texts ?? []
    let own = CaseInputs(testCase, template: inputs.key, texts: texts, digests: digests)
    let files = inputs.files.map { (name: $0.path, digest: $0.digest) } + own.reads
    let present = files.filter { $0.digest != ProjectDigests.absent }
    reads = present.map(\.name)
    let old = cache.files
    guard !old.isEmpty else {
      changed = nil
      return
    }
    changed = files.filter { file in
      !file.name.contains("#") && file.digest != old[file.name] ?? ProjectDigests.absent
    }.map(\.name)
  }
}
