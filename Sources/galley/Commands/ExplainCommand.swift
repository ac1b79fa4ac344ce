import ArgumentParser
import Diagnostics
import Templates

/// `galley explain`: what a filter of the template language does.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a filter of the template language.",
    discussion: """
      Without a topic this lists all filters.

      EXAMPLES
        galley explain
        galley explain filter:date
        galley explain filter:money --format json
      """)

  @Argument(help: "filter:NAME.")
  var topic: String?

  @Option(help: "text or json.")
  var format: OutputFormat = .text

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let filters = try topic.map { [try filter($0)] } ?? FilterTable.filters
    switch format {
    case .text:
      Terminal.write(topic == nil ? list(filters) : filters.map(text).joined())
    case .json:
      let result: JSONOutput = ["version": 1, "filters": .array(filters.map(json))]
      Terminal.write(result.text(.pretty) + "\n")
    }
  }

  private func filter(_ topic: String) throws -> FilterDescription {
    let prefix = "filter:"
    let name = topic.hasPrefix(prefix) ? String(topic.dropFirst(prefix.count)) : topic
    if let filter = FilterTable.find(name) { return filter }
    let near = NearestName.suggest(name, among: FilterTable.filters.map(\.name))
    throw CommandFailure(
      "there is no filter '\(name)'",
      hints: near.map { ["did you mean 'filter:\($0)'?"] } ?? ["'galley explain' lists them"])
  }

  private func list(_ filters: [FilterDescription]) -> String {
    let groups = Set(filters.map(\.group)).sorted()
    return groups.map { group in
      let members = filters.filter { $0.group == group }.sorted { $0.name < $1.name }
      return "\(group)\n" + members.map { "  \($0.name)  \($0.summary)\n" }.joined()
    }.joined(separator: "\n")
  }

  private func text(_ filter: FilterDescription) -> String {
    let origin =
      filter.origin == .standard ? "standard Liquid" : "galley's own, an extension of Liquid"
    return """
      filter:\(filter.name)  \(filter.summary)
        works on:  \(filter.types)
        arguments: \(arguments(filter))
        from:      \(origin)

      """
  }

  private func arguments(_ filter: FilterDescription) -> String {
    let range =
      filter.minimumArguments == filter.maximumArguments
      ? "\(filter.minimumArguments)" : "\(filter.minimumArguments) to \(filter.maximumArguments)"
    return range + (filter.takesNamed ? ", and named ones" : "")
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
}
