import ArgumentParser

/// A share of a hundred, with or without its sign: `5%`.
struct Percentage: ExpressibleByArgument {
  /// Nothing.
  static let none = Percentage(value: 0)

  /// From 0 to 100.
  let value: Int

  private init(value: Int) { self.value = value }

  init?(argument: String) {
    let digits = argument.hasSuffix("%") ? argument.dropLast() : argument[...]
    guard let value = Int(digits), (0...100).contains(value) else { return nil }
    self.init(value: value)
  }

  var defaultValueDescription: String { "\(value)%" }
}
