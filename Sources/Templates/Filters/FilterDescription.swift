/// What is known of a filter: its name, arguments, types, and one line of documentation.
package struct FilterDescription: Sendable {
  /// Where a filter comes from.
  package enum Origin: Sendable {
    /// A filter of Shopify's Liquid, with its exact behaviour.
    case standard
    /// A filter of galley's own.
    case `extension`
  }

  /// The name in templates.
  package let name: String
  /// Fewest arguments after the input.
  package let minimumArguments: Int
  /// Most arguments after the input.
  package let maximumArguments: Int
  /// Whether named arguments are meant.
  package let takesNamed: Bool
  /// What it works on: string, array, number, date, html, url, default, extension.
  package let group: String
  /// The types of the input and the arguments in words.
  package let types: String
  /// One line of documentation.
  package let summary: String
  /// Where the filter comes from.
  package let origin: Origin
  let id: FilterID

  init(
    _ id: FilterID, _ name: String, _ arguments: ClosedRange<Int>, _ group: String,
    _ types: String, _ summary: String, named: Bool = false
  ) {
    self.id = id
    self.name = name
    minimumArguments = arguments.lowerBound
    maximumArguments = arguments.upperBound
    takesNamed = named
    self.group = group
    self.types = types
    self.summary = summary
    origin = group == "extension" ? .extension : .standard
  }
}
