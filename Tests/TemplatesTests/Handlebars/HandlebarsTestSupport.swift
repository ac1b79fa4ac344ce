import Diagnostics
import Documents
import Templates
import Testing

/// Compiles and renders a Handlebars template over JSON data as galley does, unless told otherwise.
func handlebars(
  _ template: String, _ json: String = "{}", partials: [String: String] = [:],
  options: RenderOptions = RenderOptions(), compile: Handlebars.Options = Handlebars.Options()
) throws -> String {
  let (program, diagnostics) = Handlebars.compile(
    SourceText(path: "t.hbs", template),
    partials: { name in
      partials[name].map { SourceText(path: "fragments/\(name).hbs", $0) }
    }, dynamicNames: partials.keys.sorted(), options: compile)
  let compiled = try #require(program, "\(diagnostics.map(\.message))")
  let document = try #require(JSONReader.read(SourceText(path: "data.json", json)).document)
  var buffer = OutputBuffer()
  try compiled.render(TemplateGlobals(root: document.value), options: options, into: &buffer)
  return buffer.string
}

/// The problems of a Handlebars template.
func handlebarsProblems(
  _ template: String, partials: [String: String] = [:],
  compile: Handlebars.Options = Handlebars.Options()
) -> [Diagnostic] {
  Handlebars.compile(
    SourceText(path: "t.hbs", template),
    partials: { name in
      partials[name].map { SourceText(path: "fragments/\(name).hbs", $0) }
    }, dynamicNames: partials.keys.sorted(), options: compile
  ).diagnostics
}

/// The error that rendering ends with.
func handlebarsError(
  _ template: String, _ json: String = "{}", partials: [String: String] = [:],
  options: RenderOptions = RenderOptions(), compile: Handlebars.Options = Handlebars.Options()
) -> RenderError? {
  do {
    _ = try handlebars(template, json, partials: partials, options: options, compile: compile)
    return nil
  } catch let error as RenderError {
    return error
  } catch {
    Issue.record(error)
    return nil
  }
}

/// The reference's way with names that do not exist.
func linkingWhenRun(_ change: (inout Handlebars.Options) -> Void = { _ in }) -> Handlebars.Options {
  var options = Handlebars.Options()
  options.linking = .whenRun
  change(&options)
  return options
}
