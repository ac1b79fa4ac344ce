package import Content
import Diagnostics
import Rendering

/// Chooses cases by the kind of the changed files that reach them: `changed:fragment`.
///
/// Several kinds are alternatives. A case is chosen when the changed files of these kinds alone can
/// reach it, whatever else has changed.
package struct ChangeSelector: Sendable, Hashable {
  /// What a changed file is.
  package enum Kind: String, Sendable, CaseIterable {
    case template, fragment, function, schema, profile, recording, source, locale, `switch`
    case settings, journey, scenario, snapshot
    /// A file in a folder of galley's that fits no format.
    case other
  }

  /// A word that names no kind.
  package struct UnknownKind: Error, Sendable, Hashable {
    /// The whole word.
    package let word: String
    /// The word that was probably meant.
    package let suggestion: String?
  }

  /// What every selector begins with.
  package static let prefix = "changed:"

  /// The kinds, each once, in the order they were named.
  package let kinds: [Kind]

  /// Creates a selector.
  package init(_ kinds: [Kind]) {
    self.kinds = kinds.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Takes the selectors out of the words of a command line; nil where there is none among them.
  package static func split(
    _ words: [String]
  ) throws(UnknownKind) -> (selector: ChangeSelector?, others: [String]) {
    var kinds: [Kind] = []
    var others: [String] = []
    for word in words {
      guard word.hasPrefix(prefix) else {
        others.append(word)
        continue
      }
      guard let kind = Kind(rawValue: String(word.dropFirst(prefix.count))) else {
        throw UnknownKind(word: word, suggestion: NearestName.suggest(word, among: allWords))
      }
      kinds.append(kind)
    }
    return (kinds.isEmpty ? nil : ChangeSelector(kinds), others)
  }

  /// Every word that is a selector.
  package static var allWords: [String] { Kind.allCases.map { prefix + $0.rawValue } }

  /// The words that make this selector.
  package var words: [String] { kinds.map { Self.prefix + $0.rawValue } }

  /// Whether a file below the content root is of these kinds.
  package func selects(_ path: String) -> Bool { kinds.contains(Self.kind(of: path)) }

  private static func kind(of path: String) -> Kind {
    guard let word = ContentLayout.kind(of: path)?.kind else { return .other }
    return word == "switches" ? .switch : Kind(rawValue: word) ?? .other
  }

  /// The ids of the cases of two versions that changed files of these kinds reach in either.
  package func cases(
    among changed: [FileChange], _ versions: (project: Project, cases: CaseMatrix)...
  ) -> Set<String> {
    let paths = Set(changed.map(\.path).filter(selects))
    var ids: Set<String> = []
    for version in versions where !paths.isEmpty {
      let impact = ChangeImpact(paths, in: version.project)
      for testCase in version.cases.cases where impact.reason(for: testCase) != nil {
        ids.insert(testCase.id)
      }
    }
    return ids
  }
}
