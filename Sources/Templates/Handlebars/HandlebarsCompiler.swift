import Diagnostics

/// Turns syntax trees into the steps of one program and links the partials.
struct HandlebarsCompiler {
  let partials: (String) -> SourceText?
  let dynamicNames: [String]
  let options: Handlebars.Options
  var builder = ProgramBuilder()
  var diagnostics: [Diagnostic] = []
  /// The trees of the compiled files, by unit.
  var trees: [HandlebarsTree] = []
  /// The file being compiled.
  var source = SourceText(path: "", "")
  var file = 0
  var tree = HandlebarsTree()
  /// The names after `as` of the blocks around the step being emitted, innermost last.
  var parameters: [[String]] = []
  /// The names of all inline partials.
  var inlineNames: Set<String> = []
  /// Partials that are no files: they may be inline partials of another file.
  var unresolved: [(name: String, span: SourceSpan)] = []
  /// Whether the step being emitted stands in a body that a helper runs on the current context.
  var isInCondition = false
  /// Whether variables that start with `@` have values.
  var hasData = false
  private var needsDynamicNames = false

  init(
    partials: @escaping (String) -> SourceText?, dynamicNames: [String],
    options: Handlebars.Options
  ) {
    self.partials = partials
    self.dynamicNames = dynamicNames
    self.options = options
  }

  mutating func compile(
    _ source: SourceText
  ) -> (program: Program?, diagnostics: [Diagnostic]) {
    builder.usesContexts = true
    builder.looksOutside = options.compat
    builder.recordsBranches = options.recordsBranches
    add(source, name: "")
    // Compiling a unit may add units; the list grows while it is gone through.
    var next = 0
    while next < builder.units.count {
      compileUnit(next)
      next += 1
      if next == builder.units.count, needsDynamicNames {
        needsDynamicNames = false
        for name in dynamicNames { _ = unit(named: name) }
      }
    }
    reportUnresolved()
    if options.linking == .strict {
      let calls = trees.map { unconditionalCalls($0, $0.root) }
      diagnostics += FragmentCycles(builder, calls: calls).diagnostics()
    }
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
    return (
      Program(builder, collector: .handlebars(HandlebarsReads(compiler: self))), diagnostics
    )
  }

  private mutating func add(_ source: SourceText, name: String) {
    let file = builder.addFile(source)
    builder.units.append(ProgramUnit(name: name, file: file, entry: -1, problem: nil))
    trees.append(HandlebarsTree())
  }

  private mutating func compileUnit(_ index: Int) {
    file = builder.units[index].file
    source = builder.files[file]
    guard source.bytes.count <= options.maximumBytes else {
      let problem = Diagnostic(
        .templateSizeLimit,
        "the template has \(source.bytes.count) bytes; the limit is \(options.maximumBytes)",
        at: SourceSpan(source, at: 0))
      refuse(index, [problem])
      return
    }
    var parser = HandlebarsParser(source)
    let parsed = parser.parse()
    guard parser.diagnostics.isEmpty else {
      refuse(index, parser.diagnostics)
      return
    }
    tree = HandlebarsWhitespace.apply(source.bytes, parsed)
    trees[index] = tree
    builder.units[index].entry = builder.here
    parameters = []
    isInCondition = false
    // A template that names such a variable has them, whatever the option says.
    if index == 0 { hasData = options.data || tree.namesData }
    let known = diagnostics.count
    body(tree.root, inlineFlags: ContextSteps.isUnit)
    let end = source.bytes.count
    finish(HandlebarsRange(start: end, end: end))
    if index > 0, options.linking == .whenRun, diagnostics.count > known {
      builder.units[index].entry = -1
      builder.units[index].problem = diagnostics[known]
      diagnostics.removeLast(diagnostics.count - known)
    }
  }

  /// Ends a unit, an inline partial or the body of a partial.
  mutating func finish(_ range: HandlebarsRange) {
    builder.emit(Instruction(.end), at: place(range))
    builder.resume[builder.here - 1] = Int32(builder.here - 1)
  }

  private mutating func refuse(_ index: Int, _ problems: [Diagnostic]) {
    if index > 0, options.linking == .whenRun {
      builder.units[index].problem = problems.first
    } else {
      diagnostics += problems
    }
  }

  /// The unit of a partial, added if it is new; nil when there is no such file.
  mutating func unit(named name: String) -> Int? {
    if let index = builder.unitIndex[name] { return index }
    guard let source = partials(name) else { return nil }
    builder.unitIndex[name] = builder.units.count
    add(source, name: name)
    return builder.units.count - 1
  }

  /// Notes that a partial's name is worked out while rendering.
  mutating func linkDynamicNames() { needsDynamicNames = true }

  private mutating func reportUnresolved() {
    guard options.linking == .strict else { return }
    for (name, span) in unresolved where !inlineNames.contains(name) {
      var notes = ["a partial is a file in the folder 'fragments', or {{#*inline \"\(name)\"}}"]
      let known = dynamicNames + inlineNames.sorted()
      if let nearest = NearestName.suggest(name, among: known) {
        notes.insert("did you mean '\(nearest)'?", at: 0)
      }
      diagnostics.append(
        Diagnostic(
          .unknownFragment, "no fragment is called '\(name)'", at: span,
          notes: notes.map { Diagnostic.Note($0) }))
    }
  }

  func place(_ range: HandlebarsRange) -> Place {
    Place(file: Int32(file), start: Int32(range.start), end: Int32(range.end))
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, _ range: HandlebarsRange, notes: [String] = [],
    fix: Diagnostic.Fix? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        code, message, at: SourceSpan(source, start: range.start, end: range.end),
        notes: notes.map { Diagnostic.Note($0) }, fix: fix))
  }
}
