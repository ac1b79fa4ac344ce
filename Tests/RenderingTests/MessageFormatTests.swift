import Rendering
import Testing

@Suite struct MessageFormatTests {
  private func text(
    _ pattern: String, language: String = "en", _ arguments: [String: String] = [:]
  ) throws -> String {
    try MessageFormat(parsing: pattern).text(language: language) { arguments[$0] }
  }

  @Test func fillsInArguments() throws {
    #expect(try text("Hi {name}, bye", ["name": "Zoë"]) == "Hi Zoë, bye")
    #expect(try text("Hi {name}!") == "Hi !")
  }

  @Test(arguments: [("0", "none"), ("1", "1 item"), ("2", "2 items"), ("1.0", "1.0 items")])
  func choosesThePluralArm(count: String, expected: String) throws {
    let pattern = "{n, plural, =0 {none} one {# item} other {# items}}"
    #expect(try text(pattern, ["n": count]) == expected)
  }

  @Test func choosesByWord() throws {
    let pattern = "{tier, select, gold {G} other {-}}"
    #expect(try text(pattern, ["tier": "gold"]) == "G")
    #expect(try text(pattern, ["tier": "tin"]) == "-")
  }

  @Test func quotesWithApostrophes() throws {
    #expect(try text("it's '{'x'}' ''q''") == "it's {x} 'q'")
  }

  @Test func subtractsTheOffset() throws {
    let pattern = "{n, plural, offset:1 =1 {you} one {you and # other} other {you and # others}}"
    #expect(try text(pattern, ["n": "1"]) == "you")
    #expect(try text(pattern, ["n": "2"]) == "you and 1 other")
    #expect(try text(pattern, ["n": "4"]) == "you and 3 others")
  }

  @Test(arguments: [
    ("{", 1), ("a}", 1), ("{n, plural, one {x}}", 0), ("{n, number}", 4),
    ("{n, plural, lots {x} other {y}}", 12), ("{n, select, a {x", 12),
    ("{n, select, a {x} a {y} other {z}}", 18),
  ])
  func refusesWithThePlace(pattern: String, offset: Int) {
    #expect {
      try MessageFormat(parsing: pattern)
    } throws: {
      ($0 as? MessageFormat.SyntaxError)?.offset == offset
    }
  }

  @Test func boundsNesting() {
    let pattern =
      String(repeating: "{n, select, other {", count: 40) + String(repeating: "}}", count: 40)
    #expect(throws: MessageFormat.SyntaxError.self) { try MessageFormat(parsing: pattern) }
  }
}

@Suite struct PluralRulesTests {
  @Test(arguments: [
    ("en", "1", "one"), ("en", "1.0", "other"), ("en", "0", "other"), ("fr", "0", "one"),
    ("fr", "1.5", "one"), ("fr", "1000000", "many"), ("de-AT", "1", "one"), ("pl", "22", "few"),
    ("pl", "12", "many"), ("pl", "5", "many"), ("pl", "1.5", "other"), ("ru", "21", "one"),
    ("ru", "11", "many"), ("cs", "1.5", "many"), ("cs", "3", "few"), ("ar", "0", "zero"),
    ("ar", "2", "two"), ("ar", "103", "few"), ("ar", "111", "many"), ("ar", "100", "other"),
    ("ja", "1", "other"), ("he", "2", "two"), ("lt", "21", "one"), ("lv", "10", "zero"),
    ("sl", "101", "one"), ("sl", "1.5", "few"), ("da", "0.5", "one"), ("ro", "20", "other"),
    ("ro", "2", "few"), ("hr", "1.1", "one"), ("es", "1", "one"), ("xx", "1", "one"),
  ])
  func followsCLDR(language: String, number: String, category: String) throws {
    let operand = try #require(PluralOperand(number))
    #expect(PluralRules.category(operand, language: language).rawValue == category)
  }

  @Test(arguments: ["", "abc", "1e5", "1.", ".5", "1.2.3"])
  func readsNothingButDecimalNumbers(text: String) {
    #expect(PluralOperand(text) == nil)
  }
}
