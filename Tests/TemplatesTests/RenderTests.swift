import Diagnostics
import Documents
import Templates
import Testing

@Suite("Rendering")
struct RenderTests {
  private func failure(
    _ template: String, _ json: String = "{}", fragments: [String: String] = [:],
    options: RenderOptions = RenderOptions()
  ) throws -> RenderError {
    try #require(throws: RenderError.self) {
      _ = try render(template, json, fragments: fragments, options: options)
    }
  }

  @Test("an error names its place and the fragments on the way")
  func errorPlace() throws {
    let error = try failure(
      "a\n{% render 'p' %}", fragments: ["p": "x\n\n{{ 1 | divided_by: 0 }}"])
    #expect(error.code == .zeroDivision)
    #expect(error.span.source.path == "fragments/p.liquid")
    #expect(error.span.startPosition.line == 3)
    #expect(error.fragments.map(\.name) == ["p"])
    #expect(error.fragments.first?.span.startPosition.line == 2)
    let order = try failure("{% if a < 'x' %}{% endif %}", #"{"a":1}"#)
    #expect(order.code == .incomparable)
    #expect(order.valueType == "a text")
  }

  @Test("limits end a render with an error of their own")
  func limits() throws {
    var options = RenderOptions()
    options.limits.outputBytes = 20_000
    #expect(
      try failure("{% for i in (1..9999) %}abc{% endfor %}", options: options).code == .outputLimit)
    options = RenderOptions()
    options.limits.steps = 100
    #expect(try failure("{% for i in (1..101) %}{% endfor %}", options: options).code == .stepLimit)
    options = RenderOptions()
    let depth = try failure(
      "{% render 'p', n: 1 %}", fragments: ["p": "{% if n %}{% render 'p', n: n %}{% endif %}"],
      options: options)
    #expect(depth.code == .fragmentDepth)
    #expect(depth.fragments.count == 100)
    options.limits.memoryBytes = 1_000_000
    #expect(
      try failure(
        "{% assign s = 'xxxxxxxxxx' %}{% for i in (1..40) %}{% assign s = s | append: s %}{% endfor %}",
        options: options
      ).code == .memoryLimit)
    #expect(try failure("{{ (1..9999999999) | join }}", options: options).code == .memoryLimit)
  }

  @Test("strictVariables refuses an undefined name outside conditions and default")
  func strictVariables() throws {
    var options = RenderOptions()
    options.strictVariables = true
    let error = try failure("Hi {{ nme }}", #"{"name":"a"}"#, options: options)
    #expect(error.code == .undefinedVariable)
    #expect(error.message == "nothing is called 'nme'")
    #expect(error.hints == ["did you mean 'name'?"])
    #expect(
      try render(
        "{{ x | default: 'd' }}{% if x %}{% endif %}{{ a.b }}", #"{"a":{}}"#, options: options)
        == "d")
    #expect(try render("{{ x }}", #"{"x":null}"#, options: options) == "")
  }

  @Test("goOn skips what fails, keeps loops and captures, and returns the errors")
  func goesOn() throws {
    let source = SourceText(
      path: "t",
      "{% for i in (0..2) %}{% capture c %}<{{ 6 | divided_by: i }}>{% endcapture %}{{ i }}{{ c }}{% endfor %}"
    )
    let program = try #require(Liquid.compile(source, fragments: { _ in nil }).program)
    var options = RenderOptions()
    options.afterError = .goOn
    var buffer = OutputBuffer()
    let errors = try program.render(TemplateGlobals(), options: options, into: &buffer)
    #expect(buffer.string == "0<>1<6>2<3>")
    #expect(errors.map(\.code) == [.zeroDivision])
  }

  @Test("a failed render leaves the buffer as it was")
  func leavesBuffer() throws {
    let program = try #require(
      Liquid.compile(SourceText(path: "t", "x{{ 1 | modulo: 0 }}"), fragments: { _ in nil }).program
    )
    let good = try #require(
      Liquid.compile(SourceText(path: "t", "good"), fragments: { _ in nil }).program)
    var buffer = OutputBuffer()
    try good.render(TemplateGlobals(), into: &buffer)
    #expect(throws: RenderError.self) { try program.render(TemplateGlobals(), into: &buffer) }
    #expect(buffer.string == "good")
  }

  @Test("names come from values, documents and namespaces together")
  func globals() throws {
    let document = try #require(
      JSONReader.read(SourceText(path: "w", #"{"sky":{"t":21.5}}"#)).document)
    let sky = try #require(document.member(document.root, "sky"))
    let globals = TemplateGlobals([
      ("locale", .string("de")), ("n", .integer(3)), ("price", .decimal("19.90")),
      ("source", .namespace([("weather", .node(document, sky)), ("off", .none)])),
      ("list", .list([.integer(1), .bool(true)])),
    ])
    let program = try #require(
      Liquid.compile(
        SourceText(
          path: "t",
          "{{ locale }} {{ n }} {{ price }} {{ source.weather.t }}{{ source.off }} {{ list | join }}"
        ),
        fragments: { _ in nil }
      ).program)
    var buffer = OutputBuffer()
    try program.render(globals, into: &buffer)
    #expect(buffer.string == "de 3 19.9 21.5 1 true")
  }

  private struct Words: TemplateTranslator, TemplateLocaleFormatter {
    func translation(
      of key: String, arguments: [(name: String, value: TemplateScalar)]
    ) -> String? {
      key == "missing" ? nil : key + arguments.map { " \($0.name)=\($0.value)" }.joined()
    }
    func money(_ amount: TemplateScalar, currency: String) -> String? { "\(amount) \(currency)" }
    func number(_ value: TemplateScalar, places: Int?) -> String? { "\(value)/\(places ?? -1)" }
    func percent(_ value: TemplateScalar, places: Int?) -> String? { "\(value)%" }
    func date(_ instant: Int64, offset: Int, style: TemplateDateStyle) -> String? {
      "\(instant) \(style)"
    }
  }

  @Test("the extension filters ask the services that the caller gives")
  func extensions() throws {
    var options = RenderOptions()
    options.translator = Words()
    options.formatter = Words()
    #expect(
      try render("{{ 'cart.title' | t: name: 'Ada', count: 2 }}", options: options)
        == "cart.title name=string(\"Ada\") count=integer(2)")
    #expect(try render("{{ 20.81 | money: 'EUR' }}", options: options) == "decimal(\"20.81\") EUR")
    #expect(try render("{{ 5 | number: 2 }} {{ x | number }}", options: options) == "integer(5)/2 ")
    #expect(try render("{{ '1970-01-02' | date_long }}", options: options) == "86400 long")
    #expect(try failure("{{ 'missing' | t }}", options: options).code == .missingTranslation)
    #expect(try failure("{{ 'x' | t }}").code == .formatting)
    #expect(try failure("{{ 'nonsense' | date_long }}", options: options).code == .formatting)
  }

  @Test("json is compact and harmless inside HTML")
  func json() throws {
    #expect(
      try render("{{ a | json }}", #"{"a":{"k":[1,2.50,null,true,"<\"\u2028é\n"]}}"#)
        == #"{"k":[1,2.5,null,true,"\u003C\"\u2028é\n"]}"#)
  }

  @Test("every filter is documented and findable")
  func filterTable() {
    #expect(FilterTable.filters.count == 71)
    for filter in FilterTable.filters {
      #expect(FilterTable.find(filter.name)?.name == filter.name)
      #expect(!filter.summary.isEmpty && !filter.types.isEmpty)
    }
    #expect(FilterTable.filters.filter { $0.origin == .extension }.count == 10)
  }

  @Test("one program is rendered by many threads at once")
  func threads() async throws {
    let program = try #require(
      Liquid.compile(
        SourceText(path: "t", "{% for i in (1..50) %}{{ i | times: n }},{% endfor %}"),
        fragments: { _ in nil }
      ).program)
    let outputs = await withTaskGroup(of: String.self) { group in
      for n in 0..<8 {
        group.addTask {
          var buffer = OutputBuffer()
          _ = try? program.render(TemplateGlobals([("n", .integer(n % 2))]), into: &buffer)
          return buffer.string
        }
      }
      return await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(outputs.count == 2)
  }
}

