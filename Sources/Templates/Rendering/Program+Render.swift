import Documents

extension Program {
  /// Renders the program over `globals` and adds the text to `output`.
  ///
  /// Returns the errors that were gone over under `AfterError.goOn`; under `stop` there are none,
  /// since the first one is thrown. On a thrown error `output` is as long as it was before.
  @discardableResult
  package func render(
    _ globals: TemplateGlobals, options: RenderOptions = RenderOptions(),
    into output: inout OutputBuffer
  ) throws(RenderError) -> [RenderError] {
    if isPlainText, writePlainText(options, &output) { return [] }
    return try run(globals, options, &output, recordsMap: false).errors
  }

  /// Writes the text of a template without tags; false where it is longer than the limit.
  private func writePlainText(_ options: RenderOptions, _ output: inout OutputBuffer) -> Bool {
    let start = output.count
    output.limit = start + options.limits.outputBytes
    var pc = units[0].entry
    while pc < code.count, code[pc].opcode == .text {
      let from = Int(code[pc].a)
      output.append(text[from..<from + Int(code[pc].b)])
      pc += 1
    }
    guard !output.isOverfull, output.count - start <= options.limits.outputBytes else {
      output.rewind(to: start)
      return false
    }
    return true
  }

  /// Renders as `render` does and says which of `branches` were taken.
  package func renderNotingBranches(
    _ globals: TemplateGlobals, options: RenderOptions = RenderOptions(),
    into output: inout OutputBuffer
  ) throws(RenderError) -> [Bool] {
    try run(globals, options, &output, recordsMap: false).reached
  }

  /// Renders as `render` does and records where each byte of the output comes from.
  package func renderWithMap(
    _ globals: TemplateGlobals, options: RenderOptions = RenderOptions(),
    into output: inout OutputBuffer
  ) throws(RenderError) -> (errors: [RenderError], map: SourceMap) {
    let (errors, map, _) = try run(globals, options, &output, recordsMap: true)
    // The run was told to record a map, so there is one.
    return (
      errors,
      map
        ?? SourceMap(
          [], from: 0, MapFacts(self, [], [.none], kept: []), isComplete: true, names: [])
    )
  }

  private func run(
    _ globals: TemplateGlobals, _ options: RenderOptions, _ output: inout OutputBuffer,
    recordsMap: Bool
  ) throws(RenderError) -> (errors: [RenderError], map: SourceMap?, reached: [Bool]) {
    var documents: [Document] = []
    for (_, value) in globals.names { Program.collect(value, &documents) }
    if let root = globals.root { Program.collect(.node(root.document, root.node), &documents) }
    if let data = globals.data { Program.collect(.node(data.document, data.node), &documents) }
    let start = output.count
    var errors: [RenderError] = []
    var runs: [WrittenRun] = []
    let origins = recordsMap ? OriginTable() : nil
    var reached: [Bool] = []
    var isHalted = false
    output.limit = start + options.limits.outputBytes
    Program.withViews(documents, []) { views in
      unsafe code.withUnsafeBufferPointer { code in
        unsafe keys.withUnsafeBufferPointer { keys in
          unsafe text.withUnsafeBufferPointer { text in
            guard let textBase = text.baseAddress else { return }
            var renderer = unsafe Renderer(
              program: self, code: Pinned(code), keys: Pinned(keys),
              text: Bytes(textBase, count: text.count), documents: views, options: options,
              origins: origins)
            renderer.mappedEnd = start
            if !branchForms.isEmpty {
              renderer.reached = [Bool](repeating: false, count: branchForms.count)
            }
            renderer.setGlobals(globals, documents)
            swap(&renderer.output, &output)
            isHalted = !renderer.runMain()
            if recordsMap { renderer.note() }
            swap(&renderer.output, &output)
            errors = renderer.errors
            runs = renderer.runs
            reached = renderer.reached
          }
        }
      }
    }
    if isHalted, let error = errors.last {
      output.rewind(to: start)
      throw error
    }
    return (errors, map(runs, origins, from: start, globals, documents), reached)
  }

  private func map(
    _ runs: [WrittenRun], _ origins: OriginTable?, from start: Int, _ globals: TemplateGlobals,
    _ documents: [Document]
  ) -> SourceMap? {
    guard let origins else { return nil }
    var names: [NamedData] = []
    if let root = globals.root {
      names.append(NamedData(path: "", document: root.document, node: root.node))
    }
    for (name, value) in globals.names { Program.collect(value, name, &names) }
    return SourceMap(
      runs, from: start, MapFacts(self, documents, origins.origins, kept: origins.kept),
      isComplete: !origins.isFull, names: names)
  }

  private static func collect(_ value: TemplateValue, _ path: String, _ names: inout [NamedData]) {
    switch value {
    case .node(let document, let node):
      names.append(NamedData(path: path, document: document, node: node))
    case .namespace(let members):
      for (name, member) in members { collect(member, "\(path).\(name)", &names) }
    case .list(let items):
      for (index, item) in items.enumerated() { collect(item, "\(path)[\(index)]", &names) }
    default: break
    }
  }

  /// The positions of documents in the list are the numbers that values carry.
  static func position(_ document: Document, in documents: [Document]) -> Int? {
    documents.firstIndex {
      $0.source === document.source && $0.nodes.count == document.nodes.count
        && $0.text.count == document.text.count
    }
  }

  private static func collect(_ value: TemplateValue, _ documents: inout [Document]) {
    switch value {
    case .node(let document, _):
      if position(document, in: documents) == nil { documents.append(document) }
    case .namespace(let members): for (_, member) in members { collect(member, &documents) }
    case .list(let items): for item in items { collect(item, &documents) }
    default: break
    }
  }

  /// Pins one document after the other, then calls `body`.
  private static func withViews(
    _ documents: [Document], _ views: [DocumentView], _ body: ([DocumentView]) -> Void
  ) {
    guard views.count < documents.count else { return body(views) }
    documents[views.count].withView { view in
      withViews(documents, views + [view], body)
    }
  }
}
