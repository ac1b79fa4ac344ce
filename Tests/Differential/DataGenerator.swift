/// Makes the data of a case: nested values of every kind, odd ones among them.
struct DataGenerator {
  var random: SeededRandom

  /// Texts with markup, blanks, digits, several alphabets, and signs of templates.
  static let texts = [
    "", " ", "a", "Ada Lovelace", "hello world", "  two  words ", "<b>Tom & \"Jerry\"</b>",
    "it's", "1", "12", "-3", "3.5", "0", "10 apples", "x,y,,z,", "a-b-c", "ÄÖÜ straße",
    "Ωμέγα", "naïve café", "日本語テキスト", "line one\nline two", "tab\tbed",
    "https://x.example/?q=1&r=a b",
    "true", "nil", "{{ a }}", "50%", "one two three four five six seven", "UPPER lower",
    "&amp; &lt;",
    "2024-03-05 10:20:30", "e\u{301}", "👍🏽 ok", "a\r\nb", "c/d", "+1 (555) 010", "aaa bbb aaa",
  ]

  private static let keys = ["id", "title", "price", "tags", "note", "on", "qty", "b c"]

  /// An object of top-level names.
  mutating func data() -> GeneratedData {
    let names = ["user", "items", "count", "total", "word", "flag", "nothing", "list", "matrix"]
    return .object(
      names.map { name in
        let value: GeneratedData =
          switch name {
          case "user": object(depth: 2)
          case "items": .list(rows())
          case "count": .integer(random.pick([0, 1, 2, 3, 7, -4, 12, 100, 1999]))
          case "total": number()
          case "word": .text(random.pick(Self.texts))
          case "flag": .bool(random.chance(50))
          case "nothing": .null
          case "list": scalars()
          default: .list((0..<random.below(4)).map { _ in scalars() })
          }
        return (name, value)
      })
  }

  /// An object of top-level names for Handlebars, rarely a root that is none.
  mutating func scriptData() -> GeneratedData {
    if random.chance(3) { return random.chance(50) ? .list(rows()) : scalar() }
    guard case .object(let members) = data() else { return .null }
    let map: [(name: String, value: GeneratedData)] =
      ["k", "10", "2", "length", "b c", "-1", "01"].filter { _ in random.chance(50) }.map {
        ($0, scalar())
      }
    return .object(
      members + [
        ("map", .object(map)), ("pick", .text("card")), ("title", scalar()), ("if", .text("field")),
      ])
  }

  /// Objects with the same members, as rows of a table.
  private mutating func rows() -> [GeneratedData] {
    (0..<random.below(6)).map { index in
      .object([
        ("id", .integer(index + 1)), ("title", .text(random.pick(Self.texts))),
        ("price", number()), ("qty", .integer(random.below(5))),
        ("on", random.chance(30) ? .null : .bool(random.chance(50))),
        (
          "tags",
          .list((0..<random.below(3)).map { _ in .text(random.pick(["red", "blue", "b"])) })
        ),
      ])
    }
  }

  private mutating func number() -> GeneratedData {
    random.chance(60)
      ? .integer(random.pick([0, 1, 5, 10, -7, 42, 995, 1000, 123456, -1]))
      : .decimal(
        random.pick(["0.5", "1.0", "2.25", "-3.75", "19.99", "0.1", "100.0", "1.005", "1234.5678"]))
  }

  private mutating func scalar() -> GeneratedData {
    switch random.below(10) {
    case 0: .null
    case 1: .bool(random.chance(50))
    case 2..<6: number()
    default: .text(random.pick(Self.texts))
    }
  }

  /// A list of one kind, so that it can be sorted; rarely a mixed one.
  private mutating func scalars() -> GeneratedData {
    let count = random.below(6)
    switch random.below(5) {
    case 0, 1: return .list((0..<count).map { _ in number() })
    case 2, 3: return .list((0..<count).map { _ in .text(random.pick(Self.texts)) })
    default: return .list((0..<count).map { _ in scalar() })
    }
  }

  private mutating func object(depth: Int) -> GeneratedData {
    .object(
      Self.keys.filter { _ in random.chance(70) }.map { key in
        if depth > 0, random.chance(30) { return (key, object(depth: depth - 1)) }
        return (key, random.chance(20) ? scalars() : scalar())
      })
  }
}
