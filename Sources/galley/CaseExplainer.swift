import Content
import Diagnostics
import Rendering
import Snapshots

/// `galley test --explain`: why one case is run and rendered, or not.
struct CaseExplainer {
  private let content: TestContent
  private let options: SelectionOptions
  private let cache: ResultCache?

  init(_ content: TestContent, _ options: SelectionOptions, _ cache: ResultCache?) {
    self.content = content
    self.options = options
    self.cache = cache
  }

  /// Finds the case that a word names, and why it is run and rendered, or not.
  func explain(_ name: String, in workspace: Workspace) throws -> ExplainedCase {
    let (matching, unmatched) = CaseFilter([name]).select(content.matrix.cases)
    guard let testCase = matching.first, matching.count == 1 else {
      throw CommandFailure(
        matching.isEmpty ? "no case matches '\(name)'" : "'\(name)' names \(matching.count) cases",
        hints: unmatched.first?.suggestion.map { ["did you mean '\($0)'?"] } ?? [
          "a case is TEMPLATE/NAME, as 'galley test --format json' lists them"
        ])
    }
    var options = options
    options.noTests = .pass
    let selection = try TestSelection(options, from: content, workspace: workspace)
    let isSelected = selection.cases.contains { $0.id == testCase.id }
    var explained = ExplainedCase(
      id: testCase.id, selection: isSelected ? selection.reason(for: testCase) : nil)
    try explainRendering(of: testCase, &explained)
    return explained
  }

  private func explainRendering(of testCase: Case, _ explained: inout ExplainedCase) throws {
    guard let cache else { return }
    let explanation = CaseExplanation(testCase, renderer: content.renderer, cache: cache)
    explained.reads = explanation.reads
    var settings = RunSettings()
    settings.cache = cache
    let run = try TestRun(
      [testCase], of: content.matrix, renderer: content.renderer, store: content.store,
      settings: settings)
    guard let result = run.results.first else { return }
    if result.isReused {
      explained.rendering = .reused
    } else if !result.diagnostics.isEmpty {
      explained.rendering = .findings
    } else if let changed = explanation.changed, !changed.isEmpty {
      explained.rendering = .changedInputs(changed)
    } else if result.word != "passed" {
      explained.rendering = .otherSnapshot(result.word)
    } else {
      explained.rendering = .unknownInputs
    }
  }
}
