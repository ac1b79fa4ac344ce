import Diagnostics
import Documents
import FoundationEssentials

/// The grammar of JSON: `jsonparse.jsonl`.
struct JSONParseSuite: Suite {
  static let name = "jsonparse"

  init(arguments: [String]) {}

  mutating func run(_ suiteCase: SuiteCase) -> Verdict {
    guard let expected = suiteCase.value["expect"]?.string,
      let encoded = suiteCase.value["bytes"]?.string, let data = Data(base64Encoded: encoded)
    else { return .failed("the case lacks 'expect' or 'bytes'") }
    let source = SourceText(path: suiteCase.id, bytes: Array(data))
    let reading = JSONReader.read(source, limits: DocumentLimits(refusesDuplicateKeys: false))
    switch expected {
    case "accept":
      return reading.document == nil
        ? .failed(reading.diagnostics.first?.message ?? "refused") : .passed
    case "reject":
      guard reading.document == nil else { return .failed("accepted") }
      return reading.diagnostics.first?.span == nil ? .failed("refused without a place") : .passed
    default:
      return .passed
    }
  }
}
