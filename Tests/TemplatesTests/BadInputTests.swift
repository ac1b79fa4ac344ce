import Diagnostics
import Documents
import Templates
import Testing

/// What untrusted templates try, in both languages: an error with a name, in bounded time and memory.
@Suite("Bad input", .timeLimit(.minutes(10)))
struct BadInputTests {
  private func codes(liquid bytes: [UInt8]) -> [String] {
    Liquid.compile(SourceText(path: "t.liquid", bytes: bytes), fragments: { _ in nil })
      .diagnostics.map(\.code.name)
  }

  private func codes(handlebars bytes: [UInt8]) -> [String] {
    Handlebars.compile(SourceText(path: "t.hbs", bytes: bytes), partials: { _ in nil })
      .diagnostics.map(\.code.name)
  }

  @Test("fragments that run each other without end, in Liquid")
  func liquidRecursion() {
    let fragments = [
      "a": "{% if x %}{% render 'b', x: x %}{% endif %}",
      "b": "{% if x %}{% render 'a', x: x %}{% endif %}",
    ]
    let error = liquidError("{% render 'a', x: 1 %}", fragments: fragments)
    #expect(error?.code == .fragmentDepth)
    #expect(error?.fragments.count == 100)
    #expect(
      problems("{% render 'a' %}", fragments: ["a": "{% render 'a' %}"]).map(\.code.name)
        == ["template/fragment-cycle"])
  }

  @Test("fragments that run each other without end, in Handlebars")
  func handlebarsRecursion() {
    let partials = ["a": "{{#if x}}{{> b}}{{/if}}", "b": "{{#if x}}{{> a}}{{/if}}"]
    let error = handlebarsError("{{> a}}", #"{"x":1}"#, partials: partials)
    #expect(error?.code == .fragmentDepth)
    #expect(error?.fragments.count == 100)
    #expect(
      handlebarsError("{{#*inline \"i\"}}{{> i}}{{/inline}}{{> i}}")?.code == .fragmentDepth)
  }

  @Test("a thousand million turns, in Liquid")
  func liquidTurns() {
    #expect(
      liquidError("{% for i in (1..1000000000) %}{% endfor %}")?.code == .stepLimit)
    #expect(
      liquidError("{% for i in (1..1000000000) %}{{ i }}{% endfor %}")?.code == .outputLimit)
    #expect(
      liquidError("{% tablerow i in (1..1000000000) %}{% endtablerow %}")?.code == .outputLimit)
  }

  @Test("loops in loops, in Handlebars")
  func handlebarsTurns() {
    let list = "[" + Array(repeating: "1", count: 1000).joined(separator: ",") + "]"
    let template = "{{#each @root.l}}{{#each @root.l}}{{#each @root.l}}{{/each}}{{/each}}{{/each}}"
    #expect(handlebarsError(template, "{\"l\":\(list)}")?.code == .stepLimit)
  }

  @Test("an output of 100 MB, in both languages")
  func output() {
    let text = String(repeating: "x", count: 100_000)
    #expect(
      liquidError("{% for i in (1..1000) %}{{ t }}{% endfor %}", "{\"t\":\"\(text)\"}")?.code
        == .outputLimit)
    let list = "[" + Array(repeating: "1", count: 1000).joined(separator: ",") + "]"
    #expect(
      handlebarsError("{{#each l}}{{@root.t}}{{/each}}", "{\"t\":\"\(text)\",\"l\":\(list)}")?.code
        == .outputLimit)
  }

  @Test("deep nesting, in both languages")
  func nesting() {
    for (open, close) in [("{% if a %}", "{% endif %}"), ("{% for a in b %}", "{% endfor %}")] {
      let deep =
        String(repeating: open, count: 20_000) + String(repeating: close, count: 20_000)
      #expect(codes(liquid: Array(deep.utf8)).contains("template/nesting-limit"))
    }
    let deep =
      String(repeating: "{{#a}}", count: 20_000) + String(repeating: "{{/a}}", count: 20_000)
    #expect(codes(handlebars: Array(deep.utf8)).contains("template/nesting-limit"))
    let calls =
      "{{f " + String(repeating: "(f ", count: 20_000) + String(repeating: ")", count: 20_000)
    #expect(codes(handlebars: Array((calls + "}}").utf8)).contains("template/nesting-limit"))
  }

  @Test("a file larger than the limit, in both languages")
  func size() {
    let large = [UInt8](repeating: UInt8(ascii: "x"), count: 5 << 20)
    #expect(codes(liquid: large) == ["template/size-limit"])
    #expect(codes(handlebars: large) == ["template/size-limit"])
  }

  @Test(
    "bytes that are no UTF-8, NUL among them, do no harm",
    arguments: [
      [0xFF, 0xFE], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80], [0x00],
      [0xC0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
    ] as [[UInt8]])
  func invalidBytes(bytes: [UInt8]) throws {
    let texts: [(String, String)] = [
      ("a", "b"), ("{{ 'a", "' }}"), ("{{ a", " }}"), ("{% if a", " %}{% endif %}"),
      ("{{#if a", "}}{{/if}}"), ("{{", ""), ("{{! ", "}}"), ("{% raw %}", "{% endraw %}"),
    ]
    for (before, after) in texts {
      let source = SourceText(path: "t", bytes: Array(before.utf8) + bytes + Array(after.utf8))
      let liquid = Liquid.compile(source, fragments: { _ in nil })
      #expect((liquid.program == nil) == !liquid.diagnostics.isEmpty)
      let handlebars = Handlebars.compile(source, partials: { _ in nil })
      #expect((handlebars.program == nil) == !handlebars.diagnostics.isEmpty)
      for program in [liquid.program, handlebars.program].compactMap({ $0 }) {
        var output = OutputBuffer()
        try program.render(TemplateGlobals(), into: &output)
      }
    }
    // Text passes through as it is.
    let program = try #require(
      Liquid.compile(
        SourceText(path: "t", bytes: [0x61] + bytes + [0x62]), fragments: { _ in nil }
      ).program)
    var output = OutputBuffer()
    try program.render(TemplateGlobals(), into: &output)
    #expect(output.count == bytes.count + 2)
  }

  @Test("lines that end in CR LF count as lines, in both languages")
  func lineEnds() throws {
    let liquid = problems("a\r\n{% if x %}\r\n{{ | }}\r\n{% endif %}")
    #expect(liquid.first?.span?.startPosition.line == 3)
    let handlebars = handlebarsProblems("a\r\n{{#if x}}\r\n{{#}}\r\n{{/if}}")
    #expect(handlebars.first?.span?.startPosition.line == 3)
    #expect(try render("a\r\n{%- if true -%}\r\nb\r\n{%- endif %}\r\n") == "ab\r\n")
    #expect(try handlebarsOfTrue("a\r\n{{#if t}}\r\nb\r\n{{/if}}\r\nc") == "a\r\nb\r\nc")
  }

  private func handlebarsOfTrue(_ template: String) throws -> String {
    try handlebars(template, #"{"t":true}"#)
  }

  @Test("a byte order mark is text like any other, in both languages")
  func byteOrderMark() throws {
    #expect(try render("\u{FEFF}{{ 1 }}") == "\u{FEFF}1")
    #expect(try handlebars("\u{FEFF}{{t}}", #"{"t":1}"#) == "\u{FEFF}1")
    #expect(problems("\u{FEFF}\n{{ | }}").first?.span?.startPosition.line == 2)
  }

  @Test(
    "what Liquid leaves open is named where it is opened",
    arguments: [
      "{{", "{{ a", "{{ a }", "{%", "{% if a", "{% if a %}", "{% for a in b %}x",
      "{% case a %}{% when 1 %}", "{% capture a %}", "{% comment %}", "{% raw %}", "{% doc %}",
      "{% tablerow a in b %}", "{% unless a %}{% else %}", "{% liquid\nif a\n%}", "{{ 'a }}",
      "{{ a[ }}", "{{ (1.. }}", "{% ifchanged %}",
    ])
  func unclosedLiquid(template: String) throws {
    let found = problems("first\n" + template)
    let problem = try #require(found.first)
    #expect(problem.span?.startPosition.line ?? 0 >= 2)
    #expect(
      ["template/unclosed-block", "template/unclosed-tag", "template/syntax"].contains(
        problem.code.name), "\(problem.code.name)")
    #expect(found.count == 1)
  }

  @Test(
    "what Handlebars leaves open is named where it is opened",
    arguments: [
      "{{", "{{a", "{{a}", "{{{a}}", "{{#if a", "{{#if a}}", "{{#each a}}x{{else}}", "{{!-- a",
      "{{! a", "{{> p", "{{#> p}}", "{{#*inline \"p\"}}", "{{{{raw}}}}", "{{f 'a}}", "{{f (a }}",
      "{{[a }}", "{{#each a as |b }}{{/each}}", "{{^a}}", "{{f a=}}",
    ])
  func unclosedHandlebars(template: String) throws {
    let found = handlebarsProblems("first\n" + template)
    let problem = try #require(found.first)
    #expect(problem.span?.startPosition.line ?? 0 >= 2)
    #expect(
      ["template/unclosed-block", "template/unclosed-tag", "template/syntax"].contains(
        problem.code.name), "\(problem.code.name)")
  }
}
