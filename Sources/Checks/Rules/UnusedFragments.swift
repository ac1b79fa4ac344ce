import Content
package import Diagnostics
import Documents
import Rendering
import Templates

/// A fragment that no template renders.
enum UnusedFragments: Check {
  static let codes: [DiagnosticCode] = [.unusedFragment]

  static func problems(_ input: CheckedProject) -> [Diagnostic] {
    // What cannot be read may use anything.
    guard input.project.templates.isReadable, input.project.fragments.isReadable else { return [] }
    var used: Set<String> = []
    for template in input.project.templates {
      // A template that does not compile may use anything: its own problems come first.
      guard let compiled = input.compiled.template(template.id) else { return [] }
      for program in compiled.programs { used.formUnion(program.fragmentNames) }
    }
    return input.project.fragments.filter { !used.contains($0.name) }.map { fragment in
      Diagnostic(
        .unusedFragment, "no template uses the fragment '\(fragment.name)'",
        at: SourceSpan(fragment.source, at: 0), severity: .information,
        notes: [Diagnostic.Note("remove it, or render it: {% render '\(fragment.name)' %}")])
    }
  }
}

extension DiagnosticCode {
  /// A fragment that nothing uses.
  package static let unusedFragment = DiagnosticCode(
    "content/unused-fragment", "no template uses the fragment")
}
