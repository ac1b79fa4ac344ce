import Content
import Diagnostics
import Documents
import Rendering

/// Some cases of one template, run on one thread: the unit that threads share out.
struct CaseBatch {
  /// What running a batch gave.
  struct Outcome: Sendable {
    var results: [CaseResult] = []
    /// Problems of the template itself, where it had to be compiled.
    var diagnostics: [Diagnostic] = []
    /// Reused results that rendering refuted.
    var mismatches: [Diagnostic] = []
    /// What the template is made from, where that is new.
    var closure: TemplateClosure?
    /// The key of the template's inputs, where it could be worked out.
    var key: ContentDigest?
    /// The records found under the key.
    var found: CaseRecords?
    /// Records that are new or different.
    var records: [String: CaseRecord] = [:]
    /// Digests of stored snapshots that were read.
    var snapshots: [String: SnapshotDigests.Entry] = [:]
  }

  let context: RunContext
  let template: Template
  private let paths: SnapshotPaths
  private var outcome = Outcome()
  /// What the cache knows of the template.
  private var memory = TemplateMemory()
  private var compiled: CompiledTemplate?
  private var isCompiled = false

  init(_ template: Template, _ context: RunContext) {
    self.context = context
    self.template = template
    paths = SnapshotPaths(template)
  }

  /// Runs the cases in their order.
  static func run(
    _ cases: ArraySlice<Case>, _ context: RunContext
  ) throws(ContentError) -> Outcome {
    guard let first = cases.first else { return Outcome() }
    var batch = CaseBatch(first.template, context)
    let folder = try SnapshotFolder(batch.paths.folder, in: context.store)
    batch.findRecords()
    for testCase in cases { batch.run(testCase, folder) }
    return batch.outcome
  }

  private mutating func compile() -> CompiledTemplate? {
    if isCompiled { return compiled }
    isCompiled = true
    if let known = context.renderer.compiled.template(template.id) {
      compiled = known
      return known
    }
    let result =
      context.prepared[template.id]
      ?? CompiledTemplate.compile(template, in: context.renderer.compiled.project)
    outcome.diagnostics = result.diagnostics
    compiled = result.compiled
    return result.compiled
  }

  /// Looks the template's records up; only where its inputs are unknown or new is it compiled.
  private mutating func findRecords() {
    guard let cache = context.settings.cache, let digests = context.digests else { return }
    func key(_ closure: TemplateClosure) -> ContentDigest {
      TemplateInputs(
        template, closure: closure.paths, readsSwitches: closure.readsSwitches, digests: digests,
        engine: cache.engine
      ).key
    }
    memory = cache.memory(of: template.id)
    let known = memory.closure
    if let known {
      let old = key(known)
      if let records = cache.records(old, askingRemote: false) {
        outcome.key = old
        outcome.found = records
        return
      }
    }
    // A template with an error has no key: it is compiled each time, and its errors are told.
    guard let compiled = compile(), compiled.isComplete,
      !outcome.diagnostics.contains(where: { $0.severity == .error })
    else { return }
    let closure = TemplateClosure(compiled)
    if closure != known { outcome.closure = closure }
    let new = key(closure)
    outcome.key = new
    if let records = cache.records(new, askingRemote: true) {
      outcome.found = records
      // Whatever came from elsewhere is kept here, too.
      outcome.records = records.cases
    }
  }

  private mutating func run(_ testCase: Case, _ folder: borrowing SnapshotFolder) {
    var refutable: CaseRecord?
    if testCase.problems.isEmpty, let record = outcome.found?.cases[testCase.id],
      let key = outcome.key, let digests = context.digests
    {
      let inputs = CaseInputs(testCase, template: key, texts: record.texts, digests: digests)
      if inputs.key == record.key {
        if isVerified(inputs.key) {
          refutable = record
        } else if isStored(record, testCase, folder) {
          outcome.results.append(
            CaseResult(testCase: testCase, outcome: .passed, isReused: true))
          return
        }
      }
    }
    render(testCase, folder, refutable: refutable)
  }

  /// Whether a reused result is among those that are rendered all the same.
  ///
  /// Which ones they are changes with every change of the content.
  private func isVerified(_ key: ContentDigest) -> Bool {
    let share = UInt64(max(0, min(context.settings.verifiedShare, 100)))
    guard share > 0, let salt = context.digests?.everything.bucket(of: 100) else { return false }
    return (key.bucket(of: 100) + salt) % 100 < share
  }

  /// Compares what a record says with the stored files: a reused result skips nothing of that.
  private mutating func isStored(
    _ record: CaseRecord, _ testCase: Case, _ folder: borrowing SnapshotFolder
  ) -> Bool {
    let paths = paths.paths(of: testCase)
    guard paths.count == record.outputs.count else { return false }
    for (path, output) in zip(paths, record.outputs) {
      guard let digest = storedDigest(path, folder), digest == output else { return false }
    }
    return true
  }

