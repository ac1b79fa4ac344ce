extension HandlebarsGenerator {
  /// What stands in an output: a path, a literal in its place, or a helper with arguments.
  mutating func words() -> [String] {
    switch random.below(20) {
    case 0, 1: ["lookup", value(), value()]
    case 2: ["lookup", path().text, "\"\(random.pick(Self.keys))\""]
    case 3: ["lookup", path().text, "\(random.below(3))"]
    case 4: [random.pick(["\"title\"", "'b c'", "12", "true", "null", "undefined", "[b c]"])]
    case 5:
      random.chance(20) ? ["log", value()] : random.chance(10) ? ["nope", value()] : [data()]
    default: [path().text]
    }
  }

  static let keys = ["id", "title", "price", "tags", "note", "on", "qty", "b c", "length", "0"]

  /// An argument: a path, a literal, a subexpression.
  mutating func value(depth: Int = 0) -> String {
    switch random.below(20) {
    case 0: random.pick(["0", "1", "2", "-1", "12", "1.5", "100"])
    case 1, 2: literal(random.pick(DataGenerator.texts))
    case 3: random.pick(["true", "false", "null", "undefined"])
    case 4, 5: data()
    case 6,
      7 where depth < 2:
      subexpression(depth: depth + 1)
    default: path().text
    }
  }

  /// A text in quotes.
  private mutating func literal(_ text: String) -> String {
    random.chance(50)
      ? "\"" + text.replacing("\"", with: "\\\"") + "\""
      : "'" + text.replacing("'", with: "\\'") + "'"
  }

  /// `(lookup … …)`.
  mutating func subexpression(depth: Int) -> String {
    let key =
      random.chance(50)
      ? "'\(random.pick(Self.keys))'" : random.chance(60) ? "\(random.below(3))" : data()
    return "(lookup \(random.chance(80) ? path().text : value(depth: depth + 1)) \(key))"
  }

  /// A variable that starts with `@`.
  mutating func data() -> String {
    let name = random.pick([
      "@index", "@key", "@first", "@last", "@index", "@key", "@../index", "@../key", "@../first",
      "@root.word", "@root.items.[0].title", "@missing", "@root", "@../../index",
    ])
    return loops == 0 && random.chance(70) ? "@root.word" : name
  }

  /// A path to a value, with one that shows its shape.
  mutating func path() -> (text: String, sample: GeneratedData) {
    if !parameters.isEmpty, allowsParameters, random.chance(30) {
      let (name, sample) = random.pick(parameters)
      return walk(name, sample)
    }
    var text = ""
    var index = contexts.count - 1
    while index > 0, random.chance(25) {
      text += "../"
      index -= 1
    }
    if random.chance(2) { text += "../" }
    let context = contexts[index]
    switch context {
    case .object(let members) where !members.isEmpty && random.chance(90):
      let (name, sample) = random.pick(members)
      if text.isEmpty, random.chance(15) { text = random.pick(["this.", "./", "this/"]) }
      return walk(text + segment(name), sample)
    default:
      if random.chance(20) { return (text + random.pick(["missing", "title", "length"]), .null) }
      guard !text.isEmpty else { return (random.pick(["this", "."]), context) }
      // `../` alone is no path; `..` is.
      return (random.chance(50) ? String(text.dropLast()) : text + "this", context)
    }
  }

  /// A path to a value of one of `kinds`, if one is soon found.
  mutating func path(
    of kinds: Set<GeneratedData.Kind>
  ) -> (text: String, sample: GeneratedData) {
    for _ in 0..<8 {
      let found = path()
      if kinds.contains(found.sample.kind) { return found }
    }
    return path()
  }

  private mutating func segment(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7A }
    return isPlain && !random.chance(8) ? name : "[\(name)]"
  }

  private mutating func walk(
    _ start: String, _ shape: GeneratedData
  ) -> (text: String, sample: GeneratedData) {
    var text = start
    var sample = shape
    while random.chance(60) {
      let separator = random.chance(85) ? "." : "/"
      switch sample {
      case .object(let members) where !members.isEmpty:
        let member = random.pick(members)
        text += separator + segment(member.name)
        sample = member.value
      case .list(let items):
        if random.chance(20) { return (text + separator + "length", .integer(items.count)) }
        guard !items.isEmpty else { return (text, sample) }
        let index = random.below(items.count)
        text += separator + "[\(index)]"
        sample = items[index]
      case .text where random.chance(20): return (text + separator + "length", .integer(1))
      default:
        return random.chance(10) ? (text + separator + "missing", .null) : (text, sample)
      }
    }
    return (text, sample)
  }
}
