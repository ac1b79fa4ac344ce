import Diagnostics
import Documents
import Templates
import Testing

/// Which branches programs have, and which of them a render takes.
@Suite struct BranchTests {
  private func program(
    _ template: String, _ fragments: [String: String] = [:], handlebars: Bool = false,
    records: Bool = true
  ) throws -> Program {
    let source = SourceText(path: handlebars ? "t.hbs" : "t.liquid", template)
    func fragment(_ name: String) -> SourceText? {
      fragments[name].map { SourceText(path: "fragments/\(name)", $0) }
    }
    let result: (program: Program?, diagnostics: [Diagnostic])
    if handlebars {
      var options = Handlebars.Options()
      options.recordsBranches = records
      result = Handlebars.compile(source, partials: fragment, options: options)
    } else {
      var options = Liquid.Options()
      options.recordsBranches = records
      result = Liquid.compile(source, fragments: fragment, options: options)
    }
    return try #require(result.program, "\(result.diagnostics.map(\.message))")
  }

  /// The kinds of all branches, those that a render over `json` takes with a `+`.
  private func taken(
    _ template: String, _ json: String, _ fragments: [String: String] = [:],
    handlebars: Bool = false
  ) throws -> String {
    let program = try program(template, fragments, handlebars: handlebars)
    let document = try #require(JSONReader.read(SourceText(path: "d", json)).document)
    let globals = TemplateGlobals(root: document.value)
    var output = OutputBuffer()
    let reached = try program.renderNotingBranches(globals, into: &output)
    // Noting branches changes nothing of what is printed.
    let plain = try self.program(template, fragments, handlebars: handlebars, records: false)
    var expected = OutputBuffer()
    try plain.render(globals, into: &expected)
    #expect(output.string == expected.string)
    #expect(plain.branches.isEmpty)
    #expect(reached.count == program.branches.count)
    return zip(program.branches, reached).map { $0.kind.rawValue + ($1 ? "+" : "") }
      .joined(separator: " ")
  }

