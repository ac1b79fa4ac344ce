import Diagnostics
import Documents
import Testing

@Suite struct JSONReaderTests {
  private func read(_ text: String, _ limits: DocumentLimits = DocumentLimits()) -> DocumentReading
  {
    JSONReader.read(SourceText(path: "a.json", text), limits: limits)
  }

  @Test func readsNestedValuesWithTheirPlaces() throws {
    let document = try #require(read(#"{"a":[1,2.50,"x\ny"],"b":{"c":null}}"#).document)
    let root = document.value
    let items = try #require(root["a"]).items
    #expect(items.map(\.kind) == [.number, .number, .string])
    #expect(items[0].int == 1)
    #expect(document.string(items[1].node) == "2.50")
    #expect(items[1].int == nil)
    #expect(items[2].string == "x\ny")
    #expect(items[2].span.start == 13 && items[2].span.end == 19)
    #expect(root["b"]?["c"]?.kind == .null)
    #expect(document.count(document.root) == 2)
  }

  @Test func findsKeysWrittenWithEscapes() throws {
    let document = try #require(read(#"{"\u0061b":1}"#).document)
    #expect(document.value["ab"]?.int == 1)
  }

  @Test func joinsSurrogatePairs() throws {
    let document = try #require(read(#""\ud83d\ude00""#).document)
    #expect(document.value.string == "😀")
  }

  @Test(arguments: [
    ("", "document/json-syntax", 1, 1), ("{\"a\":1,}", "document/json-syntax", 1, 7),
    ("[1\n 2]", "document/json-syntax", 2, 2), ("01", "document/json-syntax", 1, 1),
    ("\"\\ud800\"", "document/lone-surrogate", 1, 2), ("[1] 2", "document/json-syntax", 1, 5),
    ("{\"a\":1,\"b\":2,\"a\":3}", "document/duplicate-key", 1, 14),
    ("nul", "document/json-syntax", 1, 4), ("\"a", "document/json-syntax", 1, 1),
  ])
  func refusesWithAPlace(text: String, code: String, line: Int, column: Int) throws {
    let reading = read(text)
    #expect(reading.document == nil)
    let diagnostic = try #require(reading.diagnostics.first)
    #expect(diagnostic.code.name == code)
    #expect(diagnostic.span?.startPosition == SourcePosition(line: line, column: column))
  }

  @Test func refusesBytesThatAreNotUTF8() {
    let source = SourceText(path: "a.json", bytes: [0x22, 0xC3, 0x28, 0x22])
    #expect(JSONReader.read(source).diagnostics.first?.code == .invalidUTF8)
  }

  @Test func boundsNesting() {
    let text = String(repeating: "[", count: 100_000)
    #expect(read(text).diagnostics.first?.code == .depthLimit)
  }

  @Test func findsADuplicateAmongManyKeys() {
    let keys = (0..<5_000).map { "\"k\($0)\":0" } + ["\"k77\":1"]
    let reading = read("{" + keys.joined(separator: ",") + "}")
    #expect(reading.diagnostics.first?.code == .duplicateKey)
  }
}
