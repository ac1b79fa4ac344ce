public import Diagnostics

extension DocumentValue {
  /// The value as it is written into other JSON output: numbers keep their spelling.
  public var output: JSONOutput {
    switch kind {
    case .null: .null
    case .true: true
    case .false: false
    case .number: .lexeme(document.string(node))
    case .string: .string(document.string(node))
    case .array: .array(items.map(\.output))
    case .object:
      .object(members.map { (key: document.string($0.key.node), value: $0.value.output) })
    }
  }
}

extension JSONOutput {
  /// Makes a number with ECMAScript's spelling; `null` for what is not finite, as there.
  public static func number(_ value: Double) -> JSONOutput {
    guard value.isFinite else { return .null }
    let lexeme = DecimalNumber(value.description.utf8).ecmaScript
    return .lexeme(String(decoding: lexeme, as: UTF8.self))
  }
}
