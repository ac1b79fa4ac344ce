package import Diagnostics

/// One static rule over a whole project.
package protocol Check: Sendable {
  /// The codes the rule can report.
  static var codes: [DiagnosticCode] { get }

  /// Returns what the rule finds, in any order.
  static func problems(_ input: CheckedProject) -> [Diagnostic]
}
