import Diagnostics

/// What looking for a value that satisfies several claims gave.
enum SolverOutcome {
  /// There is certainly none.
  case empty
  /// This value satisfies them, as the validator has confirmed.
  case witness(JSONOutput)
  /// Neither could be shown.
  case unknown(UndecidedReason)

  var isEmpty: Bool { if case .empty = self { true } else { false } }
  var witness: JSONOutput? { if case .witness(let value) = self { value } else { nil } }
}

/// Why a question about a schema has no answer.
public enum UndecidedReason: String, Sendable {
  /// The schemas combine in more ways than the limit.
  case tooManyCases
  /// Subschemas are nested deeper than the limit.
  case tooDeep
  /// A pattern looks around, refers back or has word boundaries: it cannot be compared exactly.
  case pattern
  /// A format or a content encoding cannot be compared exactly.
  case format
  /// Numbers too large or too fine.
  case number
  /// Keywords whose combination is not analysed.
  case combination

  /// The reason in one sentence.
  public var message: String {
    switch self {
    case .tooManyCases: "the schemas combine in more ways than the limit"
    case .tooDeep: "subschemas are nested deeper than the limit"
    case .pattern:
      "a pattern with look-around, back-references or word boundaries cannot be compared exactly"
    case .format: "formats cannot be compared exactly"
    case .number: "the numbers are too large or too fine to be compared exactly"
    case .combination:
      "no instance was found and none was ruled out; the combination of keywords is not analysed"
    }
  }
}
