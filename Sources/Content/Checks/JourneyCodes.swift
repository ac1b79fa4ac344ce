package import Diagnostics

extension DiagnosticCode {
  /// A step is named that the journey does not have.
  package static let journeyUnknownStep = DiagnosticCode(
    "journey/unknown-step", "a step leads to one that the journey does not have")
  /// No path from the start leads to a step.
  package static let unreachableStep = DiagnosticCode(
    "journey/unreachable-step", "no path from the start leads to a step")
  /// The percentages of a split are not a hundred together.
  package static let splitSum = DiagnosticCode(
    "journey/split-sum", "the percentages of a split do not add up to 100")
  /// Two branches of a split have one name.
  package static let duplicateBranch = DiagnosticCode(
    "journey/duplicate-branch", "two branches of a split have the same name")
  /// Steps that lead to themselves without ever waiting.
  package static let loopWithoutWait = DiagnosticCode(
    "journey/loop-without-wait", "steps lead back to themselves without a wait among them")
  /// A step from which the journey can never end.
  package static let noExit = DiagnosticCode(
    "journey/no-exit", "from a step on, the journey can never end")
  /// A call that ends the run when it fails.
  package static let missingErrorPath = DiagnosticCode(
    "journey/missing-error-path", "a call has no step for its failure, so the run ends there")
}
