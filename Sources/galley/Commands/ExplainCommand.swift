import ArgumentParser
import Diagnostics
import Templates

/// `galley explain`: what a filter or helper of the template languages does.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a filter or helper of the template languages.",
    discussion: """
      Without a topic this lists all filters of Liquid and all helpers of Handlebars. A name alone
      explains both the filter and the helper of that name.

      EXAMPLES
        galley explain
        galley explain filter:date
        galley explain helper:truncate
        galley explain filter:money --format json
      """)

  @Argument(help: "filter:NAME or helper:NAME.")
  var topic: String?

  @Option(help: "text or json.")
  var format: OutputFormat = .text

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let (filters, helpers) = try found()
    switch format {
    case .text:
      Terminal.write(
        topic == nil
          ? list(filters, helpers)
          : (filters.map(text) + helpers.map(text)).joined(separator: "\n"))
    case .json:
      let result: JSONOutput = [
        "version": 1, "filters": .array(filters.map(json)), "helpers": .array(helpers.map(json)),
      ]
      Terminal.write(result.text(.pretty) + "\n")
    }
  }

  private static var helpers: [HelperDescription] { HelperTable.standard + HelperTable.helpers }

  private func found() throws -> ([FilterDescription], [HelperDescription]) {
    guard let topic else { return (FilterTable.filters, ExplainCommand.helpers) }
    let parts = topic.split(separator: ":", maxSplits: 1).map(String.init)
    let kind = parts.count == 2 ? parts[0] : ""
    let name = parts.last ?? ""
    guard ["", "filter", "helper"].contains(kind) else {
      throw CommandFailure(
        "there is nothing to explain called '\(topic)'",
        hints: ["a topic is filter:NAME or helper:NAME"])
    }
    let filters = kind == "helper" ? [] : FilterTable.filters
    let helpers = kind == "filter" ? [] : ExplainCommand.helpers
    let result = (filters.filter { $0.name == name }, helpers.filter { $0.name == name })
    guard result.0.isEmpty, result.1.isEmpty else { return result }
    let near = NearestName.suggest(name, among: filters.map(\.name) + helpers.map(\.name))
    let nearKind = near.map { name in filters.contains { $0.name == name } ? "filter" : "helper" }
    let what = kind.isEmpty ? "filter or helper" : kind
    throw CommandFailure(
      "there is no \(what) '\(name)'",
      hints: near.flatMap { near in nearKind.map { ["did you mean '\($0):\(near)'?"] } }
        ?? ["'galley explain' lists them"])
  }

  private func list(_ filters: [FilterDescription], _ helpers: [HelperDescription]) -> String {
    let groups = Set(filters.map(\.group)).sorted()
    let liquid = groups.map { group in
      let members = filters.filter { $0.group == group }.sorted { $0.name < $1.name }
      return "\(group)\n" + members.map { "  \($0.name)  \($0.summary)\n" }.joined()
    }
    let handlebars =
      "helpers of Handlebars\n"
      + helpers.sorted { $0.name < $1.name }.map { "  \($0.name)  \($0.summary)\n" }.joined()
    return (liquid + [handlebars]).joined(separator: "\n")
  }

  private func text(_ filter: FilterDescription) -> String {
    """
    filter:\(filter.name)  \(filter.summary)
      works on:  \(filter.types)
      arguments: \(count(filter.minimumArguments, filter.maximumArguments, filter.takesNamed))
      from:      \(filter.origin == .standard
        ? "standard Liquid" : "galley's own, an extension of Liquid")

    """
  }

  private func text(_ helper: HelperDescription) -> String {
    let block = helper.isCondition ? "\n  block:     may stand at the head of a block" : ""
    return """
      helper:\(helper.name)  \(helper.summary)
        works on:  \(helper.types)
        arguments: \(count(helper.minimumArguments, helper.maximumArguments, helper.takesNamed))\(block)
        from:      \(helper.isStandard
          ? "standard Handlebars" : "galley's own, an extension of Handlebars")

      """
  }

  private func count(_ minimum: Int, _ maximum: Int, _ takesNamed: Bool) -> String {
    (minimum == maximum ? "\(minimum)" : "\(minimum) to \(maximum)")
      + (takesNamed ? ", and named ones" : "")
  }

  private func json(_ filter: FilterDescription) -> JSONOutput {
    [
      "name": .string(filter.name), "summary": .string(filter.summary),
      "group": .string(filter.group), "types": .string(filter.types),
      "minimumArguments": .integer(filter.minimumArguments),
      "maximumArguments": .integer(filter.maximumArguments),
      "named": .bool(filter.takesNamed),
      "extension": .bool(filter.origin == .extension),
    ]
  }

  private func json(_ helper: HelperDescription) -> JSONOutput {
    [
      "name": .string(helper.name), "summary": .string(helper.summary),
      "types": .string(helper.types),
      "minimumArguments": .integer(helper.minimumArguments),
      "maximumArguments": .integer(helper.maximumArguments),
      "named": .bool(helper.takesNamed), "condition": .bool(helper.isCondition),
      "extension": .bool(!helper.isStandard),
    ]
  }
}
