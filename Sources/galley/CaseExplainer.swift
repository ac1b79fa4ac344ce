import Content
import Diagnostics
import Rendering
import Snapshots

/// `galley test --explain`: why one case is run and rendered, or not.
struct CaseExplainer {
  private let content: TestContent
  private let history: RunHistory
  private let options: SelectionOptions
  private let cache: ResultCache?

  init(
    _ content: TestContent, _ history: RunHistory, _ options: SelectionOptions,
    _ cache: ResultCache?
  ) {
    self.content = content
    self.history = history
    self.options = options
    self.cache = cache
  }

  func explain(_ name: String, in workspace: Workspace) throws {
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
    let selection = try TestSelection(
      options, from: content.matrix, of: content.project, history: history, workspace: workspace)
    var text = "\(testCase.id)\n"
    if selection.cases.contains(where: { $0.id == testCase.id }) {
      text += "  selected: \(selection.reason(for: testCase))\n"
    } else {
      text += "  not selected: the options leave it out\n"
    }
    text += try rendering(of: testCase)
    Terminal.write(text)
  }

  private func rendering(of testCase: Case) throws -> String {
    guard let cache else { return "  rendered: --no-cache renders every case\n" }
    let explanation = CaseExplanation(testCase, renderer: content.renderer, cache: cache)
    var settings = RunSettings()
    settings.cache = cache
    let run = try TestRun(
      [testCase], of: content.matrix, renderer: content.renderer, store: content.store,
      settings: settings)
    guard let result = run.results.first else { return "" }
    var text: String
    if result.isReused {
      text = "  reused: nothing it reads has changed since it was rendered\n"
    } else if !result.diagnostics.isEmpty {
      text = "  rendered: what it finds is told each time\n"
    } else if let changed = explanation.changed, !changed.isEmpty {
      text = "  rendered: changed since the last run: \(changed.joined(separator: ", "))\n"
    } else if result.word != "passed" {
      text = "  rendered: its snapshot is not what rendering gives (\(result.word))\n"
    } else {
      text = "  rendered: there was no result of these inputs\n"
    }
    for name in explanation.reads { text += "  reads \(name)\n" }
    return text
  }
}
