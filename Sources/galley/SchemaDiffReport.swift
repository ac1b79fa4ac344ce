import Checks
import Diagnostics
import JSONSchema
import Snapshots

/// The comparison of two schemas, printed for people and programs.
struct SchemaDiffReport {
  private let comparison: SchemaComparison
  private let direction: SchemaDirection
  private let policy: SchemaChangePolicy
  private let allowed: Set<String>
  /// Where templates read what each change takes away; none without a project.
  private let uses: [[SourceSpan]]
  /// What each change breaks.
  private let categories: [[BreakingCategory]]

  /// Takes a comparison; without categories they are those of schemas outside of a project.
  init(
    _ comparison: SchemaComparison, direction: SchemaDirection = .full,
    policy: SchemaChangePolicy, allowed: Set<String> = [], uses: [[SourceSpan]] = [],
    categories: [[BreakingCategory]]? = nil
  ) {
    self.comparison = comparison
    self.direction = direction
    self.policy = policy
    self.allowed = allowed
    self.uses = uses
    self.categories =
      categories ?? comparison.changes.map { BreakingCategory.categories(of: $0) }
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

  /// Whether a break by the rule called `code` fails.
  private func counts(_ code: String) -> Bool {
    !allowed.contains(code) && policy[code] == .error
  }

  /// Whether a direction breaks by a change that counts and is of a category, or of a graver one.
  ///
  /// Where less than everything is asked for, a change that nobody could judge counts, too.
  private func breaks(_ side: Side, from least: BreakingCategory) -> Bool {
    guard case .breaking = side.verdict else { return false }
    let changes = comparison.changes
    let causes = changes.indices.filter { side.effect(changes[$0]) == .breaking }
    let judged =
      least == .data ? causes : changes.indices.filter { side.effect(changes[$0]) != .compatible }
    return causes.isEmpty
      || judged.contains { index in
        counts(changes[index].code) && categories[index].contains { $0 >= least }
      }
  }

  /// Whether a direction breaks by more than what is accepted.
  var breaks: Bool { breaks(from: .data) }

  /// Whether a direction breaks something of a category, or of a graver one.
  func breaks(from least: BreakingCategory) -> Bool {
    sides.contains { breaks($0, from: least) }
  }

  /// Whether a direction has no answer.
  var isUndecided: Bool {
    sides.contains { if case .unknown = $0.verdict { true } else { false } }
  }

  // MARK: Text

  /// One line a direction with its counterexample, then the changes.
  var text: String {
    var text = ""
    for side in sides {
      text += "\(side.name): \(side.verdict.name)"
      if case .breaking = side.verdict, !breaks(side, from: .data) { text += ", accepted" }
      text += " (\(side.who))\n"
      switch side.verdict {
      case .compatible: break
      case .breaking(let value):
        let refusing = side.name == "backward" ? "new" : "old"
        text += "  refused by the \(refusing) schema: \(ReportText.visible(value.text()))\n"
      case .unknown(let reason): text += "  \(reason.message)\n"
      }
    }
    if !comparison.changes.isEmpty { text += "\n" }
    return text + changeLines
  }

  /// A line for each change with the template lines that feel it; what is off is only counted.
  private var changeLines: String {
    var text = ""
    for (index, change) in comparison.changes.enumerated() where policy[change.code] != .off {
      text += line(change, categories[index])
      for use in index < uses.count ? uses[index] : [] {
        text += "  read at \(place(use)): \(Self.excerpt(use))\n"
      }
    }
    let hidden = comparison.changes.count { policy[$0.code] == .off }
    if hidden > 0 { text += "(\(counted(hidden, "change")) by rules that are off)\n" }
    return text
  }

  /// The change, whom it breaks, both places, what it breaks.
  private func line(_ change: SchemaChange, _ categories: [BreakingCategory]) -> String {
    var victims: [String] = []
    for side in sides {
      switch side.effect(change) {
      case .breaking: victims.append("breaks \(side.name)")
      case .unknown: victims.append("\(side.name) unknown")
      case .compatible: break
      }
    }
    if !victims.isEmpty {
      if allowed.contains(change.code) { victims.append("allowed") }
      if policy[change.code] == .warning { victims.append("warning") }
    }
    let effect =
      victims.isEmpty
      ? change.isAnnotation ? "annotation" : "compatible" : victims.joined(separator: ", ")
    let names = categories.map(\.rawValue)
    let path = change.path.text
    let message = ReportText.visible(change.message)
    return "\(place(change.newSpan)): \(effect)[\(change.code)]: "
      + (path.isEmpty ? "" : "\(ReportText.visible(path)): ")
      + message + " (was \(place(change.oldSpan)))"
      + (categories.isEmpty ? "" : "; category \(names.joined(separator: ", "))") + "\n"
  }

  private func place(_ span: SourceSpan?) -> String {
    guard let span else { return "-" }
    let position = span.startPosition
    return "\(span.source.path):\(position.line):\(position.column)"
  }

  /// The line of a template around a place.
  private static func excerpt(_ span: SourceSpan) -> String {
    let bytes = span.source.bytes
    let start = bytes[..<span.start].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let end = bytes[span.start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let line = String(decoding: bytes[start..<end], as: UTF8.self)
    let first = line.firstIndex { $0 != " " && $0 != "\t" } ?? line.endIndex
    return ReportText.visible(String(line[first...]))
  }

  // MARK: JSON

  /// `galley schema diff --format json`, described by schemas/output/schema-diff.schema.json.
  var document: JSONOutput { .object([("version", 1)] + members) }

  /// What both commands print about a comparison.
  var members: [(key: String, value: JSONOutput)] {
    [
      ("breaks", .bool(breaks)), ("directions", .array(sides.map(json))),
      ("changes", .array(comparison.changes.indices.map(json))),
    ]
  }

  private func json(_ side: Side) -> JSONOutput {
    var members: [(key: String, value: JSONOutput?)] = [
      ("direction", .string(side.name)), ("who", .string(side.who)),
      ("verdict", .string(side.verdict.name)), ("counterexample", side.verdict.counterexample),
    ]
    if case .unknown(let reason) = side.verdict {
      members.append(("reason", .string(reason.message)))
    }
    return .members(members)
  }

  private func json(_ index: Int) -> JSONOutput {
    let change = comparison.changes[index]
    return [
      "code": .string(change.code), "kind": .string(change.kind.rawValue),
      "path": .string(change.path.text), "backward": .string(change.backward.rawValue),
      "forward": .string(change.forward.rawValue), "annotation": .bool(change.isAnnotation),
      "severity": .string(policy[change.code].rawValue),
      "allowed": .bool(allowed.contains(change.code)),
      "categories": .array(categories[index].map { .string($0.rawValue) }),
      "old": json(change.oldSpan),
      "new": json(change.newSpan), "message": .string(change.message),
      "uses": .array((index < uses.count ? uses[index] : []).map { json($0) }),
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
