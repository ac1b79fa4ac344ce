package import Diagnostics
import Documents

/// A compiled template with the fragments it uses: immutable, rendered by any number of threads.
package final class Program: Sendable {
  /// The template's own source, then those of its fragments.
  package let files: [SourceText]
  /// The data that the template reads, in the order of the source; what the static checker asks.
  ///
  /// Worked out at every call: rendering has no need of it.
  package var reads: [TemplateRead] {
    switch collector {
    case .liquid(var collector): collector.reads()
    case .handlebars(var collector): collector.reads()
    }
  }
  /// The names of the fragments that the template can run, sorted.
  package let fragmentNames: [String]

  /// The syntax trees, for `reads`.
  private let collector: Collector

  /// What works the reads out, by language.
  enum Collector: Sendable {
    case liquid(ReadSetCollector)
    case handlebars(HandlebarsReads)
  }

  /// The steps of all files.
  let code: [Instruction]
  /// Where each step stands in the source.
  let places: [Place]
  /// For each step, where to go on after an error in it.
  let resume: [Int32]
  /// The bytes of all files, then texts made by the compiler.
  let text: [UInt8]
  /// Literals other than strings.
  let constants: [Value]
  /// The top-level names.
  let names: [ProgramName]
  /// The keys of paths.
  let keys: [PathKey]
  /// Facts about loops and tables.
  let loops: [LoopForm]
  /// Facts about calls of fragments.
  let calls: [CallForm]
  /// Facts about blocks of Handlebars.
  let blocks: [BlockForm]
  /// Facts about calls of partials.
  let partials: [PartialForm]
  /// Inline partials.
  let inlines: [InlineForm]
  /// Whether the steps work on contexts: the language is Handlebars.
  let usesContexts: Bool
  /// Whether names are looked for in the contexts around the current one, too.
  let looksOutside: Bool
  /// The template itself, then its fragments.
  let units: [ProgramUnit]
  /// Where each fragment of `units` is, by name.
  let unitIndex: [String: Int]
  /// The branches; none where the program does not record them.
  let branchForms: [BranchForm]
  /// What names are bound to; none where the program does not record branches.
  let definitions: [DefinitionForm]
  /// Whether every run writes the same bytes: the template is text without any tag.
  let isPlainText: Bool

  init(_ builder: ProgramBuilder, collector: Collector) {
    files = builder.files
    self.collector = collector
    code = builder.code
    places = builder.places
    resume = builder.resume
    text = builder.text.isEmpty ? [0] : builder.text
    constants = builder.constants
    names = builder.names
    keys = builder.keys
    loops = builder.loops
    calls = builder.calls
    blocks = builder.blocks
    partials = builder.partials
    inlines = builder.inlines
    usesContexts = builder.usesContexts
    looksOutside = builder.looksOutside
    units = builder.units
    unitIndex = builder.unitIndex
    branchForms = builder.branches
    definitions = builder.definitions
    isPlainText =
      builder.branches.isEmpty
      && builder.code.allSatisfy { $0.opcode == .text || $0.opcode == .end }
    fragmentNames = builder.unitIndex.keys.sorted()
  }

  /// The branches of the template and its fragments; none unless it was compiled to record them.
  package var branches: [TemplateBranch] {
    branchForms.map { form in
      TemplateBranch(
        kind: form.kind, span: span(form.place), decision: span(form.decision),
        inputs: form.inputs.map(span), names: form.names, literals: form.literals)
    }
  }

  /// The place of a step as a span.
  func span(_ place: Place) -> SourceSpan {
    SourceSpan(files[Int(place.file)], start: Int(place.start), end: Int(place.end))
  }
}

/// A top-level name that the program reads or binds.
struct ProgramName: Sendable {
  var text: String
  var offset: Int32
  var count: Int32
  var hash: UInt32
  /// Whether the name is `self`.
  var isScope: Bool
}

/// One step of a path: `.title` or `[2]`.
struct PathKey: Sendable {
  /// Where the name stands in the program's text; -1 for an integer.
  var offset: Int32
  var count: Int32
  var hash: UInt32
  var command: PathCommand
  var integer: Int
}

/// The meaning of a key that is not found in the value itself.
enum PathCommand: UInt8, Sendable {
  /// No meaning.
  case none
  /// Number of items, members or characters.
  case size
  /// The first item.
  case first
  /// The last item.
  case last
}

/// Facts about one `for` or `tablerow`.
struct LoopForm: Sendable {
  /// The loop's variable.
  var variable: Int32
  /// The name `forloop` or `tablerowloop`.
  var object: Int32
  /// Index of "variable-collection", the key of `offset: continue`, in the continuation table.
  var group: Int32
  /// The text "variable-collection" in the program's text.
  var nameOffset: Int32
  var nameCount: Int32
  var isReversed = false
  var hasOffset = false
  var hasLimit = false
  var hasColumns = false
  var continues = false
}

/// Facts about one `render` or `include`.
struct CallForm: Sendable {
  /// The fragment where its name is constant; -1 where the name is worked out.
  var unit: Int32
  /// Whether a value follows `with` or `for`.
  var hasValue = false
  /// Whether the value is gone through item by item.
  var isLoop = false
  /// The variable that the value is bound to; -1 where it is the fragment's name.
  var alias: Int32 = -1
  /// The name `forloop`.
  var loopObject: Int32 = -1
  /// The argument names in order, as names of the program.
  var arguments: [Int32] = []
  /// The fragment's name as a name of the program, for `include`'s own variable; -1 if not constant.
  var ownName: Int32 = -1
}

/// One compiled file.
struct ProgramUnit: Sendable {
  /// The fragment's name; empty for the template itself.
  var name: String
  /// Index into the program's files.
  var file: Int
  /// The first step; -1 for a fragment that could not be compiled.
  var entry: Int
  /// The first problem of a fragment that could not be compiled.
  var problem: Diagnostic?
}
