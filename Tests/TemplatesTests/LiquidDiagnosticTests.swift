import Diagnostics
import Templates
import Testing

@Suite("Problems of Liquid templates")
struct LiquidDiagnosticTests {
  @Test("a misspelt end tag is corrected and does not hide what follows")
  func suggestsEndTag() throws {
    let found = problems("{% if a %}x{% endfi %}\n{{ b | upcas }}")
    #expect(found.map(\.code) == [.unknownTag, .unknownFilter])
    try #require(found.count == 2)
    let fix = try #require(found[0].fix)
    #expect(fix.replacement == "endif")
    #expect(fix.span.startPosition == SourcePosition(line: 1, column: 15))
    #expect(found[1].fix?.replacement == "upcase")
    #expect(found[1].span?.startPosition == SourcePosition(line: 2, column: 8))
  }

  @Test("every mistake of a file is reported once")
  func reportsAll() {
    let found = problems("{{ a b }}\n{% assign = 1 %}\n{% for x on y %}{% endfor %}\n{% nope %}")
    #expect(found.map { $0.span?.startPosition.line } == [1, 2, 3, 4])
    #expect(found.map(\.code) == [.templateSyntax, .templateSyntax, .templateSyntax, .unknownTag])
  }

  @Test("an unclosed block is reported where it is opened")
  func unclosedBlock() throws {
    let found = problems("a\n{% for i in x %}{% if i %}b{% endfor %}")
    let first = try #require(found.first)
    #expect(found.count == 1)
    #expect(first.code == .unclosedBlock)
    #expect(first.span?.startPosition == SourcePosition(line: 2, column: 17))
  }

  @Test("an unclosed delimiter is reported")
  func unclosedTag() {
    #expect(problems("{{ a").map(\.code) == [.unclosedTag])
    #expect(problems("{% if a").map(\.code) == [.unclosedTag])
    #expect(problems("{{ a }").map(\.code) == [.unclosedTag])
  }

  @Test("an end tag without a block says so")
  func strayEnd() {
    #expect(problems("{% endif %}").map(\.message) == ["'endif' closes nothing"])
    #expect(problems("{% else %}").map(\.message) == ["'else' does not belong here"])
  }

  @Test("curly quotes, = and ! get advice")
  func advice() throws {
    let notes = problems("{% if a = 1 %}{% endif %}").flatMap(\.notes).map(\.message)
    #expect(notes.first == "compare with '=='")
    #expect(problems("{{ \u{2018}a\u{2019} }}").first?.notes.isEmpty == false)
  }

  @Test(
    "what a laxer parser reads past is named, and the fix removes it",
    arguments: [
      ("{{ a b }}", "{{ a }}"), ("{{ a b c | upcase }}", "{{ a | upcase }}"),
      ("{% if a == 'x' foo bar %}{% endif %}", "{% if a == 'x' %}{% endif %}"),
      ("{% assign a = 1 2 %}", "{% assign a = 1 %}"),
      ("{{ 'a' | upcase 1 }}", "{{ 'a' | upcase }}"),
      ("{% case a b %}{% when 1 %}{% endcase %}", "{% case a %}{% when 1 %}{% endcase %}"),
      ("{% case a %}{% when 1 2 %}{% endcase %}", "{% case a %}{% when 1 %}{% endcase %}"),
      ("{% for a in b c %}{% endfor %}", "{% for a in b %}{% endfor %}"),
      ("{% tablerow a in b c %}{% endtablerow %}", "{% tablerow a in b %}{% endtablerow %}"),
      ("{% cycle 'a' 'b' %}", "{% cycle 'a' %}"), ("{% echo a b %}", "{% echo a %}"),
      ("{% unless a b %}{% endunless %}", "{% unless a %}{% endunless %}"),
    ])
  func laxerReading(template: String, mended: String) throws {
    let problem = try #require(problems(template).first)
    #expect(problem.notes.contains { $0.message.contains("a laxer parser") })
    let fix = try #require(problem.fix)
    var bytes = Array(template.utf8)
    bytes.replaceSubrange(fix.span.start..<fix.span.end, with: Array(fix.replacement.utf8))
    #expect(String(decoding: bytes, as: UTF8.self) == mended)
    #expect(problems(mended).isEmpty)
  }

  @Test(
    "a mistake that a laxer parser lets pass says how it is read, with the fix where one exists",
    arguments: [
      ("{% if a = 1 %}{% endif %}", "a condition fails", "{% if a == 1 %}{% endif %}"),
      ("{{ a = 1 }}", "an output ends before", nil),
      ("{{ ['a'] }}", "the variable that the brackets name", "{{ self['a'] }}"),
      ("{% if a == %}{% endif %}", "compares with nil", nil),
      ("{{ 'a' | }}", "leaves the '|' out", nil), ("{{ a. }}", "leaves the '.' out", nil),
      ("{{ 'a' | append }}", "wrong number of arguments", nil),
      ("{{ 'a' | append: }}", "wrong number of arguments", nil),
      ("{% assign a.b = 1 %}", "a path, such as a.b, does not read it", nil),
      ("{{ a | nosuch }}", "passes the value on unchanged", nil),
    ] as [(String, String, String?)])
  func laxerNotes(template: String, says: String, mended: String?) throws {
    let found = problems(template)
    let problem = try #require(found.first)
    #expect(found.count == 1)
    #expect(problem.notes.contains { $0.message.contains("a laxer") && $0.message.contains(says) })
    guard let mended else { return }
    let fix = try #require(problem.fix)
    var bytes = Array(template.utf8)
    bytes.replaceSubrange(fix.span.start..<fix.span.end, with: Array(fix.replacement.utf8))
    #expect(String(decoding: bytes, as: UTF8.self) == mended)
    #expect(problems(mended).isEmpty)
  }

