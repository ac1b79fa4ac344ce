import Diagnostics
import Snapshots

/// Why one case is run and rendered, or not, as text and as JSON.
struct ExplainedCase {
  /// Whether the case is rendered, and why.
  enum Rendering {
    /// The options want every case rendered.
    case always
    /// Nothing that the case reads has changed.
    case reused
    /// What rendering finds is told in every run.
    case findings
    /// Errors keep it from being rendered.
    case broken([PlacedDiagnostic])
    /// Files that are not what they were at the last run.
    case changedInputs([String])
    /// The snapshot is not what rendering gives: `changed`, `new` or `failed`.
    case otherSnapshot(String)
    /// There is no result of these inputs.
    case unknownInputs
  }

  /// The case.
  let id: String
  /// Why the options select it; nil where they leave it out.
  let selection: String?
  /// Whether and why it is rendered.
  var rendering: Rendering = .always
  /// What it is made from.
  var reads: [String] = []
  /// What rendering it finds.
  var problems: [Diagnostic] = []

  /// Most errors that are named in a sentence.
  private static let maximumNamed = 3

  /// For people.
  var text: String {
    let selected = selection.map { "selected: \($0)" } ?? "not selected: the options leave it out"
    let word = isReused ? "reused" : isBroken ? "failed" : "rendered"
    return "\(id)\n  \(selected)\n  \(word): \(why)\n"
      + reads.map { "  reads \($0)\n" }.joined()
  }

  /// For programs.
  var json: JSONOutput {
    var changed: [String] = []
    if case .changedInputs(let names) = rendering { changed = names }
    return [
      "version": 1, "case": .string(id), "selected": .bool(selection != nil),
      "selection": selection.map { .string($0) } ?? .null, "rendered": .bool(!isReused),
      "reason": .string(reason), "why": .string(why),
      "changed": .array(changed.map { .string($0) }), "reads": .array(reads.map { .string($0) }),
    ]
  }

  private var isReused: Bool {
    if case .reused = rendering { return true }
    return false
  }

  private var isBroken: Bool {
    if case .broken = rendering { return true }
    return false
  }

  private var reason: String {
    switch rendering {
    case .always: "no-cache"
    case .reused: "unchanged"
    case .findings: "findings"
    case .broken: "broken"
    case .changedInputs: "changed-inputs"
    case .otherSnapshot: "other-snapshot"
    case .unknownInputs: "unknown-inputs"
    }
  }

  private var why: String {
    switch rendering {
    case .always: "--no-cache renders every case"
    case .reused: "nothing it reads has changed since it was rendered"
    case .findings: "what it finds is told each time"
    case .broken(let errors): "it cannot be rendered: \(Self.sentence(errors))"
    case .changedInputs(let names): "changed since the last run: \(names.joined(separator: ", "))"
    case .otherSnapshot(let word): "its snapshot is not what rendering gives (\(word))"
    case .unknownInputs: "there was no result of these inputs"
    }
  }

  private static func sentence(_ errors: [PlacedDiagnostic]) -> String {
    let named = errors.prefix(maximumNamed).map { error in
      let place = error.place.map { "\($0.path):\($0.start.line):\($0.start.column): " } ?? ""
      return SafeText.visible("\(place)error[\(error.code.name)]: \(error.message)")
    }
    let more = errors.count - named.count
    return named.joined(separator: "; ") + (more > 0 ? "; \(more) more" : "")
  }
}
