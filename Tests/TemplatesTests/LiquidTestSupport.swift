import Diagnostics
import Documents
import Templates
import Testing

/// Compiles and renders a template over JSON data as galley does, unless told otherwise.
func render(
  _ template: String, _ json: String = "{}", fragments: [String: String] = [:],
  options: RenderOptions = RenderOptions(), compile: Liquid.Options = Liquid.Options()
) throws -> String {
  let source = SourceText(path: "t.liquid", template)
  let (program, diagnostics) = Liquid.compile(
    source,
    fragments: { name in
      fragments[name].map { SourceText(path: "fragments/\(name).liquid", $0) }
    }, dynamicNames: fragments.keys.sorted(), options: compile)
  let compiled = try #require(program, "\(diagnostics.map(\.message))")
  let document = try #require(JSONReader.read(SourceText(path: "data.json", json)).document)
  var buffer = OutputBuffer()
  try compiled.render(TemplateGlobals(root: document.value), options: options, into: &buffer)
  return buffer.string
}

/// The problems of a template that does not compile, or compiles with remarks.
func problems(
  _ template: String, fragments: [String: String] = [:],
  compile: Liquid.Options = Liquid.Options()
) -> [Diagnostic] {
  Liquid.compile(
    SourceText(path: "t.liquid", template),
    fragments: { name in
      fragments[name].map { SourceText(path: "fragments/\(name).liquid", $0) }
    }, dynamicNames: fragments.keys.sorted(), options: compile
  ).diagnostics
}

/// The error that rendering ends with.
func liquidError(
  _ template: String, _ json: String = "{}", fragments: [String: String] = [:]
) -> RenderError? {
  do {
    _ = try render(template, json, fragments: fragments)
    return nil
  } catch let error as RenderError {
    return error
  } catch {
    Issue.record(error)
    return nil
  }
}
