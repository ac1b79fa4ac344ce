import Diagnostics
import Documents
import Testing

@Suite struct YAMLReaderTests {
  private func read(_ text: String, _ limits: DocumentLimits = DocumentLimits()) -> DocumentReading
  {
    YAMLReader.read(SourceText(path: "a.yaml", text), limits: limits)
  }

  private func text(_ value: DocumentValue?) -> String? {
    guard let span = value?.span else { return nil }
    return String(decoding: span.source.bytes[span.start..<span.end], as: UTF8.self)
  }

  @Test(arguments: [
    ("no", DocumentKind.string, "no"), ("yes", .string, "yes"), ("on", .string, "on"),
    ("2001-01-01", .string, "2001-01-01"), ("12:30:45", .string, "12:30:45"),
    ("1_000", .string, "1_000"), ("0b1", .string, "0b1"), ("0x", .string, "0x"),
    ("+", .string, "+"), (".", .string, "."), ("1e", .string, "1e"), ("-.", .string, "-."),
    ("12", .number, "12"), ("-7", .number, "-7"), ("+1", .number, "1"), ("012", .number, "12"),
    ("0o17", .number, "15"), ("0x1F", .number, "31"), ("-0", .number, "-0"),
    ("0xFFFFFFFFFFFFFFFFFF", .number, "4722366482869645213695"),
    (".5", .number, "0.5"), ("1.", .number, "1.0"), ("-.5e-3", .number, "-0.5e-3"),
    ("1e3", .number, "1e3"), ("1.e+3", .number, "1.0e+3"), ("00.5", .number, "0.5"),
    ("'12'", .string, "12"), ("\"true\"", .string, "true"), ("!!str 12", .string, "12"),
    ("!!int '12'", .number, "12"), ("!!float 1", .number, "1"),
  ])
  func resolvesScalarsByTheCoreSchema(source: String, kind: DocumentKind, lexeme: String) throws {
    let document = try #require(read("- \(source)\n").document)
    let value = try #require(document.value.items.first)
    #expect(value.kind == kind)
    #expect(document.string(value.node) == lexeme)
  }

  @Test(arguments: [
    ("null", DocumentKind.null), ("~", .null), ("Null", .null), ("", .null), ("True", .true),
    ("FALSE", .false), ("truE", .string), ("!!null ''", .null), ("!!bool \"true\"", .true),
  ])
  func resolvesNullAndBooleans(source: String, kind: DocumentKind) throws {
    let document = try #require(read("a: \(source)\n").document)
    #expect(document.value["a"]?.kind == kind)
  }

  @Test func countsSpansInBytes() throws {
    let document = try #require(read("\u{FEFF}é: a\nlist:\n  - 日本\n  - k: 'it''s'\n").document)
    let root = document.value
    #expect(root["é"]?.span.start == 7)
    #expect(text(root["é"]) == "a")
    let items = try #require(root["list"]).items
    #expect(text(items[0]) == "日本")
    #expect(text(items[1]) == "k: 'it''s'")
    #expect(text(items[1]["k"]) == "'it''s'")
    #expect(items[1]["k"]?.string == "it's")
    #expect(text(root["list"]) == "- 日本\n  - k: 'it''s'")
  }

  @Test func leavesAnchorsAndTagsOutOfSpans() throws {
    let source = "a: &x !!str 1\nb: &y\n  c: 2\nd: &z {e: [1, 2]}\nf: |\n  text\n\n# end\n"
    let root = try #require(read(source).document).value
    #expect(text(root["a"]) == "1")
    #expect(text(root["b"]) == "c: 2")
    #expect(text(root["d"]) == "{e: [1, 2]}")
    #expect(text(root["f"]) == "|\n  text")
    #expect(root["f"]?.string == "text\n")
  }

  @Test func placesAMissingValueAfterItsKey() throws {
    let root = try #require(read("a:\n\nb: 1\n").document).value
    #expect(root["a"]?.kind == .null)
    #expect(root["a"]?.span.start == 2)
  }

  @Test func readsScalarKeysAsTheirText() throws {
    let root = try #require(read("1: a\ntrue: b\n0x1F: c\n\"q\": d\n<<: e\n").document).value
    #expect(root.members.map { $0.key.string } == ["1", "true", "0x1F", "q", "<<"])
    #expect(root.members.allSatisfy { $0.key.document.nodes[$0.key.node.index].isKey })
  }

  @Test func copiesAnchoredValuesToTheirAliases() throws {
    let source = "base: &b {n: [1, two]}\nuse: *b\n&k 7: *k\n"
    let document = try #require(read(source).document)
    let root = document.value
    let use = try #require(root["use"])
    #expect(use["n"]?.items.map(\.kind) == [.number, .string])
    #expect(use["n"]?.items[1].string == "two")
    #expect(text(use["n"]) == "[1, two]")
    #expect(document.nodes[use.node.index].isAliased)
    let item = try #require(use["n"]).items[1]
    let alias = try #require(document.aliasSpan(item.node))
    #expect(alias.startPosition == SourcePosition(line: 2, column: 6))
    #expect(root["7"]?.int == 7)
    #expect(document.aliasSpan(try #require(root["base"]).node) == nil)
  }

