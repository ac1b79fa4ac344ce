import Diagnostics
import Documents
import Templates
import Testing

@Suite("The source map")
struct SourceMapTests {
  /// Data of all kinds.
  private static let data = """
    {"p":{"name":"Ada","tags":"a,b","score":7,"none":null},"cart":{"total":1990,"items":[
     {"t":"x","n":["u","v"]},{"t":"<y>","n":[]}],"odd key":{"z":"Z"}}}
    """

  @Test("each run of output knows its tag and the value it printed")
  func mapsOutput() throws {
    let data = SourceText(path: "p.json", #"{"p":{"name":"Ada","items":[{"t":"x"},{"t":"<y>"}]}}"#)
    let document = try #require(JSONReader.read(data).document)
    let program = try #require(
      Liquid.compile(
        SourceText(
          path: "t.liquid",
          "Hi {{ p.name }}:{% for i in p.items %}{% capture c %}{{ i.t | escape }}{% endcapture %}"
            + "{% render 'f', i: i %}{{ c }}{% endfor %}"),
        fragments: { SourceText(path: $0, "[{{ i.t }}]") }
      ).program)
    var buffer = OutputBuffer()
    let (_, map) = try program.renderWithMap(TemplateGlobals(root: document.value), into: &buffer)
    #expect(buffer.string == "Hi Ada:[x]x[<y>]&lt;y&gt;")
    let name = try #require(map.entry(at: 4))
    #expect(name.output == 3..<6)
    #expect(name.span.start == 6)
    #expect(name.data?.string == "Ada")
    #expect(name.data?.span.start == 13)
    let second = try #require(map.entry(at: 12))
    #expect(second.span.source.path == "f")
    #expect(second.data?.string == "<y>")
    #expect(map.entry(at: 999) == nil)
    #expect(mapProblem(map, outputBytes: buffer.count) == nil)
  }

