import Diagnostics
import Documents
import Templates

/// galley's Liquid, set as the reference is: fragments do not see the data.
package struct LiquidEngine: Sendable {
  /// Creates the engine.
  package init() {}

  /// Renders a case.
  package func render(_ given: DifferentialCase) -> EngineOutcome {
    let fragments = given.fragments.map { ($0.name, given.source($0.body)) }
    let (program, problems) = Liquid.compile(
      SourceText(path: "template.liquid", given.source(given.template)),
      fragments: { name in
        fragments.first { $0.0 == name }.map { SourceText(path: "\(name).liquid", $0.1) }
      },
      dynamicNames: fragments.map(\.0),
      options: Liquid.Options(unknownFilter: .isError, linking: .whenRun))
    guard let program else {
      return .error(problems.first.map { "\($0.code.name): \($0.message)" } ?? "no program")
    }
    let read = JSONReader.read(SourceText(path: "data.json", given.data.json))
    guard let document = read.document else { return .error("the data is not JSON") }
    var options = RenderOptions()
    options.globalsAreStatic = false
    var output = OutputBuffer()
    do throws(RenderError) {
      try program.render(TemplateGlobals(root: document.value), options: options, into: &output)
      return .output(output.string)
    } catch {
      return .error("\(error.code.name): \(error.message)")
    }
  }
}
