import Diagnostics

/// Turns syntax trees into the steps of one program and links the fragments.
struct LiquidCompiler {
  let fragments: (String) -> SourceText?
  let dynamicNames: [String]
  let options: Liquid.Options
  var builder = ProgramBuilder()
  var diagnostics: [Diagnostic] = []
  /// The trees of the compiled files, by unit.
  var trees: [LiquidBody] = []
  /// The file being compiled.
  var source = SourceText(path: "", "")
  var file = 0
  /// The blocks around the step being emitted, innermost last.
  var enclosing: [Enclosing] = []
  private var needsDynamicNames = false

  /// A block that `break` and `continue` must leave properly.
  enum Enclosing {
    /// A loop: the jumps to patch to its ends.
    case loop(breaks: [Int], continues: [Int])
    /// A capture, closed with its name.
    case capture(Int)
    /// An `ifchanged`.
    case changed
  }

  init(
    fragments: @escaping (String) -> SourceText?, dynamicNames: [String], options: Liquid.Options
  ) {
    self.fragments = fragments
    self.dynamicNames = dynamicNames
    self.options = options
  }

  mutating func compile(
    _ source: SourceText
  ) -> (program: Program?, diagnostics: [Diagnostic]) {
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
    if options.linking == .strict {
      diagnostics += FragmentCycles(builder, calls: trees.map { unconditionalCalls($0) })
        .diagnostics()
    }
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
    return (Program(builder, collector: .liquid(ReadSetCollector(compiler: self))), diagnostics)
  }

  private mutating func add(_ source: SourceText, name: String) {
    let file = builder.addFile(source)
    builder.units.append(ProgramUnit(name: name, file: file, entry: -1, problem: nil))
    trees.append(LiquidBody())
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
    var parser = LiquidParser(source)
    let tree = parser.parse()
    let isFragment = index > 0
    if let problem = parser.diagnostics.first(where: { $0.severity == .error }) {
      refuse(index, parser.diagnostics)
      if isFragment, options.linking == .whenRun {
        builder.units[index].problem = problem
        return
      }
      // The rest is compiled all the same, for the mistakes that only the compiler sees.
    } else {
      diagnostics += parser.diagnostics
    }
    trees[index] = tree
    builder.units[index].entry = builder.here
    enclosing = []
    body(tree)
    builder.emit(
      Instruction(.end),
      at: Place(
        file: Int32(file), start: Int32(source.bytes.count), end: Int32(source.bytes.count)))
    builder.resume[builder.here - 1] = Int32(builder.here - 1)
  }

  private mutating func refuse(_ index: Int, _ problems: [Diagnostic]) {
    if index > 0, options.linking == .whenRun {
      builder.units[index].problem = problems.first
    } else {
      diagnostics += problems
    }
  }

  /// The unit of a fragment, added if it is new; nil when there is no such fragment.
  mutating func unit(named name: String) -> Int? {
    if let index = builder.unitIndex[name] { return index }
    guard let source = fragments(name) else { return nil }
    builder.unitIndex[name] = builder.units.count
    add(source, name: name)
    return builder.units.count - 1
  }

  /// Notes that a fragment's name is worked out while rendering.
  mutating func linkDynamicNames() { needsDynamicNames = true }

  func place(_ range: LiquidRange) -> Place {
    Place(file: Int32(file), start: Int32(range.start), end: Int32(range.end))
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, _ range: LiquidRange, notes: [String] = [],
    fix: Diagnostic.Fix? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        code, message, at: SourceSpan(source, start: range.start, end: range.end),
        notes: notes.map { Diagnostic.Note($0) }, fix: fix))
  }
}
