import Diagnostics
import Documents
import FoundationEssentials
import JSONSchema
import Testing

@Suite struct SchemaChangeCodesTests {
  @Test func codesAreNamedOnceAndInOrder() {
    let codes = SchemaChange.codes
    #expect(codes == codes.sorted() && Set(codes).count == codes.count)
    #expect(codes.allSatisfy { $0.wholeMatch(of: /[a-z]+(-[a-z]+)+/) != nil })
  }

  @Test func everyChangeHasAListedCode() throws {
    var random = RandomSchemas(seed: 77)
    var seen: Set<String> = []
    for _ in 0..<300 {
      let text = random.schema(depth: 2)
      let changed = random.changed(text, depth: 2)
      let schemas = try [text, changed].map { value in
        try compiled(value.text())
      }
      let result = SchemaComparison.compare(
        old: schemas[0], new: schemas[1],
        options: SchemaComparisonOptions(limits: ComparisonLimits(maximumSteps: 500)))
      seen.formUnion(result.changes.map(\.code))
    }
    #expect(seen.subtracting(SchemaChange.codes) == [])
    #expect(seen.count > 20)
  }

  /// The document names each rule in full, or by its keyword and ending.
  @Test func everyRuleIsDocumented() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/json-schema.md")
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    for code in SchemaChange.codes {
      let stem = code.split(separator: "-").dropLast().joined(separator: "-")
      let family = stem.replacing("-branch", with: "")
      #expect(
        text.contains("`\(code)`") || text.contains("`\(stem)`") || text.contains("`\(family)`")
          || text.contains("`\(stem)-added`"), "\(code)")
    }
  }
}
