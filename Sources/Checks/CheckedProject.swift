package import Content
package import Diagnostics
package import Rendering

/// What checks look at: a compiled project, and what loading it found already.
package struct CheckedProject: Sendable {
  /// The project with its templates and schemas compiled.
  package let compiled: CompiledProject
  /// What was wrong while the files were read.
  package let loading: [Diagnostic]

  /// Creates the input of the checks.
  package init(compiled: CompiledProject, loading: [Diagnostic]) {
    self.compiled = compiled
    self.loading = loading
  }

  /// The project.
  package var project: Project { compiled.project }
}
