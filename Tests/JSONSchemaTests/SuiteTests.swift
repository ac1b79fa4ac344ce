import Diagnostics
import Documents
import FoundationEssentials
import JSONSchema
import Testing

/// The conformance suites beside the repository; where they are not, the tests say so.
@Suite struct SuiteTests {
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "../shared/suites")

  private static func bytes(_ name: String) -> [UInt8]? {
    (try? Data(contentsOf: folder.appending(path: name))).map { Array($0) }
  }

  @Test(arguments: ["jsonschema.jsonl", "jsonschema-extra.jsonl"])
  func verdictsOfTheSuite(name: String) throws {
    guard let text = Self.bytes(name), let remotesText = Self.bytes("remotes.json") else {
      print("skipped: \(name) is not there")
      return
    }
    let remotes = try #require(
      JSONReader.read(SourceText(path: "remotes.json", bytes: remotesText)).document)
    var total = 0
    var failed: [String] = []
    var compiled: (key: [UInt8], schema: Schema?) = ([], nil)
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let source = SourceText(path: name, bytes: Array(line))
      let suiteCase = try #require(JSONReader.read(source).document).value
      let schema = try #require(suiteCase["schema"])
      let file = try #require(suiteCase["file"]?.string)
      let draft = try #require(suiteCase["draft"]?.string)
      let data = try #require(suiteCase["data"])
      let key = Array(source.bytes[schema.span.start..<schema.span.end]) + (draft + file).utf8
      if compiled.key != key {
        compiled = (key, Self.compile(schema, draft: draft, file: file, remotes: remotes))
      }
      total += 1
      let verdict = compiled.schema?.isValid(data.document, data.node)
      let faults = compiled.schema?.validate(data.document, data.node) ?? []
      let isExplained = verdict == faults.isEmpty && !faults.contains { $0.keyword.isEmpty }
      if verdict != suiteCase["valid"]?.bool || !isExplained {
        failed.append(suiteCase["id"]?.string ?? "")
      }
    }
    print("\(name): \(total - failed.count) of \(total) passed")
    #expect(failed == [])
  }

  private static func compile(
    _ schema: DocumentValue, draft: String, file: String, remotes: Document
  ) -> Schema? {
    var options = SchemaOptions(baseURI: "")
    options.defaultDraft =
      draft == "draft7" ? .draft7 : draft == "draft2019-09" ? .draft2019 : .draft2020
    options.assertsFormat = file.hasPrefix("optional/format/")
    options.assertsContent = file == "optional/content.json" || file == "extra/content.json"
    return Schema.compile(schema, options: options) { remotes.value[$0] }.schema
  }
}
