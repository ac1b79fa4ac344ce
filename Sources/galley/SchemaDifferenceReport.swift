import Checks
import Diagnostics
import JSONSchema

/// The changed schemas of `galley diff`, printed for people, programs and pull requests.
struct SchemaDifferenceReport {
  private let schemas: [SchemaDifference.Schema]
  private let policy: SchemaChangePolicy

  init(_ difference: SchemaDifference, policy: SchemaChangePolicy) {
    schemas = difference.schemas
    self.policy = policy
  }

  /// Whether there is nothing to print.
  var isEmpty: Bool { schemas.isEmpty }

  /// Whether a schema breaks something of a category, or of a graver one, by more than what is accepted.
  func breaks(from least: BreakingCategory = .data) -> Bool {
    schemas.contains { comparison($0)?.breaks(from: least) ?? false }
  }

  /// Whether a schema has no answer.
  var isUndecided: Bool { schemas.contains(where: \.isUndecided) }

  private func comparison(_ schema: SchemaDifference.Schema) -> SchemaDiffReport? {
    guard case .changed(let comparison) = schema.state else { return nil }
    return SchemaDiffReport(
      comparison, policy: policy, uses: schema.uses, categories: schema.categories)
  }

  /// Each schema under its path.
  var text: String {
    schemas.map { "schema \($0.path)\n\(indented(body($0)))\n" }.joined()
  }

  /// The same for a pull request.
  var markdown: String {
    schemas.map { schema in
      let body = body(schema)
      var fence = "```"
      while body.contains(fence) { fence += "`" }
      return "**\(schema.path)**\n\n\(fence)text\n\(body)\(fence)\n\n"
    }.joined()
  }

  private func body(_ schema: SchemaDifference.Schema) -> String {
    switch schema.state {
    case .added: "new: nothing described this data before\n"
    case .removed: "gone: nothing describes this data any more\n"
    case .unknown(let reason): "unknown: \(reason)\n"
    case .changed: comparison(schema)?.text ?? ""
    }
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: true).map { "  \($0)\n" }.joined()
  }

  /// The list in `--format json`.
  var json: JSONOutput {
    .array(
      schemas.map { schema in
        let path: [(key: String, value: JSONOutput)] = [("path", .string(schema.path))]
        switch schema.state {
        case .added: return .object(path + [("state", "added")])
        case .removed: return .object(path + [("state", "removed")])
        case .unknown(let reason):
          return .object(path + [("state", "unknown"), ("reason", .string(reason))])
        case .changed:
          return .object(path + [("state", "changed")] + (comparison(schema)?.members ?? []))
        }
      })
  }
}
