public import Diagnostics
import Documents

/// Whether everything one schema accepts is accepted by another.
public enum SchemaVerdict: Sendable {
  /// Proved.
  case compatible
  /// Disproved: this value is valid by the one and not by the other, as the validator has confirmed.
  case breaking(counterexample: JSONOutput)
  /// Neither could be shown, for this reason: not to be taken for compatible.
  case unknown(UndecidedReason)

  /// The word for it: `compatible`, `breaking`, `unknown`.
  public var name: String {
    switch self {
    case .compatible: "compatible"
    case .breaking: "breaking"
    case .unknown: "unknown"
    }
  }

  /// The value that shows the break.
  public var counterexample: JSONOutput? {
    if case .breaking(let value) = self { value } else { nil }
  }
}

extension SchemaProgram {
  /// Whether a value is valid, from its text.
  func accepts(_ value: JSONOutput) -> Bool {
    let source = SourceText(path: "instance.json", bytes: value.bytes())
    guard let document = JSONReader.read(source).document else { return false }
    return Schema(program: self).isValid(document)
  }
}