  /// The runs of a render as `text=label`, those without data as the text alone.
  private func runs(
    _ program: Program?, _ globals: TemplateGlobals? = nil, _ options: RenderOptions = .init()
  ) throws -> [String] {
    let document = try #require(
      JSONReader.read(SourceText(path: "p.json", SourceMapTests.data)).document)
    var buffer = OutputBuffer()
    let (_, map) = try #require(program).renderWithMap(
      globals ?? TemplateGlobals(root: document.value), options: options, into: &buffer)
    #expect(mapProblem(map, outputBytes: buffer.count) == nil)
    #expect(map.isComplete)
    let bytes = buffer.bytes
    return map.entries.map { entry in
      let text = String(decoding: bytes[entry.output], as: UTF8.self)
      return map.label(of: entry).map { "\(text)=\($0)" } ?? text
    }
  }

  private func liquid(_ text: String, _ fragment: String = "") throws -> [String] {
    try runs(
      Liquid.compile(
        SourceText(path: "t.liquid", text), fragments: { SourceText(path: $0, fragment) }
      ).program)
  }

  private func handlebars(_ text: String, _ fragment: String = "") throws -> [String] {
    try runs(
      Handlebars.compile(
        SourceText(path: "t.hbs", text), partials: { SourceText(path: $0, fragment) }
      ).program)
  }

  @Test("a loop's variable carries the path of its item")
  func loopVariables() throws {
    #expect(
      try liquid(
        "{% for i in cart.items %}{% for n in i.n %}{{ n }}{% endfor %}{{ i.t }}{% endfor %}")
        == [
          "u=cart.items[0].n[0]", "v=cart.items[0].n[1]", "x=cart.items[0].t",
          "<y>=cart.items[1].t",
        ])
    #expect(
      try liquid("{% for i in cart.items reversed %}{{ i.t }}{% endfor %}{{ cart['odd key'].z }}")
        == ["<y>=cart.items[1].t", "x=cart.items[0].t", "Z=cart[\"odd key\"].z"])
    #expect(
      try handlebars("{{#each cart.items as |i|}}{{#each n}}{{this}}{{/each}}{{i.t}}{{/each}}")
        == [
          "u=cart.items[0].n[0]", "v=cart.items[0].n[1]", "x=cart.items[0].t",
          "&lt;y&gt;=cart.items[1].t",
        ])
    #expect(
      try liquid("{% for pair in p limit: 1 %}{{ pair[0] }}{{ pair[1] }}{% endfor %}")
        == ["name=p.name|key", "Ada=p.name"])
    #expect(
      try liquid("{% tablerow i in cart.items cols: 1 limit: 1 %}{{ i.t }}{% endtablerow %}")
        == ["<tr class=\"row1\">\n<td class=\"col1\">", "x=cart.items[0].t", "</td>", "</tr>\n"])
  }

  @Test("filters and helpers are known in their order")
  func filters() throws {
    #expect(
      try liquid("{{ p.name | upcase | append: '!' }}-{{ cart.total | divided_by: 100.0 }}")
        == ["ADA!=p.name|upcase|append", "-", "19.9=cart.total|divided_by"])
    #expect(try liquid("{{ 'Hi ' | append: p.name }}") == ["Hi Ada=p.name|append"])
    #expect(
      try liquid("{{ p.gone | default: 'you' }}{{ p.name | default: 'you' }}")
        == ["you", "Ada=p.name|default"])
    #expect(
      try liquid("{{ cart.items.size }}{{ cart.items | map: 't' | join: '+' }}")
        == ["2=cart.items|size", "x+<y>=cart.items|map|join"])
    #expect(
      try liquid("{% assign parts = p.tags | split: ',' %}{% for t in parts %}{{ t }}{% endfor %}")
        == ["a=p.tags|split", "b=p.tags|split"])
    #expect(
      try handlebars("{{upper p.name}}{{cents cart.total}}{{cart.items.length}}{{plus p.score 1}}")
        == ["ADA=p.name|upcase", "19.90=cart.total|cents", "2=cart.items|length", "8=p.score|plus"])
  }

  @Test("assigned and captured values keep where they come from")
  func bindings() throws {
    #expect(
      try liquid(
        "{% assign n = p.name | downcase %}{% if n == 'ada' %}{{ n }}{% endif %}{{ n | size }}")
        == ["ada=p.name|downcase", "3=p.name|downcase|size"])
    #expect(
      try liquid("{% capture c %}<{{ p.name }}>{% endcapture %}{{ c }}{{ c }}{{ c | upcase }}")
        == ["<", "Ada=p.name", ">", "<", "Ada=p.name", ">", "<ADA>=p.name|upcase"])
    #expect(
      try liquid("{% render 'f', a: p.name %}", "{{ a }}{% increment k %}{% cycle a, 1 %}")
        == ["Ada=p.name", "0", "Ada=p.name"])
    #expect(
      try liquid(
        "{% ifchanged %}{{ p.name }}{% endifchanged %}{% ifchanged %}Ada{% endifchanged %}")
        == ["Ada=p.name"])
  }

  @Test("a partial's indentation leaves the places inside it")
  func indentation() throws {
    #expect(
      try handlebars("  {{> f}}\n.", "a{{p.name}}\n{{cart.total}}\n")
        == ["  ", "a", "Ada=p.name", "\n", "  ", "1990=cart.total", "\n", "."])
    #expect(
      try handlebars("{{#> f p}}{{name}}{{/f}}", "<{{> @partial-block}}{{score}}>")
        == ["<", "Ada=p.name", "7=p.score", ">"])
    #expect(try handlebars("{{> f k=p.name}}", "{{k}}") == ["Ada=p.name"])
  }

  @Test("values that the caller names are told by their names")
  func namedValues() throws {
    let document = try #require(
      JSONReader.read(SourceText(path: "w.json", #"{"city":"Rome","days":[{"t":21}]}"#)).document)
    let program = Liquid.compile(
      SourceText(
        path: "t", "{{ now }} {{ source.weather.city }}{{ source.weather.days[0].t }}{{ env.url }}"),
      fragments: { _ in nil }
    ).program
    let weather = TemplateValue.node(document, document.root)
    let globals = TemplateGlobals([
      ("now", .string("today")), ("source", .namespace([("weather", weather)])),
      ("env", .namespace([("url", .string("u"))])),
    ])
    #expect(
      try runs(program, globals) == [
        "today=now", " ", "Rome=source.weather.city", "21=source.weather.days[0].t", "u=env.url",
      ])
  }

  @Test("runs begin where the render began, and go on after an error")
  func laterRuns() throws {
    let program = try #require(
      Liquid.compile(
        SourceText(path: "t", "a{{ 1 | divided_by: 0 }}b{{ p }}"), fragments: { _ in nil }
      ).program)
    var options = RenderOptions()
    options.afterError = .goOn
    #expect(try runs(program, TemplateGlobals([("p", .integer(5))]), options) == ["a", "b", "5=p"])
    var buffer = OutputBuffer()
    _ = try program.renderWithMap(TemplateGlobals(), options: options, into: &buffer)
    let (_, map) = try program.renderWithMap(TemplateGlobals(), options: options, into: &buffer)
    #expect(buffer.string == "abab")
    #expect(map.entries.map(\.output) == [0..<1, 1..<2])
  }

  @Test("a map says when it has too many values to tell them apart")
  func manyValues() throws {
    let json = "{\"a\":[" + Array(repeating: "1", count: 70_000).joined(separator: ",") + "]}"
    let document = try #require(JSONReader.read(SourceText(path: "p", json)).document)
    let program = try #require(
      Liquid.compile(
        SourceText(path: "t", "{% for i in a %}{{ i }}{% endfor %}"), fragments: { _ in nil }
      ).program)
    var buffer = OutputBuffer()
    let (_, map) = try program.renderWithMap(TemplateGlobals(root: document.value), into: &buffer)
    #expect(!map.isComplete)
    #expect(mapProblem(map, outputBytes: 70_000) == nil)
    #expect(map.entries[65_533].data != nil)
    #expect(map.entries[69_999].data == nil)
  }
}