  @Test(arguments: [
    ("{% if a %}x{% endif %}", #"{"a":1}"#, "if+ skipped"),
    ("{% if a %}x{% endif %}", "{}", "if skipped+"),
    ("{% if a %}x{% elsif b %}y{% else %}z{% endif %}", #"{"b":1}"#, "if elsif+ else"),
    ("{% if a %}x{% elsif b %}y{% else %}z{% endif %}", "{}", "if elsif else+"),
    ("{% if a %}x{% elsif b %}y{% endif %}", "{}", "if elsif skipped+"),
    ("{% if a and b or c %}x{% endif %}", #"{"a":1}"#, "if skipped+"),
    ("{% unless a %}x{% endunless %}", "{}", "unless+ skipped"),
    ("{% unless a %}x{% else %}y{% endunless %}", #"{"a":1}"#, "unless else+"),
    ("{% unless a %}x{% elsif b %}y{% endunless %}", #"{"a":1,"b":1}"#, "unless elsif+ skipped"),
    ("{% case a %}{% when 1 %}x{% when 2, 3 %}y{% endcase %}", #"{"a":3}"#, "when when+ skipped"),
    ("{% case a %}{% when 1 %}x{% endcase %}", #"{"a":3}"#, "when skipped+"),
    ("{% case a %}{% when 1 %}x{% else %}y{% endcase %}", #"{"a":1}"#, "when+ else"),
    ("{% case a %}{% when 1 %}x{% else %}y{% endcase %}", "{}", "when else+"),
    ("{% for i in a %}{{ i }}{% endfor %}", #"{"a":[1,2]}"#, "items+ empty"),
    ("{% for i in a %}{{ i }}{% endfor %}", "{}", "items empty+"),
    ("{% for i in a %}{{ i }}{% else %}-{% endfor %}", #"{"a":[]}"#, "items empty+"),
    ("{% for i in a %}{% break %}{% endfor %}", #"{"a":[1]}"#, "items+ empty"),
    ("{% for i in (1..3) %}{{ i }}{% endfor %}", "{}", "items+"),
    ("{% for i in (1..n) %}{{ i }}{% endfor %}", #"{"n":0}"#, "items empty+"),
    ("{% tablerow i in a %}{{ i }}{% endtablerow %}", #"{"a":[1]}"#, "items+ empty"),
    ("{% tablerow i in a %}{{ i }}{% endtablerow %}", #"{"a":[]}"#, "items empty+"),
    ("{{ a | default: 'x' }}", #"{"a":"v"}"#, "given+ default"),
    ("{{ a | default: 'x' }}", #"{"a":""}"#, "given default+"),
    ("{{ a | default: 'x', allow_false: true }}", #"{"a":false}"#, "given+ default"),
    ("{% assign b = a | upcase | default: 'x' %}{{ b }}", "{}", "given default+"),
    ("{% if a %}{% if b %}x{% endif %}{% endif %}", #"{"a":1}"#, "if+ if skipped+ skipped"),
    (
      "{% capture c %}{% if a %}x{% endif %}{% endcapture %}{{ c }}", #"{"a":1}"#, "if+ skipped"
    ),
    ("plain {{ a }}", "{}", ""),
  ])
  func notesBranchesOfLiquid(_ template: String, _ json: String, _ expected: String) throws {
    #expect(try taken(template, json) == expected)
  }

  @Test(arguments: [
    ("{{#if a}}x{{/if}}", #"{"a":1}"#, "if+ skipped"),
    ("{{#if a}}x{{else}}y{{/if}}", "{}", "if else+"),
    ("{{#if a}}x{{else if b}}y{{else}}z{{/if}}", #"{"b":1}"#, "if if+ else"),
    ("{{#if a}}x{{else if b}}y{{/if}}", "{}", "if if skipped+"),
    ("{{#unless a}}x{{/unless}}", #"{"a":1}"#, "unless skipped+"),
    ("{{#each a}}{{this}}{{/each}}", #"{"a":[1]}"#, "items+ empty"),
    ("{{#each a}}{{this}}{{else}}-{{/each}}", "{}", "items empty+"),
    ("{{#each a as |i n|}}{{i}}{{/each}}", #"{"a":{"k":1}}"#, "items+ empty"),
    ("{{#with a}}{{b}}{{/with}}", #"{"a":{"b":1}}"#, "value+ nothing"),
    ("{{#with a as |x|}}{{x.b}}{{else}}-{{/with}}", "{}", "value nothing+"),
    ("{{#a}}x{{/a}}", #"{"a":[1]}"#, "value+ nothing"),
    ("{{^a}}x{{/a}}", "{}", "value nothing+"),
    ("{{#eq a 1}}x{{else}}y{{/eq}}", #"{"a":2}"#, "if else+"),
    (#"{{default a "x"}}"#, #"{"a":"v"}"#, "given+ default"),
    (#"{{default a "x"}}"#, "{}", "given default+"),
    (#"{{#if (default a "")}}x{{/if}}"#, "{}", "given default+ if skipped+"),
  ])
  func notesBranchesOfHandlebars(_ template: String, _ json: String, _ expected: String) throws {
    #expect(try taken(template, json, handlebars: true) == expected)
  }

  @Test func countsABranchOfAFragmentOnce() throws {
    let fragment = ["f": "{% if x %}1{% else %}2{% endif %}"]
    let template = "{% render 'f', x: a %}{% render 'f', x: b %}"
    #expect(try taken(template, #"{"a":1}"#, fragment) == "if+ else+")
    #expect(try taken(template, "{}", fragment) == "if else+")
    #expect(
      try taken("{{> f x=a}}", #"{"a":1}"#, ["f": "{{#if x}}1{{else}}2{{/if}}"], handlebars: true)
        == "if+ else")
  }

  @Test func namesThePlaceOfEachBranch() throws {
    let program = try program("a\n  {% if b %}x{% else %}y{% endif %}")
    let places = program.branches.map { branch -> String in
      let position = branch.span.startPosition
      return "\(position.line):\(position.column)"
    }
    #expect(places == ["2:3", "2:14"])
    #expect(program.branches.map(\.decision.start) == [4, 4])
  }

  @Test func anErrorNotesNothing() throws {
    let program = try program("{% if a %}x{% endif %}{{ 1 | divided_by: 0 }}")
    var output = OutputBuffer()
    #expect(throws: RenderError.self) {
      try program.renderNotingBranches(TemplateGlobals(), into: &output)
    }
  }

  @Test func tracesABranchToItsData() throws {
    let program = try program(
      """
      {% assign tier = profile.tier | downcase %}{% assign t = tier %}
      {% capture c %}{{ profile.name }}{% endcapture %}
      {% if t == 'gold' %}{% endif %}{% if c != '' %}{% endif %}
      {% for i in profile.items %}{% if i.price > event.total %}{% endif %}{% endfor %}
      {% render 'f', x: tier %}
      """, ["f": "{% if x %}{% endif %}"])
    let inputs = BranchInputs(program)
    func reads(_ kind: TemplateBranch.Kind) -> [String] {
      program.branches.filter { $0.kind == kind }.map { branch in
        inputs.reads(of: branch).map(\.description).sorted().joined(separator: " ")
      }
    }
    #expect(
      reads(.ifTrue) == [
        "profile.tier", "profile.name", "event.total profile.items[*].price",
        "profile.tier",
      ])
    #expect(reads(.items) == ["profile.items"])
    let first = try #require(program.branches.first)
    #expect(first.literals == [.string("gold")])
    #expect(inputs.directRead(of: first) == nil)
    let loop = try #require(program.branches.first { $0.kind == .items })
    #expect(inputs.directRead(of: loop)?.description == "profile.items")
  }
}
