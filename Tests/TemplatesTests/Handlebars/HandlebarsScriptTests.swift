import Diagnostics
import Templates
import Testing

/// Where JavaScript itself shows through the reference; each was run on handlebars.js.
@Suite("Handlebars and JavaScript")
struct HandlebarsScriptTests {
  private func set(_ change: (inout Handlebars.Options) -> Void) -> Handlebars.Options {
    linkingWhenRun(change)
  }

  @Test("neighbouring values without a text are added")
  func sums() throws {
    let data = #"{"a":1,"b":2.5,"t":true,"s":"x","o":{},"l":[3,4],"n":null}"#
    #expect(try handlebars("{{{a}}}{{{b}}}", data) == "3.5")
    #expect(try handlebars("{{{a}}}{{{t}}}{{{s}}}{{{a}}}{{{a}}}", data) == "2x11")
    #expect(try handlebars(" {{{a}}}{{{b}}}", data) == " 12.5")
    #expect(try handlebars("{{a}}{{{b}}}{{{b}}}", data) == "12.52.5")
    #expect(try handlebars("{{{a}}}{{{n}}}{{{b}}}", data) == "12.5")
    #expect(try handlebars("{{#if t}}{{{a}}}{{/if}}{{{b}}}", data) == "3.5")
    #expect(try handlebars("{{#if n}}{{{a}}}{{/if}}{{{a}}}{{{b}}}", data) == "12.5")
    #expect(try handlebars("{{#each l}}{{{this}}}{{/each}}{{{a}}}{{{a}}}", data) == "3411")
    #expect(try handlebars("{{#each l}}{{{this}}}{{{../a}}};{{/each}}", data) == "4;5;")
    #expect(try handlebars("{{#o}}{{{../a}}}{{/o}}{{{b}}}{{{b}}}", data) == "12.52.5")
    #expect(try handlebars("{{{a}}}{{#o}}{{{../a}}}{{/o}}{{{b}}}", data) == "4.5")
    let noEscape = set { $0.noEscape = true }
    #expect(try handlebars("{{a}}{{t}}", data, compile: noEscape) == "2")
    #expect(try handlebars("{{t}}", data, compile: noEscape) == "true")
    #expect(
      try handlebars("{{#each l}}{{@first}}{{@last}} {{/each}}", data, compile: noEscape) == "1 1 ")
  }

  @Test("a helper's body sees an empty object where the context is nothing")
  func nothingAsObject() throws {
    let data = #"{"l":[null],"t":true}"#
    #expect(
      try handlebars("{{#each l}}{{this}}{{#if @root.t}}{{this}}{{/if}}{{/each}}", data)
        == "[object Object]")
    #expect(try handlebars("{{#each l}}{{^x}}{{this}}{{/x}}{{/each}}", data) == "")
    #expect(
      try handlebars("{{#each l}}{{#if 1}}{{> p}}{{/if}}{{/each}}", data, partials: ["p": "{{.}}"])
        == "[object Object]")
  }

  @Test("contexts that are loosely equal are one to ../")
  func looseContexts() throws {
    #expect(
      try handlebars("{{#with a}}{{#each this}}{{../b}}{{/each}}{{/with}}", #"{"b":"B","a":["x"]}"#)
        == "B")
    #expect(
      try handlebars(
        "{{#with a}}{{#with (lookup . 0)}}{{this}}{{../b}}{{/with}}{{/with}}", #"{"b":"B","a":[7]}"#
      )
        == "7B")
  }

  @Test("named values lie over the own members of any context, the first of a name wins")
  func namedValuesOverTexts() throws {
    let partials = ["p": "{{#each .}}{{@key}}={{this}};{{/each}}{{length}}"]
    #expect(try handlebars("{{> p s k=1}}", #"{"s":"ab"}"#, partials: partials) == "0=a;1=b;k=1;")
    #expect(try handlebars("{{> p l k=1}}", #"{"l":["x"]}"#, partials: partials) == "0=x;k=1;")
    #expect(try handlebars("{{> p 5 k=1 j=2}}", partials: partials) == "j=2;k=1;")
    #expect(try handlebars("{{> p 5 k=1 k=2}}", partials: partials) == "k=1;")
  }

  @Test("what the reference refuses only when it is run is refused only then")
  func refusedWhenRun() throws {
    #expect(try handlebars("{{#if x}}{{#if}}{{/if}}{{/if}}a", compile: linkingWhenRun()) == "a")
    #expect(try handlebars("{{#if x}}{{if y}}{{lookup}}{{/if}}a", compile: linkingWhenRun()) == "a")
    #expect(handlebarsError("{{#if}}{{/if}}", compile: linkingWhenRun())?.code == .invalidValue)
    #expect(handlebarsError("{{lookup}}", compile: linkingWhenRun())?.code == .invalidValue)
    #expect(try handlebars("[{{lookup x}}]", compile: linkingWhenRun()) == "[]")
    let partials = ["p": "{{#if}}{{/if}}", "q": "{{#if}}"]
    #expect(
      try handlebars(
        "{{#if x}}{{> p}}{{> q}}{{/if}}a", partials: partials, compile: linkingWhenRun())
        == "a")
    #expect(
      handlebarsError("{{> p}}", partials: partials, compile: linkingWhenRun())?.code
        == .invalidValue)
    #expect(handlebarsProblems("{{lookup x}}").map(\.code.name) == ["template/helper-arguments"])
  }

  @Test("options: strict asks no text for its length, a template that names @data has it")
  func options() throws {
    let strict = set { $0.strict = true }
    #expect(
      handlebarsError("{{s.length}}", #"{"s":"x"}"#, compile: strict)?.code == .undefinedVariable)
    #expect(handlebarsError("{{@key}}", compile: strict)?.code == .undefinedVariable)
    #expect(
      handlebarsError("{{@../index}}", compile: set { $0.assumeObjects = true })?.code
        == .undefinedVariable)
    let noData = set { $0.data = false }
    #expect(try handlebars("{{#each l}}{{@index}}{{/each}}", #"{"l":[1]}"#, compile: noData) == "0")
    #expect(
      try handlebars(
        "{{#each l}}{{> p}}{{/each}}", #"{"l":[1]}"#, partials: ["p": "[{{@index}}]"],
        compile: noData)
        == "[]")
    let compat = set { $0.compat = true }
    #expect(try handlebars("{{#with f}}{{n}}{{/with}}", #"{"f":0,"n":"N"}"#, compile: compat) == "")
  }

  @Test("half a character is the replacement character")
  func halves() throws {
    #expect(try handlebars("{{lookup s 1}}{{lookup s 2}}", #"{"s":"👍x"}"#) == "\u{FFFD}x")
  }
}
