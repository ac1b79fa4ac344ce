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
      let hint = "a case is TEMPLATE/NAME, as 'galley test --format json' lists them"
      guard matching.isEmpty else {
        throw CommandFailure("'\(name)' names \(matching.count) cases", hints: [hint])
      }
      throw TestSelection.failure(
        unmatched: name, suggestion: unmatched.first?.suggestion, content, hint: hint)
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
    let explanation = cache.map {
      CaseExplanation(testCase, renderer: content.renderer, cache: $0)
    }
    explained.reads = explanation?.reads ?? []
    var settings = RunSettings()
    settings.cache = cache
    let run = try TestRun(
      [testCase], of: content.matrix, renderer: content.renderer, store: content.store,
      settings: settings)
    guard let result = run.results.first else { return }
    explained.problems = result.diagnostics
    if case .failed = result.outcome {
      // What is wrong with the template itself is said once, not by each case.
      explained.problems = reasons(
        result.diagnostics.isEmpty ? run.diagnostics : result.diagnostics)
    }
    let errors = explained.problems.filter { $0.severity == .error }
    if case .failed = result.outcome, !errors.isEmpty {
      explained.rendering = .broken(PlacedDiagnostic.all(errors, excerpts: []))
    } else if cache == nil {
      explained.rendering = .always
    } else if result.isReused {
      explained.rendering = .reused
    } else if !result.diagnostics.isEmpty {
      explained.rendering = .findings
    } else if let changed = explanation?.changed, !changed.isEmpty {
      explained.rendering = .changedInputs(changed)
    } else if result.word != "passed" {
      explained.rendering = .otherSnapshot(result.word)
    } else {
      explained.rendering = .unknownInputs
    }
  }

  /// What is said about the files that keep a case from being rendered, instead of that they do.
  private func reasons(_ problems: [Diagnostic]) -> [Diagnostic] {
    DiagnosticReport.sortedAndUnique(
      problems.flatMap { problem -> [Diagnostic] in
        guard problem.code == .unreadableInput else { return [problem] }
        let said = content.loading.filter {
          $0.severity == .error && $0.span?.source.path == problem.span?.source.path
        }
        return said.isEmpty ? [problem] : said
      })
  }
}
