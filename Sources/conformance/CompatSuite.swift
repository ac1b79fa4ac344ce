import Diagnostics
import Documents
import JSONSchema

/// Compatibility of two schemas: `compat.jsonl`; truth is the case's `truth`, never its label.
///
/// Prints, besides the totals, how many directions were decided, right, and unsound.
struct CompatSuite: Suite {
  static let name = "compat"

  private let tally: CompatTally

  init(arguments: [String]) throws {
    tally = CompatTally()
  }

  mutating func run(_ suiteCase: SuiteCase) -> Verdict {
    let value = suiteCase.value
    guard let old = value["old"], let new = value["new"], let truth = value["truth"] else {
      return .failed("the case lacks a field")
    }
    guard let oldSchema = Self.compile(old), let newSchema = Self.compile(new) else {
      for direction in ["backward", "forward"] {
        if truth[direction]?["compatible"]?.bool != nil { tally.undecided += 1 }
      }
      return .failed("a schema is refused")
    }
    let comparison = SchemaComparison.compare(old: oldSchema, new: newSchema)
    var problems: [String] = []
    for (name, verdict, valid, invalid) in [
      ("backward", comparison.backward, oldSchema, newSchema),
      ("forward", comparison.forward, newSchema, oldSchema),
    ] {
      guard let expected = truth[name], let compatible = expected["compatible"]?.bool else {
        continue
      }
      let problem = tally.judge(
        verdict, compatible, basis: expected["basis"]?.string ?? "", valid, invalid)
      if let problem { problems.append("\(name): \(problem)") }
    }
    return problems.isEmpty ? .passed : .failed(problems.joined(separator: "; "))
  }

  func finish() {
    print(
      "\(tally.decided) of \(tally.decided + tally.undecided) directions decided,",
      "\(tally.right) right, \(tally.undecided) undecided, \(tally.unsound) unsound,",
      "\(tally.againstLabel) against a label, \(tally.confirmed) counterexamples confirmed")
  }

  /// Draft-07 asserts `format` and `content*`, as the truth of the cases does; later drafts do not.
  private static func compile(_ value: DocumentValue) -> Schema? {
    let isOld = value["$schema"]?.string?.contains("draft-07") ?? false
    let options = SchemaOptions(assertsFormat: isOld, assertsContent: isOld, baseURI: "")
    return Schema.compile(value, options: options).schema
  }
}

/// The counts of a run.
private final class CompatTally {
  var decided = 0
  var undecided = 0
  var right = 0
  var unsound = 0
  var againstLabel = 0
  var confirmed = 0

  /// Counts one direction; the problem, if it is not right.
  func judge(
    _ verdict: SchemaVerdict, _ compatible: Bool, basis: String, _ valid: Schema,
    _ invalid: Schema
  ) -> String? {
    switch verdict {
    case .unknown(let reason):
      undecided += 1
      return "undecided: \(reason.message)"
    case .compatible:
      decided += 1
      if compatible {
        right += 1
        return nil
      }
      if basis == "counterexample" { unsound += 1 } else { againstLabel += 1 }
      return "says compatible (\(basis))"
    case .breaking(let value):
      decided += 1
      let source = SourceText(path: "counterexample.json", bytes: value.bytes())
      guard let document = JSONReader.read(source).document, valid.isValid(document),
        !invalid.isValid(document)
      else {
        unsound += 1
        return "the counterexample \(value.text()) is none"
      }
      confirmed += 1
      if !compatible {
        right += 1
        return nil
      }
      if basis == "proved" { unsound += 1 } else { againstLabel += 1 }
      return "says breaking by \(value.text()) (\(basis))"
    }
  }
}
