import Diagnostics
import JSONSchema
import Snapshots

/// The comparison of two schemas, printed for people and programs.
struct SchemaDiffReport {
  private let comparison: SchemaComparison
  private let direction: SchemaDirection
  private let allowed: [String]

  init(_ comparison: SchemaComparison, direction: SchemaDirection, allowed: [String]) {
    self.comparison = comparison
    self.direction = direction
    self.allowed = allowed
  }

  private typealias Side = (
    name: String, who: String, verdict: SchemaVerdict,
    effect: @Sendable (SchemaChange) -> SchemaChange.Effect
  )

  private var sides: [Side] {
    let backward: Side = (
      "backward", "who reads old data with the new schema", comparison.backward, { $0.backward }
    )
    let forward: Side = (
      "forward", "who reads new data with the old schema", comparison.forward, { $0.forward }
    )
    switch direction {
    case .backward: return [backward]
    case .forward: return [forward]
    case .full: return [backward, forward]
    }
  }

  /// Whether a direction breaks by more than what is allowed.
  var breaks: Bool {
    sides.contains { side in
      guard case .breaking = side.verdict else { return false }
      let causes = comparison.changes.filter { side.effect($0) == .breaking }
      return causes.isEmpty || causes.contains { !allowed.contains($0.code) }
    }
  }

  /// Whether a direction has no answer.
  var isUndecided: Bool {
    sides.contains { if case .unknown = $0.verdict { true } else { false } }
  }

  /// One line a direction with its counterexample, then the changes.
  var text: String {
    var text = ""
    for side in sides {
      text += "\(side.name): \(side.verdict.name) (\(side.who))\n"
      switch side.verdict {
      case .compatible: break
      case .breaking(let value):
        let refusing = side.name == "backward" ? "new" : "old"
        text += "  refused by the \(refusing) schema: \(ReportText.visible(value.text()))\n"
      case .unknown(let reason): text += "  \(reason.message)\n"
      }
    }
    if !comparison.changes.isEmpty { text += "\n" }
    for change in comparison.changes { text += line(change) }
    return text
  }

  /// The change, whom it breaks, both places.
  private func line(_ change: SchemaChange) -> String {
    var victims: [String] = []
    for side in sides {
      switch side.effect(change) {
      case .breaking: victims.append("breaks \(side.name)")
      case .unknown: victims.append("\(side.name) unknown")
      case .compatible: break
      }
    }
    if allowed.contains(change.code) { victims.append("allowed") }
    let effect =
      victims.isEmpty
      ? change.isAnnotation ? "annotation" : "compatible" : victims.joined(separator: ", ")
    let path = change.path.isEmpty ? "" : "\(ReportText.visible(change.path)): "
    let message = ReportText.visible(change.message)
    return "\(place(change.newSpan)): \(effect)[\(change.code)]: \(path)\(message)"
      + " (was \(place(change.oldSpan)))\n"
  }

  private func place(_ span: SourceSpan?) -> String {
    guard let span else { return "-" }
    let position = span.startPosition
    return "\(span.source.path):\(position.line):\(position.column)"
  }

  /// `--format json`.
  var json: JSONOutput {
    [
      "version": 1, "breaks": .bool(breaks),
      "directions": .array(
        sides.map { side in
          var members: [(key: String, value: JSONOutput?)] = [
            ("direction", .string(side.name)), ("who", .string(side.who)),
            ("verdict", .string(side.verdict.name)),
            ("counterexample", side.verdict.counterexample),
          ]
          if case .unknown(let reason) = side.verdict {
            members.append(("reason", .string(reason.message)))
          }
          return .members(members)
        }),
      "changes": .array(
        comparison.changes.map { change in
          [
            "code": .string(change.code), "kind": .string(change.kind.rawValue),
            "path": .string(change.path), "backward": .string(change.backward.rawValue),
            "forward": .string(change.forward.rawValue), "annotation": .bool(change.isAnnotation),
            "allowed": .bool(allowed.contains(change.code)), "old": json(change.oldSpan),
            "new": json(change.newSpan), "message": .string(change.message),
          ]
        }),
    ]
  }

  private func json(_ span: SourceSpan?) -> JSONOutput {
    guard let span else { return .null }
    let position = span.startPosition
    return [
      "file": .string(span.source.path), "line": .integer(position.line),
      "column": .integer(position.column),
    ]
  }
}
