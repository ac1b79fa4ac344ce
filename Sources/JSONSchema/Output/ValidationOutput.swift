public import Diagnostics
public import Documents

/// The output formats of JSON Schema 2020-12 §12: flag, basic and detailed.
public struct ValidationOutput {
  /// How much an output says.
  public enum Format: String, Sendable, CaseIterable {
    /// Whether the value is valid.
    case flag
    /// A flat list of the failures.
    case basic
    /// The failures in the order of the schema's structure.
    case detailed
  }

  private let format: Format
  private var finder: KeywordPathFinder?

  /// Prepares outputs for values of the schema at `root`, compiled with the same options.
  public init(
    _ root: Document, format: Format, options: SchemaOptions = SchemaOptions(),
    resolver: @escaping SchemaResolver = { _ in nil }
  ) {
    self.format = format
    finder =
      format == .flag
      ? nil : KeywordPathFinder(SchemaMap(root.value, options: options, resolver: resolver))
  }

  /// Returns the output for a value with these failures; none means that it is valid.
  public mutating func output(_ failures: [SchemaFailure]) -> JSONOutput {
    guard !failures.isEmpty else { return ["valid": true] }
    guard var finder, format != .flag else { return ["valid": false] }
    let units = failures.map { failure in
      OutputUnit(
        steps: finder.steps(to: failure), keywordLocation: failure.keywordLocation,
        message: failure.message)
    }
    self.finder = finder
    if format == .basic {
      return ["valid": false, "errors": .array(units.map { $0.output })]
    }
    return .object([("valid", false)] + OutputTree.members(units, depth: 0))
  }
}

/// One failure with the way through the schema that led to it.
struct OutputUnit {
  /// The steps from the schema's root, the failing keyword last.
  let steps: [OutputStep]
  let keywordLocation: String
  let message: String

  /// The unit as the standard writes it.
  var output: JSONOutput {
    [
      "valid": false, "keywordLocation": .string(steps.last?.keywordLocation ?? ""),
      "absoluteKeywordLocation": .string(keywordLocation),
      "instanceLocation": .string(steps.last?.instanceLocation ?? ""),
      "error": .string(message),
    ]
  }
}

/// A subschema on the way to a failure.
struct OutputStep: Equatable {
  var keywordLocation: String
  var instanceLocation: String
}

/// Failures gathered by the subschemas that they share.
enum OutputTree {
  /// The members of the node that the units share, its failures below it.
  static func members(
    _ units: [OutputUnit], depth: Int
  ) -> [(key: String, value: JSONOutput)] {
    var shared = depth
    // A node with one child is left out, as the standard asks: go down to where the ways part.
    while units.count > 1, let step = step(units[0], shared),
      units.allSatisfy({ self.step($0, shared) == step })
    { shared += 1 }
    let place = shared > 0 ? step(units[0], shared - 1) : nil
    var groups: [(step: OutputStep?, units: [OutputUnit])] = []
    for unit in units {
      let next = step(unit, shared)
      if let index = groups.firstIndex(where: { $0.step == next && next != nil }) {
        groups[index].units.append(unit)
      } else {
        groups.append((next, [unit]))
      }
    }
    let children = groups.map { group -> JSONOutput in
      group.units.count == 1
        ? group.units[0].output
        : .object([("valid", false)] + members(group.units, depth: shared + 1))
    }
    return [
      ("keywordLocation", .string(place?.keywordLocation ?? "")),
      ("instanceLocation", .string(place?.instanceLocation ?? "")),
      ("errors", .array(children)),
    ]
  }

  /// A step of a unit that is a subschema, not the failing keyword itself.
  private static func step(_ unit: OutputUnit, _ index: Int) -> OutputStep? {
    index < unit.steps.count - 1 ? unit.steps[index] : nil
  }
}
