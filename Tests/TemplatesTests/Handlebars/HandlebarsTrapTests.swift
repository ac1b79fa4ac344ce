import Diagnostics
import Templates
import Testing

/// The places where Handlebars surprises, one test each.
@Suite("Handlebars traps")
struct HandlebarsTrapTests {
  @Test("../ counts contexts, not blocks")
  func parentCountsContexts() throws {
    let data = #"{"n":"root","items":[{"n":"a"}],"o":{"n":"o"}}"#
    #expect(try handlebars("{{#each items}}{{#if n}}{{../n}}{{/if}}{{/each}}", data) == "root")
    #expect(try handlebars("{{#with o}}{{#with this}}{{../n}}{{/with}}{{/with}}", data) == "root")
    #expect(try handlebars("{{#o}}{{#unless x}}{{../n}}{{/unless}}{{/o}}", data) == "root")
  }

  @Test("0, the empty text and the empty array are false in a condition, {} is true")
  func truthOfConditions() throws {
    for value in ["0", "\"\"", "[]", "null", "false", "0.0", "-0"] {
      #expect(
        try handlebars("{{#if v}}yes{{else}}no{{/if}}", "{\"v\":\(value)}") == "no", "\(value)")
    }
    #expect(try handlebars("{{#if v}}yes{{/if}}", #"{"v":{}}"#) == "yes")
    #expect(try handlebars("{{#if v includeZero=true}}yes{{/if}}", #"{"v":0}"#) == "yes")
    #expect(try handlebars("{{#unless v}}yes{{/unless}}", #"{"v":[]}"#) == "yes")
  }

  @Test("a plain section takes 0 as a context, true keeps the context, an array repeats")
  func truthOfSections() throws {
    #expect(try handlebars("{{#z}}[{{this}}]{{/z}}", #"{"z":0}"#) == "[0]")
    #expect(try handlebars("{{#t}}{{n}}{{/t}}", #"{"t":true,"n":"x"}"#) == "x")
    #expect(
      try handlebars("{{#a}}{{@index}}{{this}}{{#if @last}}.{{/if}}{{/a}}", #"{"a":["x","y"]}"#)
        == "0x1y.")
  }

  @Test("names are not looked up in outer contexts, unless asked for")
  func noOuterLookUp() throws {
    let data = #"{"t":"T","a":[{}]}"#
    #expect(try handlebars("{{#each a}}[{{t}}]{{/each}}", data) == "[]")
    var compile = Handlebars.Options()
    compile.compat = true
    #expect(try handlebars("{{#each a}}[{{t}}]{{/each}}", data, compile: compile) == "[T]")
  }

  @Test(
    "numbers print as JavaScript prints them",
    arguments: [
      ("1.0", "1"), ("1e21", "1e+21"), ("1e-7", "1e-7"), ("-0", "0"), ("0.1", "0.1"),
      ("1e20", "100000000000000000000"), ("0.000001", "0.000001"), ("12.50", "12.5"),
      ("false", "false"), ("null", ""), ("[1,[2,null],3]", "1,2,,3"),
      ("{\"a\":1}", "[object Object]"),
    ])
  func printsAsJavaScript(json: String, text: String) throws {
    #expect(try handlebars("{{v}}", "{\"v\":\(json)}") == text)
  }

  @Test("seven characters are escaped, three braces and & write as is")
  func escapes() throws {
    let data = #"{"v":"&<>\"'`="}"#
    #expect(try handlebars("{{v}}", data) == "&amp;&lt;&gt;&quot;&#x27;&#x60;&#x3D;")
    #expect(try handlebars("{{{v}}}{{&v}}", data) == "&<>\"'`=&<>\"'`=")
  }

  @Test("each goes through an object by numbers first, then in the order of the data")
  func orderOfKeys() throws {
    #expect(
      try handlebars(
        "{{#each o}}{{@key}}{{@index}}{{#if @first}}f{{/if}}{{#if @last}}l{{/if}} {{/each}}",
        #"{"o":{"k":1,"10":1,"2":1,"b":1}}"#) == "20f 101 k2 b3l ")
  }

  @Test("@index and @root reach into partials, ../ does not")
  func dataFramesInPartials() throws {
    #expect(
      try handlebars(
        "{{#each a}}{{> p}}{{/each}}", #"{"n":"N","a":[{}]}"#,
        partials: ["p": "{{@index}}{{@root.n}}[{{../n}}]"]) == "0N[]")
    #expect(
      try handlebars(
        "{{#each a}}{{#each this}}{{@../index}}{{@index}} {{/each}}{{/each}}", #"{"a":[[1],[2,3]]}"#
      )
        == "00 10 11 ")
  }

  @Test("block parameters hide fields and are unknown in partials")
  func blockParameters() throws {
    let data = #"{"item":"field","n":"root","a":[{"n":"x"}],"o":{"k":"v"}}"#
    #expect(
      try handlebars("{{#each a as |item i|}}{{item.n}}{{i}}{{../n}}{{/each}}", data) == "x0root")
    #expect(
      try handlebars("{{#each o as |v k|}}{{k}}={{v}};{{/each}}", data) == "k=v;")
    #expect(
      try handlebars(
        "{{#with o as |x|}}{{x.k}}{{> p}}{{/with}}", data, partials: ["p": "[{{x.k}}]"]) == "v[]")
  }

  @Test("paths take positions, brackets, slashes and this")
  func paths() throws {
    let data = #"{"items":[{"n":"a"}],"a b":1,"x-y":{"z?":2},"this":3}"#
    #expect(
      try handlebars(
        "{{items.[0].n}}{{items.0.n}}{{[a b]}}{{x-y/z?}}{{[this]}}{{this.items.length}}", data)
        == "aa1231")
    #expect(handlebarsProblems("{{items.0}}").count == 1)
    #expect(handlebarsProblems("{{items/../x}}").first?.message == "invalid path: items/..")
  }

  @Test("a helper comes before a field, this. and a block parameter force the field")
  func helpersBeforeFields() throws {
    let data = #"{"each":"E","upper":"U","x":"a"}"#
    #expect(try handlebars("{{this.each}}{{./each}}{{upper}}{{upper x}}", data) == "EEUA")
    #expect(handlebarsProblems("{{each}}").first?.code.name == "template/unknown-helper")
    let problem = try #require(handlebarsProblems("{{uper x}}").first)
    #expect(problem.fix?.replacement == "upper")
    #expect(
      handlebarsError("{{nope x}}", compile: linkingWhenRun())?.code == .unknownHelper)
  }

  @Test("a tag alone in its line takes the line with it")
  func standaloneLines() throws {
    #expect(
      try handlebars("a\n  {{#if t}}\nb\n {{else}} \nc\n  {{/if}}\r\nd", #"{"t":1}"#) == "a\nb\nd")
    #expect(try handlebars("{{! x }}\na\n  {{! y }}", "{}") == "a\n")
    #expect(try handlebars("{{#if t}} {{/if}}\n{{t}}\n", #"{"t":1}"#) == " \n1\n")
    #expect(try handlebars(" {{#if t}}{{#if t}}\nx\n{{/if}}{{/if}}\n", #"{"t":1}"#) == " \nx\n\n")
  }

  @Test("a partial alone in its line is indented line by line")
  func indentsPartials() throws {
    let partials = ["p": "1\n\n{{v}}\n"]
    let data = #"{"v":"a\nb"}"#
    #expect(
      try handlebars("x\n  {{> p}}\ny", data, partials: partials) == "x\n  1\n  \n  a\n  b\ny")
    #expect(try handlebars("x {{> p}}", data, partials: partials) == "x 1\n\na\nb\n")
    var compile = Handlebars.Options()
    compile.preventIndent = true
    #expect(
      try handlebars("  {{> p}}\ny", data, partials: partials, compile: compile) == "  1\n\na\nb\ny"
    )
  }

  @Test("~ removes the white space at its side")
  func stripsWhitespace() throws {
    #expect(
      try handlebars("a \n {{~#if t~}} \n b \n {{~else~}} c {{~/if~}} \n d {{~{t}~}} ", #"{"t":1}"#)
        == "abd1")
    #expect(try handlebars("a {{~! c ~}} b {{~> p ~}} c", partials: ["p": "P"]) == "abPc")
  }

  @Test("arguments of a partial lie over its context")
  func partialArguments() throws {
    let data = #"{"n":"root","o":{"n":"o","k":"k"},"which":"p"}"#
    let partials = ["p": "<{{n}}{{k}}>"]
    #expect(
      try handlebars("{{> p o}}{{> p o n=1}}{{> p k=2}}", data, partials: partials)
        == "<ok><1k><root2>")
    #expect(
      try handlebars("{{> (lookup . 'which') o}}{{> \"p\" o}}", data, partials: partials)
        == "<ok><ok>")
    #expect(try handlebars("{{#> none}}fallback {{n}}{{/none}}", data) == "fallback root")
    #expect(handlebarsProblems("{{> p a b}}", partials: partials).count == 1)
    let missing = handlebarsProblems("{{> pp}}", partials: partials)
    #expect(missing.first?.code.name == "template/unknown-fragment")
    var compile = Handlebars.Options()
    compile.explicitPartialContext = true
    #expect(try handlebars("{{> p k=1}}", data, partials: partials, compile: compile) == "<1>")
  }

  @Test("@partial-block runs the caller's block in the partial's context")
  func partialBlocks() throws {
    let data = #"{"n":"root","a":[{"n":"x"}],"o":{"n":"o"}}"#
    let partials = [
      "wrap": "[{{> @partial-block}}]", "outer": "({{#> wrap}}{{> @partial-block}}{{/wrap}})",
      "other": "{{> @partial-block o}}",
    ]
    #expect(
      try handlebars(
        "{{#each a}}{{#> wrap}}{{n}}{{../n}}{{/wrap}}{{/each}}", data, partials: partials)
        == "[xroot]")
    #expect(try handlebars("{{#> outer}}in{{/outer}}", data, partials: partials) == "([in])")
    #expect(try handlebars("{{#> other}}{{n}}{{/other}}", data, partials: partials) == "o")
    #expect(handlebarsError("{{> wrap}}", data, partials: partials)?.code == .unknownFragment)
  }

  @Test("inline partials are known in their whole block and in what it calls")
  func inlinePartials() throws {
    let partials = ["layout": "<{{#> body}}none{{/body}}>"]
    #expect(try handlebars("{{> i}}{{#*inline \"i\"}}I{{/inline}}") == "I")
    #expect(
      try handlebars(
        "{{#> layout}}text{{#*inline \"body\"}}B{{/inline}}{{/layout}}{{> layout}}",
        partials: partials) == "<B><none>")
    #expect(
      handlebarsError(
        "{{#if t}}{{#*inline \"i\"}}I{{/inline}}{{/if}}{{> i}}", #"{"t":1}"#)?.code
        == .unknownFragment)
  }

  @Test("named arguments, subexpressions and literals; a literal in the head is a name")
  func literals() throws {
    #expect(
      try handlebars(
        "{{default nope \"it's\"}}{{upper (lower 'AbC')}}{{#if (eq n 1.0)}}y{{/if}}", #"{"n":1}"#)
        == "it&#x27;sABCy")
    #expect(
      try handlebars(
        #"{{"a b"}}{{12}}{{true}}{{lookup this 'a b'}}"#, #"{"a b":1,"12":2,"true":3}"#)
        == "1231")
    #expect(try handlebars(#"{{default nope "a\"b"}}"#) == "a&quot;b")
  }

  @Test("length is that of arrays and texts, other built-in properties do not exist")
  func ownProperties() throws {
    #expect(
      try handlebars(
        "{{a.length}}{{s.length}}{{o.length}}{{lookup a 1}}[{{constructor}}{{s.constructor}}]",
        #"{"a":[1,2],"s":"a😀","o":{"length":"L"}}"#) == "23L2[]")
  }

  @Test("else chains take any block helper, one else stands last")
  func elseChains() throws {
    let template = "{{#if a}}A{{else with o}}{{x}}{{else each l}}{{this}}{{else}}none{{/if}}"
    #expect(try handlebars(template, #"{"a":1}"#) == "A")
    #expect(try handlebars(template, #"{"o":{"x":"X"}}"#) == "X")
    #expect(try handlebars(template, #"{"l":[1,2]}"#) == "12")
    #expect(try handlebars(template) == "none")
    #expect(try handlebars("{{#a}}x{{^}}y{{/a}}{{^a}}z{{/a}}") == "yz")
    #expect(handlebarsProblems("{{#if a}}1{{else}}2{{else}}3{{/if}}").count == 1)
    #expect(handlebarsProblems("{{#if a}}{{/each}}").count == 1)
  }

  @Test("escaped tags, comments and raw blocks")
  func escapedTags() throws {
    #expect(try handlebars(#"\{{x}} {{x}} \\{{x}}"#, #"{"x":1}"#) == #"{{x}} 1 \1"#)
    #expect(try handlebars("{{!-- a }} b --}}c{{! d }}e") == "ce")
    #expect(try handlebars("[{{{{raw}}}} {{x}} {{{{/raw}}}}]") == "[]")
    #expect(try handlebars("{{{{t}}}}{{x}}{{{{/t}}}}", #"{"t":true}"#) == "{{x}}")
  }

  @Test("strict refuses what does not exist, not the arguments of blocks")
  func strictness() throws {
    var strict = Handlebars.Options()
    strict.strict = true
    var objects = Handlebars.Options()
    objects.assumeObjects = true
    #expect(handlebarsError("a\n{{nope}}", compile: strict)?.span.startPosition.line == 2)
    #expect(try handlebars("{{#if nope}}{{else}}x{{/if}}", compile: strict) == "x")
    #expect(try handlebars("{{n}}", #"{"n":null}"#, compile: strict) == "")
    #expect(handlebarsError("{{a.b}}", compile: objects)?.code == .undefinedVariable)
    #expect(try handlebars("{{a}}", compile: objects) == "")
    #expect(handlebarsProblems("{{#if}}{{/if}}").first?.code.name == "template/helper-arguments")
  }

  @Test("each over nothing to go through takes the else branch")
  func eachOverOthers() throws {
    for value in ["null", "5", "\"abc\"", "[]", "{}", "true"] {
      #expect(
        try handlebars("{{#each v}}x{{else}}none{{/each}}", "{\"v\":\(value)}") == "none",
        "\(value)")
    }
    #expect(handlebarsProblems("{{#each}}{{/each}}").count == 1)
  }
}
