/// A JSON value made by code in order to be written: members keep their order.
///
/// Literals make it read like JSON: `["name": "galley", "count": 3, "items": .array(items)]`.
public indirect enum JSONOutput: Sendable {
  /// `null`.
  case null
  /// A boolean.
  case bool(Bool)
  /// An integer.
  case integer(Int)
  /// A number by its spelling, which must be JSON's.
  case lexeme(String)
  /// A string.
  case string(String)
  /// A list.
  case array([JSONOutput])
  /// Members in the order in which they are written.
  case object([(key: String, value: JSONOutput)])

  /// How a value is laid out.
  public enum Layout: Sendable {
    /// On one line without spaces.
    case compact
    /// One member or item a line, indented by two spaces.
    case pretty
  }

  /// Makes an object without those members whose value is nil.
  public static func members(_ members: [(key: String, value: JSONOutput?)]) -> JSONOutput {
    .object(members.compactMap { key, value in value.map { (key: key, value: $0) } })
  }

  /// Returns the value's text as UTF-8, without a line break at its end.
  public func bytes(_ layout: Layout = .compact) -> [UInt8] {
    var output: [UInt8] = []
    append(to: &output, layout, level: 0)
    return output
  }

  /// Returns the value's text, without a line break at its end.
  public func text(_ layout: Layout = .compact) -> String {
    String(decoding: bytes(layout), as: UTF8.self)
  }

  private func append(to output: inout [UInt8], _ layout: Layout, level: Int) {
    switch self {
    case .null: output += Array("null".utf8)
    case .bool(let value): output += Array((value ? "true" : "false").utf8)
    case .integer(let value): output += Array(String(value).utf8)
    case .lexeme(let text): output += Array(text.utf8)
    case .string(let text): JSONText.append(text.utf8, to: &output)
    case .array(let items):
      output.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        Self.breakLine(&output, layout, level + 1)
        item.append(to: &output, layout, level: level + 1)
      }
      if !items.isEmpty { Self.breakLine(&output, layout, level) }
      output.append(UInt8(ascii: "]"))
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        Self.breakLine(&output, layout, level + 1)
        JSONText.append(member.key.utf8, to: &output)
        output.append(UInt8(ascii: ":"))
        if layout == .pretty { output.append(UInt8(ascii: " ")) }
        member.value.append(to: &output, layout, level: level + 1)
      }
      if !members.isEmpty { Self.breakLine(&output, layout, level) }
      output.append(UInt8(ascii: "}"))
    }
  }

  private static func breakLine(_ output: inout [UInt8], _ layout: Layout, _ level: Int) {
    guard layout == .pretty else { return }
    output.append(0x0A)
    output.append(contentsOf: repeatElement(0x20, count: 2 * level))
  }
}

extension JSONOutput: ExpressibleByStringInterpolation {
  /// Makes a string.
  public init(stringLiteral value: String) { self = .string(value) }
}

extension JSONOutput: ExpressibleByIntegerLiteral {
  /// Makes an integer.
  public init(integerLiteral value: Int) { self = .integer(value) }
}

extension JSONOutput: ExpressibleByBooleanLiteral {
  /// Makes a boolean.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONOutput: ExpressibleByArrayLiteral {
  /// Makes a list.
  public init(arrayLiteral elements: JSONOutput...) { self = .array(elements) }
}

extension JSONOutput: ExpressibleByDictionaryLiteral {
  /// Makes an object whose members keep the order of the literal.
  public init(dictionaryLiteral elements: (String, JSONOutput)...) {
    self = .object(elements.map { (key: $0, value: $1) })
  }
}