  @Test func boundsWhatAliasesCopy() throws {
    var source = "l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...8 {
      let uses = repeatElement("*l\(level - 1)", count: 10).joined(separator: ", ")
      source += "l\(level): &l\(level) [\(uses)]\n"
    }
    let diagnostic = try #require(read(source).diagnostics.first)
    #expect(diagnostic.code == .aliasLimit)
    #expect(diagnostic.span?.startPosition.line ?? 0 > 1)
  }

  @Test(arguments: [
    ("a: 1\nb: 2\na: 3\n", "document/duplicate-key", 3, 1),
    ("a: 1\n'a': 3\n", "document/duplicate-key", 2, 1),
    ("a: .inf\n", "document/yaml-not-json", 1, 4),
    ("a: .nan\n", "document/yaml-not-json", 1, 4),
    ("? [a]\n: 1\n", "document/yaml-complex-key", 1, 3),
    ("a: !foo 1\n", "document/yaml-tag", 1, 4),
    ("a: &b !foo {c: 1}\n", "document/yaml-tag", 1, 7),
    ("a:b\nc: 1\n", "document/yaml-syntax", 1, 2),
    ("http://x\nc: 1\n", "document/yaml-syntax", 2, 2),
    ("a: !!int x\n", "document/yaml-tag", 1, 10),
    ("a: *b\n", "document/yaml-alias", 1, 4),
    ("a: &a [*a]\n", "document/yaml-alias", 1, 8),
    ("a: 1\n---\nb: 1\n", "document/yaml-documents", 2, 1),
    ("", "document/yaml-documents", 1, 1),
    ("# nothing\n", "document/yaml-documents", 1, 1),
    ("a: \u{1}\n", "document/control-character", 1, 4),
    ("a:\n<<<<<<< HEAD\n  b: 1\n=======\n", "document/conflict-markers", 2, 1),
    ("a:\n\tb: 1\n", "document/yaml-syntax", 2, 1),
    ("a: \"x\n", "document/yaml-syntax", 1, 4),
    ("a: [1, 2\nb: 3\n", "document/yaml-syntax", 2, 2),
    ("a: b: c\n", "document/yaml-syntax", 1, 5),
    ("a: 1\n  b: 2\n", "document/yaml-syntax", 2, 4),
    ("a: @b\n", "document/yaml-syntax", 1, 4),
    ("é: 1\nü\nb: 2\n", "document/yaml-syntax", 2, 1),
  ])
  func refusesWithOneClearPlace(text: String, code: String, line: Int, column: Int) throws {
    let reading = read(text)
    #expect(reading.document == nil)
    #expect(reading.diagnostics.count == 1)
    let diagnostic = try #require(reading.diagnostics.first)
    #expect(diagnostic.code.name == code)
    #expect(diagnostic.span?.startPosition == SourcePosition(line: line, column: column))
    #expect(!diagnostic.notes.isEmpty)
  }

  @Test func collectsProblemsOfValues() {
    let reading = read("a: .inf\nb: !x 1\nc: {d: 1, d: 2}\n")
    #expect(reading.document == nil)
    #expect(
      reading.diagnostics.map(\.code.name) == [
        "document/yaml-not-json", "document/yaml-tag", "document/duplicate-key",
      ])
  }

  @Test func warnsOfLostLeadingZeros() throws {
    let reading = read("zip: 01234\nn: 0\nm: -07\n")
    #expect(reading.document != nil)
    #expect(reading.diagnostics.map(\.code) == [.yamlLeadingZero, .yamlLeadingZero])
    #expect(reading.diagnostics.allSatisfy { $0.severity == .warning })
  }

  @Test func refusesOtherEncodings() {
    for bytes: [UInt8] in [[0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61], [0x61, 0xC3, 0x28]] {
      let reading = YAMLReader.read(SourceText(path: "a.yaml", bytes: bytes))
      #expect(reading.diagnostics.first?.code == .invalidUTF8)
    }
  }

  @Test(arguments: ["[", "- ", "{a: ", "? "])
  func boundsNesting(opening: String) {
    let reading = read(String(repeating: opening, count: 20_000))
    #expect(reading.document == nil)
    let codes: [DiagnosticCode] = [.depthLimit, .yamlComplexKey]
    #expect(reading.diagnostics.first.map { codes.contains($0.code) } == true)
  }

  @Test func boundsTheSize() {
    let reading = read("a: 1\n", DocumentLimits(maximumBytes: 4))
    #expect(reading.diagnostics.first?.code == .sizeLimit)
  }

  @Test func readsAllDocumentsOfAStream() {
    let stream = YAMLReader.readAll(SourceText(path: "a.yaml", "a: 1\n---\n- &x 2\n- *x\n...\n"))
    #expect(stream.documents.map { $0.kind($0.root) } == [.object, .array])
    #expect(stream.diagnostics.isEmpty)
  }

  @Test func choosesTheFormatByTheName() {
    #expect(DocumentReader.read(SourceText(path: "a.JSON", "{a: 1}")).document == nil)
    #expect(DocumentReader.read(SourceText(path: "b/a.yml", "{a: 1}")).document != nil)
    let other = DocumentReader.read(SourceText(path: "a.txt", "{}"))
    #expect(other.diagnostics.first?.code == .unknownFormat)
  }
}