  @Test("an amount made by divided_by: 100.0 is a warning, an unknown filter an error")
  func amounts() throws {
    for template in [
      "{{ x | divided_by: 100.0 }}", "{{ x | divided_by: 100.00 | round: 2 }}",
      "{{ x | times: 0.01 }}", "{% echo x | divided_by: 100.0 %}",
    ] {
      let found = problems(template)
      #expect(found.map(\.code) == [.unpaddedDecimals], "\(template)")
      #expect(found.map(\.severity) == [.warning])
    }
    #expect(try render("{{ x | divided_by: 100.0 }}", #"{"x":2000}"#) == "20.0")
    for template in [
      "{{ x | divided_by: 100 }}", "{{ x | divided_by: 100.0 | money: 'EUR' }}",
      "{{ x | divided_by: 100.0 | round }}", "{{ x | divided_by: 2.5 }}",
      "{% assign y = x | divided_by: 100.0 %}",
    ] {
      #expect(problems(template).isEmpty, "\(template)")
    }
    let unknown = problems("{{ x | upcas }}")
    #expect(unknown.map(\.code) == [.unknownFilter])
    #expect(unknown.map(\.severity) == [.error])
  }

  @Test("galley's own filters can be switched off")
  func switchedOff() {
    let options = Liquid.Options(allowsExtensions: false)
    for filter in FilterTable.filters where filter.origin == .extension {
      let found = problems("{{ x | \(filter.name) }}", compile: options)
      #expect(found.map(\.code) == [.unknownFilter], "\(filter.name)")
      #expect(found.first?.notes.last?.message.contains("switched") == true)
    }
    #expect(problems("{{ x | upcase }}", compile: options).isEmpty)
  }

  @Test("fragments: unknown ones, problems inside, and endless cycles")
  func fragments() throws {
    let unknown = problems("{% render 'foter' %}", fragments: ["footer": "x"])
    #expect(unknown.map(\.code) == [.unknownFragment])
    #expect(unknown.first?.notes.first?.message == "did you mean 'footer'?")
    let inside = problems("{% render 'p' %}", fragments: ["p": "a\n{{ | }}"])
    #expect(inside.first?.span?.source.path == "fragments/p.liquid")
    #expect(inside.first?.span?.startPosition.line == 2)
    let cycle = problems(
      "{% render 'a' %}", fragments: ["a": "{% render 'b' %}", "b": "{% render 'a' %}"])
    #expect(cycle.map(\.code) == [.fragmentCycle])
    let bounded = problems(
      "{% render 'a', n: 1 %}",
      fragments: [
        "a": "{% if n < 3 %}{% assign m = n | plus: 1 %}{% render 'a', n: m %}{% endif %}"
      ])
    #expect(bounded.isEmpty)
  }

  @Test("a filter's arguments are counted")
  func arity() {
    #expect(problems("{{ 'a' | truncate: 1, 2, 3 }}").map(\.code) == [.filterArguments])
    #expect(problems("{{ 'a' | split }}").map(\.code) == [.filterArguments])
  }

  @Test("blocks nested too deep are refused")
  func nesting() {
    let deep =
      String(repeating: "{% if a %}", count: 300) + String(repeating: "{% endif %}", count: 300)
    #expect(problems(deep).contains { $0.code == .nestingLimit })
  }

  @Test("any mutilation of a template is compiled or refused, never a crash")
  func survivesMutations() {
    let template = """
      {% assign x = a.b | plus: 1 %}{% for i in (1..3) reversed limit: 2 %}{{ i | date: '%Y' }}\
      {% cycle 'a', x %}{% else %}{% endfor %}{% case x %}{% when 1, 2 %}{{- x["k"] -}}{% endcase %}\
      {% liquid\nif x\necho x\nendif %}{% raw %}{{{% endraw %}{% tablerow r in t cols: 2 %}{% endtablerow %}
      """
    let bytes = Array(template.utf8)
    var refused = 0
    for index in bytes.indices {
      for replacement in [UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "'"), 0xC3, 0] {
        var mutated = bytes
        mutated[index] = replacement
        let found = Liquid.compile(SourceText(path: "t", bytes: mutated), fragments: { _ in nil })
        if found.program == nil { refused += 1 }
      }
      let cut = SourceText(path: "t", bytes: Array(bytes[..<index]))
      if Liquid.compile(cut, fragments: { _ in nil }).program == nil { refused += 1 }
    }
    #expect(refused > 100)
  }
}
