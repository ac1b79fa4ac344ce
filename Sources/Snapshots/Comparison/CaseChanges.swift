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
    _ testCase: Case, _ shared: TemplateChanges, in project: Project, changes: InputChanges,
    texts asked: () -> [String]
  ) {
    self.changes = changes
    var names: [String] = [testCase.profile.document.source.path]
    for choice in testCase.recordingSet?.sources ?? [] {
      let stem = "recordings/\(choice.source.value)/\(choice.recording.value)"
      names += [stem + ".json", stem + ".yaml"]
    }
    names += [
      InputState.name(testCase.clock), InputState.name(testCase.environment), InputState.settings,
    ]
    var reasons =
      names.filter(changes.names.contains).map { EditReason(input: $0) } + shared.inputs
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
    reasons += shared.sources
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

/// Which inputs of all cases of a template have changed: worked out once for all of them.
struct TemplateChanges: Sendable {
  /// Sources, switches and schemas that differ.
  let inputs: [EditReason]
  /// Files of the template that differ, its fragments included, each with its first changed line.
  let sources: [EditReason]

  /// Works out what of a template's inputs has changed.
  init(
    _ template: Template, _ closure: TemplateClosure, in project: Project, changes: InputChanges
  ) {
    var names: [String] = []
    for source in template.sources {
      names += ["sources/\(source.value).yaml", "sources/\(source.value).json"]
    }
    if closure.readsSwitches { names.append("switches.yaml") }
    if let surface = template.surface { names.append(SchemaFile.surfacePath(surface.value)) }
    inputs = names.filter(changes.names.contains).map { EditReason(input: $0) }
    let own = Set(closure.paths + template.parts.map(\.path) + [template.document.source.path])
    let files =
      template.parts.map(\.source) + project.fragments.map(\.source) + [template.document.source]
    sources = files.filter { own.contains($0.path) && changes.names.contains($0.path) }.map {
      file in
      let line = changes.firstChange(of: file.path, file.bytes)
      return EditReason(.template, line.map { "\(file.path):\($0)" } ?? file.path)
    }
  }
}
