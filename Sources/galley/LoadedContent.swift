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
    let source = try workspace.source(version)
    let (project, loading) = try Workspace.usableProject(from: source, printer: printer)
    self.init(project, loading: loading)
  }

  /// Compiles and checks a project that was read.
  init(_ project: Project, loading: [Diagnostic]) {
    let compiled = CompiledProject(project)
    self.project = project
    self.compiled = compiled
    diagnostics = CheckRegistry.problems(
      CheckedProject(compiled: compiled, loading: loading))
  }

  /// Whether something is wrong that makes the content unusable.
  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
