import Content
import Diagnostics
import Rendering
import Snapshots
import Templates

/// Prints suggested profiles and what they reach.
struct SuggestionReport {
  let suggestions: ProfileSuggestions
  let files: SuggestedFiles
  let project: Project
  let isWritten: Bool

  private var table: BranchTable { suggestions.coverage.table }

  /// Each suggestion with its changes, then what is left and why.
  var text: String {
    guard !suggestions.missed.isEmpty else {
      return "all \(suggestions.branches.count) branches are reached: nothing to suggest\n"
    }
    var text = ""
    for suggestion in suggestions.suggestions {
      if suggestion.edits.isEmpty {
        text += "\(suggestion.profile)  as it is\n"
      } else {
        text += "\(suggestion.profile)  new, from \(suggestion.base)\n"
      }
      for edit in suggestion.edits {
        text += "  \(edit.pathText): \(Self.value(edit.old)) → \(Self.value(edit.new))\n"
      }
      for testCase in suggestion.cases { text += "  case \(testCase.id)\n" }
      for number in suggestion.reaches { text += "    reaches \(place(number))\n" }
    }
    for unsolved in suggestions.unsolved {
      text += "not reached  \(place(unsolved.branch))\n  \(unsolved.reason)\n"
    }
    for (path, entry) in files.byHand {
      text += "add to fixtures.include of \(path): \(entry)\n"
    }
    let solved = suggestions.suggestions.reduce(0) { $0 + $1.reaches.count }
    text += "\(solved) of \(suggestions.missed.count) missed branches are reached by "
    text += counted(files.profiles.count, "new profile")
    text += " and \(counted(suggestions.suggestions.reduce(0) { $0 + $1.cases.count }, "case"))\n"
    if isWritten {
      for path in files.paths { text += "wrote \(path)\n" }
      text += "run 'galley test' and 'galley review' to store what the new cases show\n"
    } else if !files.paths.isEmpty {
      text += "'galley suggest profiles --write' writes \(counted(files.paths.count, "file"))\n"
    }
    return text
  }

  /// Everything as JSON.
  var json: JSONOutput {
    [
      "version": 1,
      "branches": .integer(suggestions.branches.count),
      "reached": .integer(suggestions.branches.count - suggestions.missed.count),
      "suggestions": .array(suggestions.suggestions.map(json)),
      "unsolved": .array(
        suggestions.unsolved.map {
          ["branch": CoverageReport.json(table.placed($0.branch)), "reason": .string($0.reason)]
        }),
      "files": .array(files.paths.map { .string($0) }),
      "byHand": .array(
        files.byHand.map { ["path": .string($0.path), "entry": .string($0.entry)] }),
      "written": .bool(isWritten),
    ]
  }

  private func json(_ suggestion: ProfileSuggestion) -> JSONOutput {
    [
      "profile": .string(suggestion.profile), "base": .string(suggestion.base),
      "isNew": .bool(!suggestion.edits.isEmpty),
      "changes": .array(
        suggestion.edits.map { edit in
          .members([("path", .string(edit.pathText)), ("old", edit.old), ("new", edit.new)])
        }),
      "cases": .array(suggestion.cases.map { .string($0.id) }),
      "reaches": .array(suggestion.reaches.map { CoverageReport.json(table.placed($0)) }),
      "data": suggestion.data,
    ]
  }

  private func place(_ number: Int) -> String {
    let branch = table.branches[number]
    let position = branch.span.startPosition
    return "\(branch.span.source.path):\(position.line):\(position.column)  \(branch.words)"
  }

  private static let maximumValue = 60

  private static func value(_ value: JSONOutput?) -> String {
    guard let value else { return "nothing" }
    let text = value.text()
    return text.count <= maximumValue ? text : text.prefix(maximumValue - 1) + "…"
  }
}
