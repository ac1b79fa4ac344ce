import Content
import Diagnostics
import Documents
import Rendering
import Snapshots
import Templates

/// The files that suggestions come to: profiles, and templates whose cases are listed.
struct SuggestedFiles {
  /// New files, by path in order.
  let profiles: [(path: String, bytes: [UInt8])]
  /// Files of templates with cases added.
  private(set) var templates: [(path: String, bytes: [UInt8])] = []
  /// Cases that must be added by hand: where to, and what.
  private(set) var byHand: [(path: String, entry: String)] = []

  /// Works the files out; nothing is written.
  init(_ suggestions: ProfileSuggestions, in project: Project) {
    let table = suggestions.coverage.table
    profiles = suggestions.suggestions.filter { !$0.edits.isEmpty }.map { suggestion in
      var comment = ["Made by 'galley suggest profiles' from \(suggestion.base), to reach"]
      for number in suggestion.reaches {
        let branch = table.branches[number]
        let line = branch.span.startPosition.line
        comment.append("  \(branch.span.source.path):\(line) \(branch.words)")
      }
      let text = ProfileFile.text(suggestion.data, comment: comment)
      return (path: ProfileFile.path(of: suggestion.profile), bytes: Array(text.utf8))
    }
    let cases = suggestions.suggestions.flatMap(\.cases).filter {
      !FixtureAddition.isTested($0, in: project)
    }
    for template in project.templates {
      let entries = cases.filter { $0.template.id == template.id }
        .map { FixtureAddition.entry($0, in: project) }
      guard !entries.isEmpty else { continue }
      let path = template.document.source.path
      if let bytes = FixtureAddition.adding(entries, to: template) {
        templates.append((path: path, bytes: bytes))
      } else {
        byHand += entries.map { (path: path, entry: $0) }
      }
    }
  }

  /// The paths in order, new files first.
  var paths: [String] { profiles.map(\.path) + templates.map(\.path) }

  /// Writes everything, each file whole or not at all; a file that exists is never replaced by a profile.
  func write(below root: String) throws {
    let source = WorkTreeSource(root: root)
    for profile in profiles where try source.entry(at: profile.path) != nil {
      throw CommandFailure(
        "the file '\(profile.path)' exists", hints: ["rename it, and try again"], exit: Exit.failure
      )
    }
    try WorkTreeWriter(root: root).write(profiles + templates)
  }
}