  private mutating func storedDigest(
    _ path: String, _ folder: borrowing SnapshotFolder
  ) -> ContentDigest? {
    if let signature = folder.signature(of: path),
      let known = memory.snapshots.digest(of: path, signature)
    {
      return known
    }
    // What cannot be read is told when the case is rendered.
    guard let stored = (try? folder.read(path)) ?? nil else { return nil }
    let digest = SnapshotText.digest(of: stored.bytes)
    note(path, stored.signature, digest)
    return digest
  }

  private mutating func note(
    _ path: String, _ signature: FileSignature?, _ digest: ContentDigest
  ) {
    guard let signature,
      memory.snapshots.digest(of: path, signature) != digest
    else { return }
    outcome.snapshots[path] = SnapshotDigests.Entry(signature: signature, digest: digest)
  }

  private mutating func render(
    _ testCase: Case, _ folder: borrowing SnapshotFolder, refutable: CaseRecord?
  ) {
    let start = context.settings.microseconds?()
    let template = compile()
    let isRecording = outcome.key != nil
    let reads = isRecording ? TextReads() : nil
    let rendered = context.renderer.render(testCase, with: template, noting: reads)
    var result = CaseResult.Outcome.failed
    var problems = rendered.diagnostics
    if let message = rendered.message {
      let files = SnapshotFiles.files(of: message, at: paths.stem(of: testCase))
      var differences: [CaseResult.Difference] = []
      var outputs: [ContentDigest] = []
      for file in files {
        let bytes = file.text.fileBytes
        let stored: (bytes: [UInt8], signature: FileSignature?)?
        switch read(file.path, folder) {
        case .success(let found): stored = found
        case .failure(let failure):
          problems.append(failure.problem)
          continue
        }
        let isEqual = stored.map { SnapshotText.isEqual($0.bytes, bytes) } ?? false
        if !isEqual, let stored,
          let version = SnapshotText.newerVersion(of: stored.bytes, insteadOf: bytes)
        {
          problems.append(.newerFormat(file.path, version))
          continue
        }
        if !isEqual {
          differences.append(CaseResult.Difference(file: file, stored: stored?.bytes))
        }
        guard isRecording else { continue }
        let digest = SnapshotText.digest(of: bytes)
        outputs.append(digest)
        if isEqual, let stored { note(file.path, stored.signature, digest) }
      }
      if problems.count == rendered.diagnostics.count {
        result =
          differences.isEmpty
          ? .passed
          : differences.contains { $0.stored == nil } ? .new(differences) : .changed(differences)
        record(testCase, outputs, reads, problems, refutable)
      }
    }
    let cost = start.flatMap { start in context.settings.microseconds.map { $0() - start } }
    outcome.results.append(
      CaseResult(testCase: testCase, outcome: result, diagnostics: problems, cost: cost ?? 0))
  }

  private struct Unreadable: Error {
    let problem: Diagnostic
  }

  /// Reads a stored file; what keeps it from being read is a problem of the case alone.
  private func read(
    _ path: String, _ folder: borrowing SnapshotFolder
  ) -> Result<(bytes: [UInt8], signature: FileSignature?)?, Unreadable> {
    if let problem = context.store.problem(at: path) {
      return .failure(Unreadable(problem: problem))
    }
    do throws(ContentError) {
      return .success(try folder.read(path))
    } catch {
      return .failure(Unreadable(problem: .unreadableSnapshot(path, error)))
    }
  }

  /// Notes the result of a rendering that found nothing; others are rendered each time, so that
  /// what they found is always told in full.
  private mutating func record(
    _ testCase: Case, _ outputs: [ContentDigest], _ reads: TextReads?, _ problems: [Diagnostic],
    _ refutable: CaseRecord?
  ) {
    if let refutable, refutable.outputs != outputs {
      outcome.mismatches.append(
        Diagnostic(
          .cacheMismatch, "the case \(testCase.id) renders to something else than the cache says",
          at: SourceSpan(template.document.source, at: 0), severity: .error,
          notes: [
            Diagnostic.Note("delete \(ResultCache.folder) and report what the case reads")
          ]))
    }
    guard problems.isEmpty, let key = outcome.key, let digests = context.digests else { return }
    let texts = reads?.keys ?? []
    let inputs = CaseInputs(testCase, template: key, texts: texts, digests: digests)
    let record = CaseRecord(key: inputs.key, texts: texts, outputs: outputs)
    if outcome.found?.cases[testCase.id] != record { outcome.records[testCase.id] = record }
  }
}
