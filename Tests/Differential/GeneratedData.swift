import Diagnostics

/// A JSON value made for a case.
package indirect enum GeneratedData: Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A number with a fraction, as written.
  case decimal(String)
  case text(String)
  case list([GeneratedData])
  case object([(name: String, value: GeneratedData)])

  /// What a value can be used for.
  package enum Kind: Sendable { case nothing, bool, number, text, list, object }

  /// What the value can be used for.
  package var kind: Kind {
    switch self {
    case .null: .nothing
    case .bool: .bool
    case .integer, .decimal: .number
    case .text: .text
    case .list: .list
    case .object: .object
    }
  }

  /// The value as JSON.
  package var json: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .decimal(let digits): digits
    case .text(let text): JSONText.quoted(text)
    case .list(let items): "[" + items.map(\.json).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { "\(JSONText.quoted($0.name)):\($0.value.json)" }.joined(separator: ",")
        + "}"
    }
  }

  /// Every value that is one step smaller.
  package var reductions: [GeneratedData] {
    switch self {
    case .null: []
    case .bool, .integer, .decimal: []
    case .text(let text): text.count > 1 ? [.text(String(text.prefix(text.count / 2)))] : []
    case .list(let items):
      items.indices.flatMap { index -> [GeneratedData] in
        var without = items
        without.remove(at: index)
        return [.list(without)]
          + items[index].reductions.map { smaller in
            var changed = items
            changed[index] = smaller
            return .list(changed)
          }
      }
    case .object(let members):
      members.indices.flatMap { index -> [GeneratedData] in
        var without = members
        without.remove(at: index)
        return [.object(without)]
          + members[index].value.reductions.map { smaller in
            var changed = members
            changed[index].value = smaller
            return .object(changed)
          }
      }
    }
  }
}
