import Checks
import Content
import Diagnostics
import Rendering

/// A version of the content, read, compiled and checked: what most commands start from.
struct LoadedContent {
  /// The project; commands that reach this point have one.
  let project: Project
  /// The project with its templates compiled.
  let compiled: CompiledProject
  /// Everything static that is wrong.
  let diagnostics: [Diagnostic]

  /// Reads and checks a version.
  ///
  /// - Throws: `CommandFailure` with exit code 2 when galley.yaml cannot be used; its problems are
  ///   written to stderr.
  init(_ workspace: Workspace, _ version: ContentVersion, printer: ProblemPrinter) throws {
    let reading = try workspace.project(version)
    guard let project = reading.project else {
      printer.writeAside(reading.diagnostics)
      throw CommandFailure(
        "galley.yaml cannot be used", hints: ["mend the problems above and try again"])
    }
    let compiled = CompiledProject(project)
    self.project = project
    self.compiled = compiled
    diagnostics = CheckRegistry.problems(
      CheckedProject(compiled: compiled, loading: reading.diagnostics))
  }

  /// Whether something is wrong that makes the content unusable.
  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
