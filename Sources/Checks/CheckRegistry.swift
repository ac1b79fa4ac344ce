import Content
package import Diagnostics
import Rendering

/// All static rules, run together.
package enum CheckRegistry {
  /// The rules beyond loading, references and compiling, in the order of their names.
  static let checks: [any Check.Type] = [
    LocaleCompleteness.self,
    SchemaMistakes.self,
    TemplateVariables.self,
    TimeZones.self,
    UnusedFragments.self,
  ]

  /// Returns every problem of a project: sorted, each once.
  package static func problems(_ input: CheckedProject) -> [Diagnostic] {
    var problems = input.loading + input.compiled.diagnostics
    problems += input.compiled.schemas.diagnostics
    problems += ProjectValidation.problems(of: input.project, schemas: input.compiled.schemas)
    for check in checks { problems += check.problems(input) }
    return DiagnosticReport.sortedAndUnique(problems)
  }
}
