import Diagnostics
import Documents
import FoundationEssentials
import JSONSchema

/// Verdicts of JSON Schema: `jsonschema.jsonl`, `jsonschema-extra.jsonl`.
///
/// `--remotes FILE` names an object of URL → schema that references may lead to.
struct JSONSchemaSuite: Suite {
  static let name = "jsonschema"

  private var remotes: Document?

  init(arguments: [String]) throws {
    guard let option = arguments.firstIndex(of: "--remotes"), option + 1 < arguments.count else {
      return
    }
    let path = arguments[option + 1]
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    remotes = JSONReader.read(SourceText(path: path, bytes: bytes)).document
  }

  mutating func run(_ suiteCase: SuiteCase) -> Verdict {
    let value = suiteCase.value
    guard let schema = value["schema"], let data = value["data"], let valid = value["valid"]?.bool,
      let file = value["file"]?.string, let draft = value["draft"]?.string
    else { return .failed("the case lacks a field") }
    var options = SchemaOptions(baseURI: "")
    options.defaultDraft =
      draft == "draft7" ? .draft7 : draft == "draft2019-09" ? .draft2019 : .draft2020
    options.assertsFormat = file.hasPrefix("optional/format/")
    options.assertsContent = file == "optional/content.json" || file == "extra/content.json"
    let remotes = remotes
    let compilation = Schema.compile(schema, options: options) { remotes?.value[$0] }
    guard let compiled = compilation.schema else {
      return .failed("refused: \(compilation.diagnostics.first?.message ?? "no reason")")
    }
    let verdict = compiled.isValid(data.document, data.node)
    let failures = compiled.validate(data.document, data.node)
    guard verdict == failures.isEmpty else { return .failed("verdict and failures disagree") }
    if failures.contains(where: { $0.keyword.isEmpty }) { return .failed("no reason was found") }
    return verdict == valid ? .passed : .failed("says \(verdict ? "valid" : "invalid")")
  }
}
