import Content
import Diagnostics
import Documents
import Rendering

/// Which inputs of one case have changed, for the reasons of its edits.
struct CaseChanges: Sendable {
  private let changes: InputChanges
  /// The inputs of the case that differ, files of templates last.
  private let inputs: [EditReason]
  /// The keys of translations that the case asked for and that differ, with their reasons.
  private let texts: [(key: String, reason: EditReason)]

  /// Most reasons of one edit.
  private static let maximumReasons = 5

  /// Works out what of a case's inputs has changed; `texts` are the translations that it asks for.
  init(
    _ testCase: Case, _ closure: TemplateClosure, in project: Project, changes: InputChanges,
    texts asked: () -> [String]
  ) {
    self.changes = changes
    let template = testCase.template
    var names: [String] = [testCase.profile.document.source.path]
    for choice in testCase.recordingSet?.sources ?? [] {
      let stem = "recordings/\(choice.source.value)/\(choice.recording.value)"
      names += [stem + ".json", stem + ".yaml"]
    }
    names += [
      InputState.name(testCase.clock), InputState.name(testCase.environment), InputState.settings,
    ]
    for source in template.sources {
      names += ["sources/\(source.value).yaml", "sources/\(source.value).json"]
    }
    if closure.readsSwitches { names.append("switches.yaml") }
    if let surface = template.surface { names.append(SchemaFile.surfacePath(surface.value)) }
    var reasons = names.filter(changes.names.contains).map { EditReason(input: $0) }
    var texts: [(key: String, reason: EditReason)] = []
    var keys: [String]?
    for name in Translations.chain(of: testCase.locale, in: project) {
      guard let file = project.locales[id: name],
        changes.names.contains(file.document.source.path)
      else { continue }
      let path = file.document.source.path
      guard let changed = changes.changedTexts(file.document) else {
        reasons.append(EditReason(input: path))
        continue
      }
      let read = keys ?? asked()
      keys = read
      for key in read where changed.contains(key) {
        texts.append((key, EditReason(.translation, "\(path)#\(key)")))
      }
    }
    reasons += texts.map(\.reason)
    let sources =
      template.parts.map { ($0.path, $0.source.bytes) }
      + project.fragments.map { ($0.source.path, $0.source.bytes) }
      + [(template.document.source.path, template.document.source.bytes)]
    let own = Set(closure.paths + template.parts.map(\.path) + [template.document.source.path])
    for (path, bytes) in sources where own.contains(path) && changes.names.contains(path) {
      let line = changes.firstChange(of: path, bytes)
      reasons.append(EditReason(.template, line.map { "\(path):\($0)" } ?? path))
    }
    inputs = reasons
    self.texts = texts
  }

  /// Why an edit is there: the runs of the source map that it touches say most; where none of them
  /// has changed, everything that the case is made from and that has changed may be the reason.
  func reasons(
    for runs: ArraySlice<TextOrigins.Run>, at offset: Int, in output: [UInt8], isRemoval: Bool
  ) -> [EditReason] {
    var found: [EditReason] = []
    func add(_ reason: EditReason) {
      if !found.contains(reason) { found.append(reason) }
    }
    for run in runs {
      let place = run.place(at: max(offset, run.range.lowerBound), in: output)
      if changes.isChanged(place.line, of: place.path, run.span.source.bytes, isRemoval: isRemoval)
      {
        add(EditReason(.template, place.place))
      }
      if let data = run.dataPath, changes.names.contains(data) {
        add(
          data.hasPrefix("templates/")
            ? EditReason(.recording, data) : EditReason(input: data))
      }
      if !texts.isEmpty {
        let expression = run.isPrinted ? run.expression : ""
        for text in texts where expression.contains(text.key) { add(text.reason) }
      }
      if found.count >= Self.maximumReasons { break }
    }
    if found.isEmpty { found = inputs }
    if found.isEmpty, changes.isOtherEngine { found = [.engine] }
    return Array(found.prefix(Self.maximumReasons))
  }
}