@Suite("Hostile input")
struct HostileInputTests {
  private func code(_ template: String, _ json: String = "{}") throws -> RenderError.Code? {
    do {
      var options = RenderOptions()
      options.limits.memoryBytes = 4_000_000
      options.limits.steps = 50_000
      _ = try render(template, json, options: options)
      return nil
    } catch let error as RenderError {
      return error.code
    }
  }

  @Test("numbers, texts and lists that explode end with a limit")
  func explosions() throws {
    let digits = String(repeating: "9", count: 100_000)
    #expect(try code("{{ a | plus: 1 }}", "{\"a\":\(digits)}") == .memoryLimit)
    #expect(try code("{{ a | plus: 1 }}", "{\"a\":\"\(digits)\"}") == .memoryLimit)
    #expect(try code("{{ a | size }}", "{\"a\":\(digits)}") == nil)
    #expect(
      try code(
        "{% assign x = 99999999999 %}{% for i in (1..30) %}{% assign x = x | times: x %}{% endfor %}"
      )
        == .memoryLimit)
    let text = String(repeating: "x", count: 100_000)
    #expect(try code("{{ a | replace: '', a }}", "{\"a\":\"\(text)\"}") == .memoryLimit)
    #expect(try code("{{ (1..1000) | join: a }}", "{\"a\":\"\(text)\"}") == .memoryLimit)
    #expect(try code("{% for i in (1..9223372036854775807) %}{% endfor %}") == .stepLimit)
    #expect(try code("{{ (1..5000) | uniq | size }}") == .stepLimit)
  }

  @Test("odd keys and nesting do no harm")
  func oddities() throws {
    #expect(
      try code("{% for i in (1..1) %}{{ forloop[''] }}{{ i['x'] }}{% endfor %}{{ self[''] }}")
        == nil)
    let brackets = String(repeating: "a[", count: 5_000)
    #expect(problems("{{ \(brackets) }}").isEmpty == false)
    let lines = String(repeating: "liquid ", count: 5_000)
    #expect(problems("{% \(lines) %}").contains { $0.code == .nestingLimit })
    let number = String(repeating: "1", count: 5_000)
    #expect(problems("{{ \(number) }}").count == 1)
  }
}
