import Diagnostics
import Documents
import FoundationEssentials

/// The grammar and the values of YAML: `yaml.jsonl`.
struct YAMLSuite: Suite {
  static let name = "yaml"

  init(arguments: [String]) {}

  mutating func run(_ suiteCase: SuiteCase) -> Verdict {
    guard let isError = suiteCase.value["error"]?.bool,
      let encoded = suiteCase.value["yaml"]?.string, let data = Data(base64Encoded: encoded),
      let expected = suiteCase.value["events"]?.string
    else { return .failed("the case lacks 'error', 'yaml' or 'events'") }
    let source = SourceText(path: suiteCase.id, bytes: Array(data))
    let events = YAMLEventDump.text(source)
    if isError { return events == nil ? .passed : .failed("accepted") }
    guard let events else {
      return .failed(YAMLReader.readAll(source).diagnostics.first?.message ?? "refused")
    }
    guard events == expected else { return .failed("other events") }
    guard let json = suiteCase.value["json"]?.string else { return .passed }
    return compare(source, json)
  }

  /// Compares what the reader makes of `source` with the documents of `json`.
  private func compare(_ source: SourceText, _ json: String) -> Verdict {
    let limits = DocumentLimits(refusesDuplicateKeys: false, refusesUnknownTags: false)
    let reading = YAMLReader.readAll(source, limits: limits)
    if let problem = reading.diagnostics.first(where: { $0.severity == .error }) {
      return .failed(problem.message)
    }
    let expected = Self.split(json).map { text in
      JSONReader.read(SourceText(path: "json", text), limits: limits).document
    }
    guard expected.count == reading.documents.count else {
      return .failed("\(reading.documents.count) documents instead of \(expected.count)")
    }
    for (document, wanted) in zip(reading.documents, expected) {
      guard let wanted else { return .failed("the case's JSON cannot be read") }
      guard Self.isEqual(document.value, wanted.value) else { return .failed("another value") }
    }
    return .passed
  }

  /// Splits concatenated JSON documents: each ends where its brackets are closed at a line's end.
  private static func split(_ json: String) -> [String] {
    var documents: [String] = []
    var current = ""
    for line in json.split(separator: "\n") {
      current += line + "\n"
      let source = SourceText(path: "json", current)
      let limits = DocumentLimits(refusesDuplicateKeys: false)
      if JSONReader.read(source, limits: limits).document != nil {
        documents.append(current)
        current = ""
      }
    }
    if !current.isEmpty { documents.append(current) }
    return documents
  }

  private static func isEqual(_ left: DocumentValue, _ right: DocumentValue) -> Bool {
    guard left.kind == right.kind else { return false }
    switch left.kind {
    case .null, .true, .false: return true
    case .number: return left.double == right.double
    case .string: return left.string == right.string
    case .array:
      let items = right.items
      return left.items.count == items.count
        && zip(left.items, items).allSatisfy { isEqual($0, $1) }
    case .object:
      guard left.members.count == right.members.count else { return false }
      return left.members.allSatisfy { member in
        guard let other = right[member.key.string ?? ""] else { return false }
        return isEqual(member.value, other)
      }
    }
  }
}
