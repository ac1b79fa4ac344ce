import Content
import Diagnostics
import Rendering
import Snapshots

/// Why no case is selected, as the user is told.
extension TestSelection {
  /// Why a word matches no case: as often as not its template is wrong, which is told before.
  static func failure(
    unmatched word: String, suggestion: String?, _ content: TestContent, hint: String
  ) -> CommandFailure {
    let project = content.project
    let parts = word.split(separator: "/").map(String.init)
    if let template = parts.first(where: { project.templates.unreadable[$0] != nil }),
      let path = project.templates.unreadable[template]
    {
      return CommandFailure(
        "no case matches '\(word)': the template '\(template)' cannot be read",
        hints: ["mend '\(path)' as said above"])
    }
    let wrong = content.matrix.references.compactMap { $0.span?.source.path }
    if let template = parts.first(where: { wrong.contains("templates/\($0)/template.yaml") }) {
      return CommandFailure(
        "no case matches '\(word)': the template '\(template)' names what is not there",
        hints: ["mend 'templates/\(template)/template.yaml' as said above"])
    }
    return CommandFailure(
      "no case matches '\(word)'",
      hints: [suggestion.map { "did you mean '\($0)'?" } ?? hint])
  }

  /// Fails for a selection that is empty though one may expect a case; a report of a wrong name says so
  /// itself.
  static func requireCases(
    _ cases: [Case], _ options: SelectionOptions, of matrix: CaseMatrix, _ project: Project
  ) throws {
    // Names that nothing defines are told by the report, and fail the run.
    guard cases.isEmpty, matrix.references.isEmpty else { return }
    // No change that matters, or no failure left, is what one hopes for.
    let isExpected = options.changedSince != nil || options.failed
    switch options.noTests ?? (isExpected ? .pass : .fail) {
    case .pass: return
    case .fail:
      if !matrix.cases.isEmpty {
        let reason =
          options.failed
          ? "every case passed when it was last run"
          : "no change since \(options.changedSince ?? "REV") reaches one"
        throw CommandFailure(
          "no case is selected: \(reason)", hints: ["'--no-tests pass' makes this a success"])
      }
      if let path = project.templates.unreadable.values.min() {
        throw CommandFailure(
          "there is no case to test: '\(path)' cannot be read",
          hints: ["mend what is said above and try again"])
      }
      throw CommandFailure(
        "there is no case to test",
        hints: [
          "a case needs a template, a profile, a clock and an environment; 'galley check' says "
            + "what is missing",
          "'--no-tests pass' makes this a success",
        ])
    }
  }
}
