import Diagnostics
import Documents
import Templates

/// The data that fuzzed templates read.
private let data = JSONReader.read(
  SourceText(
    path: "data.json",
    #"{"a":1,"b":"x<y","c":[1,"2",null,{"d":2.5}],"e":{"f":[],"g":"2026-03-02T09:00:00Z"}}"#)
).document

/// Compiles bytes as a Liquid template that may call itself, and renders it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLiquid(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let source = SourceText(path: "fuzz.liquid", bytes: bytes)
  let (program, diagnostics) = Liquid.compile(
    source, fragments: { $0 == "self" ? source : nil }, dynamicNames: ["self"])
  guard let program, let data else {
    precondition(!diagnostics.isEmpty, "refused without a reason")
    return 0
  }
  _ = program.reads
  var options = RenderOptions()
  options.limits = RenderLimits(
    outputBytes: 1 << 20, steps: 20_000, fragmentDepth: 100, memoryBytes: 16 << 20)
  var output = OutputBuffer()
  do throws(RenderError) {
    try program.render(TemplateGlobals(root: data.value), options: options, into: &output)
  } catch {
    precondition(output.count == 0, "a failed render left output")
  }
  return 0
}
