import Diagnostics
import Documents
import Templates

/// The data that fuzzed templates read.
private let data = JSONReader.read(
  SourceText(
    path: "data.json",
    #"{"a":1,"b":"x<y","c":[1,"2",null,{"d":2.5}],"e":{"f":[],"g":"row","0":true},"t":true,"n":null}"#
  )
).document

/// A partial with a block of its own.
private let row = SourceText(
  path: "row.hbs", "  <{{k}}{{@index}}\n{{> @partial-block}}{{../a}}>\n")

/// A partial that runs what its caller defined.
private let layout = SourceText(
  path: "layout.hbs", "{{#> head}}none{{/head}}{{#each c as |i|}}\n {{> body i=i}}\n{{/each}}")

/// Compiles bytes as a Handlebars template that may call itself, and renders it.
///
/// The options depend on the length, so that the corpus stays one of plain templates.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHandlebars(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let source = SourceText(path: "fuzz.hbs", bytes: bytes)
  var options = Handlebars.Options()
  options.linking = count % 2 == 0 ? .whenRun : .strict
  switch count % 11 {
  case 1: options.noEscape = true
  case 2: options.compat = true
  case 3: options.strict = true
  case 4: options.assumeObjects = true
  case 5: options.data = false
  case 6: options.explicitPartialContext = true
  case 7: options.knownHelpersOnly = true
  case 8: options.preventIndent = true
  default: break
  }
  let (program, diagnostics) = Handlebars.compile(
    source,
    partials: { name in
      switch name {
      case "self": source
      case "row": row
      case "layout": layout
      default: nil
      }
    }, dynamicNames: ["self", "row", "layout"], options: options)
  guard let program, let data else {
    precondition(!diagnostics.isEmpty, "refused without a reason")
    return 0
  }
  _ = program.reads
  var renderOptions = RenderOptions()
  renderOptions.limits = RenderLimits(
    outputBytes: 1 << 20, steps: 20_000, fragmentDepth: 100, memoryBytes: 16 << 20)
  var output = OutputBuffer()
  do throws(RenderError) {
    try program.render(TemplateGlobals(root: data.value), options: renderOptions, into: &output)
  } catch {
    precondition(output.count == 0, "a failed render left output")
  }
  return 0
}
