import Diagnostics
import Documents
import Templates

/// galley's Handlebars, set as the reference is: no helpers of its own, names linked when run.
package struct HandlebarsEngine: Sendable {
  /// Creates the engine.
  package init() {}

  /// Renders a case.
  package func render(_ given: DifferentialCase) -> EngineOutcome {
    let partials = given.fragments.map { ($0.name, given.source($0.body)) }
    let (program, problems) = Handlebars.compile(
      SourceText(path: "template.hbs", given.source(given.template)),
      partials: { name in
        partials.first { $0.0 == name }.map { SourceText(path: "\(name).hbs", $0.1) }
      },
      dynamicNames: partials.map(\.0), options: Self.options(given.switches))
    guard let program else {
      return .error(problems.first.map { "\($0.code.name): \($0.message)" } ?? "no program")
    }
    let read = JSONReader.read(SourceText(path: "data.json", given.data.json))
    guard let document = read.document else { return .error("the data is not JSON") }
    var output = OutputBuffer()
    do throws(RenderError) {
      try program.render(TemplateGlobals(root: document.value), into: &output)
      return .output(output.string)
    } catch {
      return .error("\(error.code.name): \(error.message)")
    }
  }

  private static func options(_ switches: [String: Bool]) -> Handlebars.Options {
    var options = Handlebars.Options()
    options.linking = .whenRun
    options.allowsExtensions = false
    options.noEscape = switches["noEscape"] ?? false
    options.compat = switches["compat"] ?? false
    options.strict = switches["strict"] ?? false
    options.assumeObjects = switches["assumeObjects"] ?? false
    options.data = switches["data"] ?? true
    options.explicitPartialContext = switches["explicitPartialContext"] ?? false
    options.knownHelpersOnly = switches["knownHelpersOnly"] ?? false
    options.preventIndent = switches["preventIndent"] ?? false
    return options
  }
}
