/// Makes Liquid templates from a grammar: all tags, the standard filters, nesting, white space
/// control.
///
/// What Liquid 5.4, the reference that Debian carries, and 5.13, which galley follows, are known to
/// do differently is never made; Tests/DifferentialTests/README.md lists it.
package struct LiquidGenerator {
  var random: SeededRandom
  /// What can be named here, with a value that shows its shape.
  var scope: [(path: String, sample: GeneratedData)] = []
  /// Fragments that may be run here.
  var fragments: [String] = []
  /// Whether `include` may be written here.
  var allowsInclude = true
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
    let data = dataGenerator.data()
    var scope: [(path: String, sample: GeneratedData)] = []
    if case .object(let members) = data { scope = members.map { ($0.name, $0.value) } }
    var fragments: [(name: String, body: [Piece])] = []
    for name in ["card", "line"].prefix(random.below(3)) {
      var generator = LiquidGenerator(random: SeededRandom(seed: random.next()))
      generator.scope = scope.map { ($0.path, $0.sample) } + [(name, .text("x"))]
      generator.budget = 10
      generator.allowsInclude = false
      // Names of its own: an `include` shares them with the template.
      generator.made = 1000 * (fragments.count + 1)
      generator.fragments = fragments.map(\.name)
      fragments.append((name, generator.pieces(depth: 2)))
    }
    var generator = LiquidGenerator(random: random)
    generator.scope = scope
    generator.fragments = fragments.map(\.name)
    let template = generator.pieces(depth: 4)
    // White space control at the very end would reach into the fragment that the reference reads
    // next, so every source ends in text.
    return DifferentialCase(
      seed: seed, template: template, fragments: fragments, data: data, ending: ".")
  }

  /// A name that no other assignment has.
  mutating func freshName() -> String {
    made += 1
    return "v\(made)"
  }

  /// A run of pieces; what is named inside stays known, as assignments outlive their block.
  mutating func pieces(depth: Int) -> [Piece] {
    var found: [Piece] = []
    for _ in 0..<(1 + random.below(depth + 3)) where budget > 0 {
      budget -= 1
      found.append(piece(depth: depth))
    }
    return found
  }

  private mutating func piece(depth: Int) -> Piece {
    switch random.below(depth > 0 ? 100 : 55) {
    case 0..<16: .text(text())
    case 16..<40: output()
    case 40..<55: simpleTag()
    default: block(depth: depth)
    }
  }

  private mutating func text() -> String {
    random.pick([
      "text", " ", "\n", "\n\n  ", "<p>", "</p>\n", "a b", " — ", "é", "}", "% }", "{ x", ", ",
      "Hello, ", "\t", "'", "\"quoted\"", "100%",
    ])
  }

  /// `{{ … }}`, or `{% echo … %}`.
  private mutating func output() -> Piece {
    let (value, kind) = self.value()
    let filters = self.filters(on: kind).filters
    if random.chance(10) {
      return .filtered(
        open: tagOpen() + "echo ", value: value, filters: filters, close: tagClose())
    }
    return .filtered(
      open: random.chance(15) ? "{{- " : random.chance(20) ? "{{" : "{{ ", value: value,
      filters: filters, close: random.chance(15) ? " -}}" : " }}")
  }

  /// The opening of a tag, at times with white space control.
  mutating func tagOpen() -> String { random.chance(20) ? "{%- " : "{% " }

  /// The end of a tag, at times with white space control.
  mutating func tagClose() -> String { random.chance(20) ? " -%}" : " %}" }

  /// A tag without filters.
  mutating func tag(_ words: String) -> String { tagOpen() + words + tagClose() }
}
