import ArgumentParser
import Content
import Rendering
import Snapshots

/// Options that ask which branches of templates no case reaches.
struct CoverageOptions: ParsableArguments {
  @Flag(help: "Say which branches of templates and fragments no case reaches.")
  var coverage = false

  @Option(
    help: ArgumentHelp(
      "Exit code 1 when less of the branches is reached; implies --coverage.",
      valueName: "percent"))
  var coverageMinimum: Double?

  func validate() throws {
    if let coverageMinimum, !(0...100).contains(coverageMinimum) {
      throw ValidationError("--coverage-minimum must lie between 0 and 100")
    }
  }

  /// Renders the cases by programs that note the branches they take; nil where nobody asked.
  func report(of cases: [Case], in project: Project) -> TestReport.Coverage? {
    guard coverage || coverageMinimum != nil else { return nil }
    let compiled = CompiledProject(
      project, templates: Set(cases.map { $0.template.id }), recordsBranches: true)
    return TestReport.Coverage(
      BranchCoverage(cases, renderer: Renderer(compiled)), minimum: coverageMinimum,
      listsAll: coverage)
  }
}
