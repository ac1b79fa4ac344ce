import Diagnostics
import Templates
import Testing

/// The semantic traps L1–L26 of Liquid: a template, its data and the exact output.
@Suite("Liquid's semantic traps")
struct LiquidTrapTests {
  /// One template with what it prints.
  struct Case: CustomTestStringConvertible, Sendable {
    let template: String
    let output: String
    let data: String

    init(_ template: String, _ output: String, _ data: String = "{}") {
      self.template = template
      self.output = output
      self.data = data
    }

    var testDescription: String { template }
  }

  /// Reference options: the data are not static, unknown filters pass.
  private func check(_ item: Case) throws {
    var options = RenderOptions()
    options.clock = 1_704_067_318
    options.globalsAreStatic = false
    #expect(try render(item.template, item.data, options: options) == item.output)
  }

  @Test(
    "L1, L2: truth, empty, blank and default",
    arguments: [
      Case(
        "{% if 0 %}0{% endif %}{% if '' %}s{% endif %}{% if a %}a{% endif %}", "0sa", #"{"a":[]}"#),
      Case(
        "{% if x %}x{% else %}nil{% endif %}{% if f %}f{% else %}no{% endif %}", "nilno",
        #"{"f":false}"#),
      Case("{% if '' == blank %}b{% endif %}{% if '  ' == blank %}w{% endif %}", "bw"),
      Case("{% if x == blank %}n{% endif %}{% if x == empty %}e{% endif %}", "n"),
      Case("{% if ' ' == empty %}e{% else %}no{% endif %}", "no"),
      Case("{{ '' | default: 'd' }}{{ '  ' | default: 'd' }}{{ 0 | default: 'd' }}", "d  0"),
      Case(
        "{{ f | default: 'd' }}{{ f | default: 'd', allow_false: true }}", "dfalse", #"{"f":false}"#
      ),
    ])
  func truth(_ item: Case) throws { try check(item) }

  @Test(
    "L3: and, or group from the right",
    arguments: [
      Case("{% if false and false or true %}t{% else %}f{% endif %}", "f"),
      Case("{% if true or false and false %}t{% else %}f{% endif %}", "t"),
    ])
  func grouping(_ item: Case) throws { try check(item) }

  @Test(
    "L4, L5: arithmetic",
    arguments: [
      Case("{{ 7 | divided_by: 2 }} {{ -7 | divided_by: 2 }} {{ -7 | modulo: 3 }}", "3 -4 2"),
      Case("{{ 7 | divided_by: 2.0 }} {{ 1 | divided_by: 0.0 }}", "3.5 Infinity"),
      Case(
        "{{ 0.1 | plus: 0.2 }} {{ 1.005 | round: 2 }} {{ 2.5 | round }} {{ -2.5 | round }}",
        "0.3 1.01 3 -3"),
      Case(
        "{{ 20 | round: 2 }} {{ 20.0 | round: 2 }} {{ 2000 | divided_by: 100.0 }}", "20 20.0 20.0"),
      Case("{{ a }} {{ b }}", "1.0e+20 1.0e-07", #"{"a":1e20,"b":1e-7}"#),
      Case("{{ 10 | divided_by: 3.0 }}", "3.3333333333333335"),
      Case("{{ 4.6 | ceil }} {{ -4.6 | ceil }} {{ -4.6 | floor }}", "5 -4 -5"),
    ])
  func arithmetic(_ item: Case) throws { try check(item) }

  @Test(
    "L6: texts as numbers",
    arguments: [
      Case("{{ '3' | plus: '4' }} {{ '3.5' | plus: 1 }} {{ 'abc' | plus: 1 }}", "7 4.5 1"),
      Case(
        "{{ '1,000' | plus: 0 }} {{ ' 12 ' | plus: 0 }} {{ true | plus: 1 }} {{ x | plus: 1 }}",
        "1 12 1 1"),
      Case("{% if 1 == '1' %}t{% else %}f{% endif %}{% if 1 == 1.0 %}t{% endif %}", "ft"),
      Case("{% if x < 1 %}t{% else %}f{% endif %}", "f"),
    ])
  func numbers(_ item: Case) throws { try check(item) }

  @Test(
    "L7, L8: contains and printing",
    arguments: [
      Case(
        "{% if a contains '1' %}t{% else %}f{% endif %}{% if a contains 1 %}t{% endif %}", "ft",
        #"{"a":[1]}"#),
      Case(
        "{% if 'a1b' contains 1 %}t{% endif %}{% if h contains 'k' %}k{% endif %}", "tk",
        #"{"h":{"k":null}}"#),
      Case("{{ a }}", "123x", #"{"a":[1,[2,3],null,"x"]}"#),
      Case(
        "{{ h }}", #"{"a"=>1, "b"=>nil, "c"=>["x", 2.5]}"#, #"{"h":{"a":1,"b":null,"c":["x",2.5]}}"#
      ),
      Case("{{ (1..3) }} {{ true }} {{ nil }}", "1..3 true "),
      Case("{{ 9223372036854775807 | plus: 1 }}", "9223372036854775808"),
      Case("{{ 99999999999 | times: 99999999999 }}", "9999999999800000000001"),
      Case("{{ n | minus: 1 }}", "99999999999999999999", #"{"n":100000000000000000000}"#),
    ])
  func printing(_ item: Case) throws { try check(item) }

  @Test(
    "L9, L10: loops",
    arguments: [
      Case(
        "{% for i in h %}{{ i[0] }}={{ i[1] }};{% endfor %}", "a=1;b=2;", #"{"h":{"a":1,"b":2}}"#),
      Case("{% for i in 'abc' %}[{{ i }}]{% else %}none{% endfor %}", "[abc]"),
      Case("{% for i in x %}{% else %}none{% endfor %}", "none"),
      Case("{% for i in (1..5) reversed limit: 2 offset: 1 %}{{ i }} {% endfor %}", "3 2 "),
      Case(
        "{% for i in a limit: 2 %}{{ i }}{% endfor %}|{% for i in a offset: continue %}{{ i }}{% endfor %}",
        "12|34", #"{"a":[1,2,3,4]}"#),
      Case(
        "{% for i in (3..1) %}x{% else %}none{% endfor %}{% for i in ('1'..'3') %}{{ i }}{% endfor %}",
        "none123"),
      Case(
        "{% for i in (1..9) limit: 3 %}{{ forloop.index0 }}{{ forloop.rindex }}/{{ forloop.length }} {% endfor %}",
        "03/3 12/3 21/3 "),
      Case(
        "{% for i in (1..2) %}{% for j in (1..2) %}{{ forloop.parentloop.index }}{% endfor %}{% endfor %}",
        "1122"),
    ])
  func loops(_ item: Case) throws { try check(item) }

  @Test(
    "L9: a limit or an offset that is no whole number is refused",
    arguments: ["limit: 'x'", "offset: 'x'", "limit: 1.5", "offset: h", "limit: true"])
  func invalidInteger(attribute: String) throws {
    // A tablerow takes what a text begins with, as the reference does.
    for tag in ["for"] {
      let error = try #require(
        liquidError("{% \(tag) i in (1..5) \(attribute) %}{{ i }}{% end\(tag) %}", #"{"h":{}}"#))
      #expect(error.code == .invalidValue)
      #expect(error.message.contains("integer") || error.message.contains("whole number"))
      #expect(error.valueType != nil)
    }
  }

  @Test("L10, L15: include … for has no forloop, render … for has one without parents")
  func loopsOfFragments() throws {
    let fragments = ["p": "[{{ forloop.index }}{{ forloop.parentloop.index }}]"]
    var options = RenderOptions()
    options.strictVariables = false
    #expect(
      try render("{% include 'p' for a %}", #"{"a":[1,2]}"#, fragments: fragments, options: options)
        == "[][]")
    #expect(
      try render(
        "{% for i in (1..2) %}{% render 'p' for a %}{% endfor %}", #"{"a":[1]}"#,
        fragments: fragments, options: options) == "[1][1]")
    #expect(
      try render(
        "{% for i in (1..2) %}{% render 'p' %}{% endfor %}", fragments: fragments, options: options)
        == "[][]")
    #expect(try render("{% for i in (1..1) %}[{{ forloop.parentloop }}]{% endfor %}") == "[]")
  }

  @Test(
    "L15: break outside a loop ends the template, also from inside a capture",
    arguments: [
      Case("a{% break %}b", "a"), Case("a{% continue %}b", "a"),
      Case("a{% capture x %}b{% break %}c{% endcapture %}d{{ x }}", "a"),
      Case("a{% if true %}b{% break %}c{% endif %}d", "ab"),
      Case(
        "{% for i in (1..3) %}{{ i }}{% capture x %}b{% break %}c{% endcapture %}{% endfor %}{{ x }}",
        "1b"),
    ])
  func breakOutside(_ item: Case) throws { try check(item) }

  @Test("L15: include inside a fragment run by render is refused")
  func includeInRender() {
    let error = liquidError("{% render 'p' %}", fragments: ["p": "{% include 'q' %}", "q": "x"])
    #expect(error?.code == .includeInRender)
  }

  @Test(
    "L11, L12: assign, counters, cycle",
    arguments: [
      Case("{% for i in (1..2) %}{% assign x = i %}{% endfor %}{{ x }}", "2"),
      Case("{% for x in (1..2) %}{% assign x = 9 %}{{ x }}{% endfor %}{{ x }}", "129"),
      Case("{% assign c = 5 %}{% increment c %} {% increment c %} {{ c }}", "0 1 5"),
      Case("{% increment n %} {% increment n %} {{ n }}", "10 11 12", #"{"n":10}"#),
      Case("{% for i in (1..4) %}{% cycle 'a', 'b' %}{% endfor %}{% cycle 'a', 'b' %}", "ababa"),
      Case("{% assign x = 'q' %}{% cycle x, 'b' %}{% cycle x, 'b' %}", "qq"),
      Case("{% cycle 'n': 'a', 'b' %}{% cycle 'm': 'a', 'b' %}{% cycle 'n': 'c', 'd' %}", "aad"),
    ])
  func variables(_ item: Case) throws { try check(item) }

  @Test(
    "L13, L14: case and unless",
    arguments: [
      Case("{% case 1 %} text {% when 1 %}a{% when 1, 2 %}b{% else %}c{% endcase %}", "ab"),
      Case(
        "{% case 2 %}{% when 1 or 2 %}b{% endcase %}{% case '1' %}{% when 1 %}x{% else %}no{% endcase %}",
        "bno"),
      Case("{% unless true %}a{% elsif false %}b{% else %}c{% endunless %}", "c"),
    ])
  func choices(_ item: Case) throws { try check(item) }

  @Test(
    "L17, L18, L19: white space, delimiters, comments",
    arguments: [
      Case("a \n {%- if true -%} \n b \n {%- endif -%} \n c", "abc"),
      Case("[{% if true %} {% endif %}]", "[]"),
      Case("[{% if true %} {{ '' }} {% endif %}]", "[  ]"),
      Case("{{ 'a\\nb' }}{{ \"it's\" }}", "a\\nbit's"),
      Case("{% comment %}{% comment %}{{ }}{% endcomment %}{% if %}{% endcomment %}x", "x"),
      Case(
        "{% raw %}{{ a }}{% if %}{% endraw %}{% doc %}d{% enddoc %}{% # c %}", "{{ a }}{% if %}"),
      Case("{% liquid\n# c\nassign x = 1\nif x == 1\n  echo 'one'\nendif %}", "one"),
    ])
  func whiteSpace(_ item: Case) throws { try check(item) }

  @Test(
    "L20: the exact text of a table",
    arguments: [
      Case(
        "{% tablerow i in (1..3) cols: 2 %}{{ i }}{{ tablerowloop.col }}{% endtablerow %}",
        "<tr class=\"row1\">\n<td class=\"col1\">11</td><td class=\"col2\">22</td></tr>\n"
          + "<tr class=\"row2\"><td class=\"col1\">31</td></tr>\n"),
      Case(
        "{% tablerow i in (1..3) %}{{ i }}{% break %}{% endtablerow %}",
        "<tr class=\"row1\">\n<td class=\"col1\">1</td></tr>\n"),
    ])
  func tables(_ item: Case) throws { try check(item) }

  @Test(
    "L21: dates",
    arguments: [
      Case(
        "{{ 'now' | date: '%Y-%m-%d %H:%M:%S' }} {{ 'today' | date: '%j' }}",
        "2024-01-01 00:01:58 001"),
      Case(
        "{{ 1152098955 | date: '%F %T' }} {{ '1152098955' | date: '%s' }}",
        "2006-07-05 11:29:15 1152098955"),
      Case("{{ 1.5 | date: '%Y' }} {{ 'abc' | date: '%Y' }}{{ x | date: '%Y' }}", "1.5 abc"),
      Case("{{ '2024-02-01' | date: '' }}", "2024-02-01"),
      Case("{{ '2024-01-31T23:00:00-05:00' | date: '%d %H %z %:z' }}", "31 23 -0500 -05:00"),
      Case(
        "{{ '10 March 2024' | date: '%F' }} {{ 'March' | date: '%F' }} {{ '3/4/2024' | date: '%F' }}",
        "2024-03-10 2024-03-01 2024-04-03"),
      Case(
        "{{ '2024-03-05 09:05' | date: '%-d %e %l %P %^B %j %U %V %Q' }}",
        "5  5  9 am MARCH 065 09 10 %Q"),
      Case("{{ 'Fri, 16 Jul 2004 01:00:00 GMT' | date: '%a %b %e %Z' }}", "Fri Jul 16 UTC"),
      Case("{{ 'March 14, 2016 3pm' | date: '%F %R' }}", "2016-03-14 15:00"),
    ])
  func dates(_ item: Case) throws { try check(item) }

  @Test(
    "L22, L23: text and array filters",
    arguments: [
      Case("{{ 'abcdef' | truncate: 2 }} {{ 'one two three' | truncatewords: 0 }}", "... one..."),
      Case("{{ 'a,b,,' | split: ',' | size }} {{ '  a  b ' | split: ' ' | join: '-' }}", "2 a-b"),
      Case(
        "{{ a | sort | join }} {{ b | sort_natural | join: ',' }}", "1 2  a,B,c",
        #"{"a":[2,null,1],"b":["c","B","a"]}"#),
      Case(
        "{{ a | where: 'x' | size }}{{ a | where: 'x', 2 | size }}{{ a | map: 'x' | join: ',' }}",
        "211,2,", #"{"a":[{"x":1},{"x":2},{}]}"#),
      Case(
        "{{ 'hello' | slice: -3, 2 }} {{ 12 | size }} {{ 1.5 | size }} {{ h | first }}",
        "ll 8 0 a1", #"{"h":{"a":1}}"#),
      Case(
        "{{ a | sum }} {{ b | sum: 'n' }}", "6.5 3", #"{"a":[1,"2",3.5],"b":[{"n":1},{"n":2}]}"#),
      Case(
        "{{ \"<a href='x'>&\" | escape }} {{ '&lt;<' | escape_once }}",
        "&lt;a href=&#39;x&#39;&gt;&amp; &lt;&lt;"),
      Case("{{ 'a b&ü' | url_encode }} {{ 'a+b%20c' | url_decode }}", "a+b%26%C3%BC a b c"),
      Case("{{ 'a<script>x</script><b>c</b><!-- d -->' | strip_html }}", "ac"),
      Case(
        "{{ 'straße ÉA' | upcase }} {{ 'éa' | capitalize }} {{ 'é' | size }}", "STRASSE ÉA Éa 1"),
    ])
  func filters(_ item: Case) throws { try check(item) }

  @Test(
    "L26: keys and commands",
    arguments: [
      Case("{{ h.size }}{{ g.size }}", "x1", #"{"h":{"size":"x"},"g":{"a":1}}"#),
      Case(
        "{{ a[-1] }}{{ h[\"b c\"] }}{{ h[k] }}{{ my-name }}", "239n",
        #"{"a":[1,2],"h":{"b c":3,"z":9},"k":"z","my-name":"n"}"#),
      Case("{{ self.x }}{{ self['x'] }}", "11", #"{"x":1}"#),
    ])
  func keys(_ item: Case) throws { try check(item) }

  @Test("L15: data reach a fragment run by render only where they are static")
  func renderSeesStaticData() throws {
    let fragments = ["p": "[{{ x }}{{ y }}]"]
    var options = RenderOptions()
    #expect(
      try render("{% render 'p', y: 2 %}", #"{"x":1}"#, fragments: fragments, options: options)
        == "[12]")
    options.globalsAreStatic = false
    #expect(
      try render("{% render 'p', y: 2 %}", #"{"x":1}"#, fragments: fragments, options: options)
        == "[2]")
    #expect(
      try render("{% include 'p', y: 2 %}", #"{"x":1}"#, fragments: fragments, options: options)
        == "[12]")
  }

  @Test("L15, L16: include shares names, break leaves it, values are bound")
  func includes() throws {
    let fragments = [
      "set": "{% assign z = 1 %}", "stop": "{% break %}x", "p": "{{ p }};",
      "q": "{{ v.t }}{{ forloop.index }} ",
    ]
    #expect(try render("{% include 'set' %}{{ z }}", fragments: fragments) == "1")
    #expect(
      try render(
        "{% for i in (1..3) %}{{ i }}{% include 'stop' %}{% endfor %}", fragments: fragments) == "1"
    )
    #expect(
      try render(
        "{% for i in (1..3) %}{{ i }}{% render 'stop' %}{% endfor %}", fragments: fragments)
        == "123")
    #expect(try render("{% assign p = 5 %}{% include 'p' %}", fragments: fragments) == "5;")
    #expect(try render("{% include 'p' for a %}", #"{"a":[1,2]}"#, fragments: fragments) == "1;2;")
    #expect(
      try render(
        "{% render 'q' for a as v %}", #"{"a":[{"t":"x"},{"t":"y"}]}"#, fragments: fragments)
        == "x1 y2 ")
  }

  @Test(
    "L24, L25: what only a laxer parser takes is refused",
    arguments: [
      "{{ x | nosuch }}", "{{ 'a' | append }}", "{{ 'a' | upcase: 1 }}", "{% nosuch %}",
      "{% if a == 'x' foo bar %}{% endif %}", "{{ 'hi' | append, '!' }}", "{{ a b }}",
      "{{ ['a'] }}",
      "{% assign a.b = 1 %}", "{{\n- x }}", "{% if a = 1 %}{% endif %}", "{{ '}}' }}",
    ])
  func refuses(_ template: String) {
    let found = problems(template)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.span != nil })
  }

  @Test("a table cell or an ifchanged keeps a body of blanks alone")
  func blankBodies() throws {
    try check(Case("[{% ifchanged %} {% endifchanged %}]", "[ ]"))
    try check(
      Case(
        "{% tablerow x in (1..1) %} {% endtablerow %}",
        "<tr class=\"row1\">\n<td class=\"col1\"> </td></tr>\n"))
  }
}
