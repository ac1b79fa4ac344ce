/// Makes Handlebars templates from a grammar: blocks, chains, paths of every form, partials, white
/// space control, lines that a tag has for itself.
///
/// What handlebars.js 4.7.7, the reference that Debian carries, and 4.7.9, which galley follows, are
/// known to do differently is never made; Tests/DifferentialTests/README.md lists it.
package struct HandlebarsGenerator {

  var random: SeededRandom
  /// The contexts from the root inwards, as far as they can be told.
  var contexts: [GeneratedData] = []
  /// Block parameters that are known here.
  var parameters: [(name: String, sample: GeneratedData)] = []
  /// Partials that can be run here.
  var partials: [String] = []
  /// Whether a block handed over can be run here.
  var hasBlock = false
  /// Whether block parameters may be named: under `strict` 4.7.7 does not know them.
  var allowsParameters = true
  /// Whether a partial without a context sees nothing: the reference then loses a name worked out.
  var isExplicit = false
  /// Loops around this place.
  var loops = 0
  /// Pieces that may still be made.
  var budget = 40
  private var made = 0

  private init(random: SeededRandom) { self.random = random }

  /// Makes the case of a seed.
  package static func make(seed: UInt64) -> DifferentialCase {
    var random = SeededRandom(seed: seed)
    var dataGenerator = DataGenerator(random: SeededRandom(seed: random.next()))
    let data = dataGenerator.scriptData()
    var switches: [String: Bool] = [:]
    if random.chance(30) {
      let name = random.pick([
        "noEscape", "compat", "strict", "assumeObjects", "explicitPartialContext", "preventIndent",
        "knownHelpersOnly", "data",
      ])
      switches[name] = name != "data"
    }
    let allowsParameters = switches["strict"] == nil && switches["assumeObjects"] == nil
    var partials: [(name: String, body: [Piece])] = []
    for name in ["card", "shared/line", "layout"].prefix(random.below(4)) {
      var generator = HandlebarsGenerator(random: SeededRandom(seed: random.next()))
      generator.contexts = [data, GeneratedData.object([("k", .text("x"))])]
      generator.budget = 10
      // Without data frames the reference has no such block.
      generator.hasBlock = name == "layout" && switches["data"] == nil
      generator.allowsParameters = allowsParameters
      generator.isExplicit = switches["explicitPartialContext"] != nil
      generator.partials = partials.map(\.name)
      var body = generator.pieces(depth: 2)
      if generator.hasBlock {
        body.insert(generator.partialBlockCall(), at: generator.random.below(body.count + 1))
      }
      partials.append((name, body))
    }
    var generator = HandlebarsGenerator(random: random)
    generator.contexts = [data]
    generator.allowsParameters = allowsParameters
    generator.isExplicit = switches["explicitPartialContext"] != nil
    generator.partials = partials.map(\.name)
    var template = generator.pieces(depth: 4)
    if generator.random.chance(12) {
      template = [.spoilt(generator.spoil(template.source))]
    }
    return DifferentialCase(
      seed: seed, template: template, fragments: partials, data: data, switches: switches)
  }

  /// A name that no other block parameter or inline partial has.
  mutating func freshName() -> String {
    made += 1
    return "v\(made)"
  }

  /// A run of pieces.
  mutating func pieces(depth: Int) -> [Piece] {
    var found: [Piece] = []
    // Inline partials are known in their block only.
    let outer = partials
    defer { partials = outer }
    for _ in 0..<(1 + random.below(depth + 3)) where budget > 0 {
      budget -= 1
      found.append(piece(depth: depth))
    }
    return found
  }

  /// A run of pieces in a context of its own.
  mutating func pieces(depth: Int, in context: GeneratedData?, isLoop: Bool = false) -> [Piece] {
    let known = parameters.count
    let outer = partials
    if let context { contexts.append(context) }
    if isLoop { loops += 1 }
    let body = pieces(depth: depth)
    if isLoop { loops -= 1 }
    if context != nil { contexts.removeLast() }
    parameters.removeLast(parameters.count - known)
    partials = outer
    return body
  }

  private mutating func piece(depth: Int) -> Piece {
    switch random.below(depth > 0 ? 100 : 60) {
    case 0..<20: .text(text())
    case 20..<46: output()
    case 46..<60: simple()
    default: block(depth: depth)
    }
  }

  private mutating func text() -> String {
    random.pick([
      "text", " ", "\n", "\n\n  ", "<p>", "</p>\n", "a b", " — ", "é", " } ", "{ x", ", ",
      "Hello, ", "\t", "'", "\"quoted\"", "100%", "\r\n", "  \n", "\n  ", "\\", "=", "\\ ",
    ])
  }

  /// `{{…}}`, `{{{…}}}`, `{{&…}}`.
  private mutating func output() -> Piece {
    let words = self.words()
    switch random.below(10) {
    case 0:
      return .words(
        open: random.chance(15) ? "{{~{" : "{{{", words,
        close: random.chance(15) ? "}~}}" : "}}}")
    case 1: return .words(open: opening("&"), words, close: closing())
    default:
      let blank = random.chance(20) ? random.pick([" ", "\n ", "\t"]) : ""
      return .words(open: opening("") + blank, words, close: blank + closing())
    }
  }

  /// A tag's start, at times with white space control.
  mutating func opening(_ sign: String) -> String { (random.chance(12) ? "{{~" : "{{") + sign }

  /// A tag's end, at times with white space control.
  mutating func closing() -> String { random.chance(12) ? "~}}" : "}}" }

  /// Takes a few characters away, doubles or changes them.
  private mutating func spoil(_ source: String) -> String {
    var text = Array(source)
    for _ in 0...random.below(2) where !text.isEmpty {
      let place = random.below(text.count)
      switch random.below(3) {
      case 0: text.remove(at: place)
      case 1: text.insert(text[place], at: place)
      default: text[place] = random.pick(Array("{}~#/^!&>.@'\"|()=[] \\-0ax"))
      }
    }
    return String(text)
  }
}
