import Diagnostics
import Documents
import JSONSchema
import Testing

/// YAML is validated like JSON, and its faults have YAML's places.
@Suite struct YAMLInstanceTests {
  private func yaml(_ text: String) throws -> Document {
    try #require(YAMLReader.read(SourceText(path: "a.yaml", text)).document)
  }

  @Test func pointsIntoTheYAML() throws {
    let schema = try compiled(
      #"{"properties":{"tiers":{"items":{"enum":["gold","silver"]}}},"additionalProperties":false}"#
    )
    let found = schema.validate(try yaml("tiers:\n  - gold\n  - 'silvr'\ntires: 1\n"))
    #expect(
      found.map(\.message) == [
        "tiers[1]: \"silvr\" is none of \"gold\", \"silver\"",
        "the property \"tires\" is not allowed",
      ])
    #expect(found.map(\.span.startPosition.line) == [3, 4])
    #expect(found.map(\.fix?.replacement) == ["'silver'", "tiers"])
  }

  @Test func namesTheUseOfAnAlias() throws {
    let schema = try compiled(#"{"properties":{"b":{"type":"string"}}}"#)
    let found = schema.validate(try yaml("a: &x 1\nb: *x\n"))
    #expect(found.map(\.span.startPosition) == [SourcePosition(line: 1, column: 7)])
    #expect(found.first?.details.first?.span?.startPosition.line == 2)
  }

  @Test func numbersOfYAMLAreExact() throws {
    let schema = try compiled(#"{"items":{"type":"integer","minimum":16}}"#)
    #expect(schema.isValid(try yaml("[0x10, 0o20, +16, 1.7e1]")))
    #expect(!schema.isValid(try yaml("[0xF]")))
  }

  @Test func aSchemaMayBeYAML() throws {
    let compilation = Schema.compile(try yaml("type: object\nrequired: [a]\n"))
    let schema = try #require(compilation.schema)
    #expect(schema.validate(try yaml("b: 1\n")).map(\.keyword) == ["required"])
  }
}
