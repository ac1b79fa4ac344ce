import Diagnostics
import Documents
import FoundationEssentials
import Testing

/// The published suites, which stand beside the package where they are installed.
@Suite struct SuiteTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/suites")

  private func cases(_ name: String) throws -> [DocumentValue]? {
    let path = Self.folder.appending(path: name).path
    guard FileManager.default.fileExists(atPath: path) else {
      print("skipped: \(name) is not installed")
      return nil
    }
    let data = try Data(contentsOf: URL(filePath: path))
    return try data.split(separator: 0x0A).map { line in
      let source = SourceText(path: name, bytes: Array(line))
      return try #require(JSONReader.read(source).document).value
    }
  }

  @Test func meetsTheGrammarOfJSON() throws {
    guard let cases = try cases("jsonparse.jsonl") else { return }
    var failures: [String] = []
    for suiteCase in cases {
      let data = try #require(Data(base64Encoded: suiteCase["bytes"]?.string ?? ""))
      let source = SourceText(path: "case.json", bytes: Array(data))
      let reading = JSONReader.read(source, limits: DocumentLimits(refusesDuplicateKeys: false))
      let isRead = reading.document != nil
      switch suiteCase["expect"]?.string {
      case "accept" where !isRead, "reject" where isRead:
        failures.append(suiteCase["id"]?.string ?? "?")
      default: break
      }
      if !isRead { #expect(reading.diagnostics.first?.span != nil) }
    }
    print("jsonparse: \(cases.count - failures.count) of \(cases.count) passed")
    #expect(failures == [])
  }

  /// Every case must be read or refused with a place; libyaml's own limits make the verdict of
  /// 41 cases wrong, which the `conformance` program names.
  @Test func readsOrRefusesEveryYAMLText() throws {
    guard let cases = try cases("yaml.jsonl") else { return }
    var right = 0
    for suiteCase in cases {
      let data = try #require(Data(base64Encoded: suiteCase["yaml"]?.string ?? ""))
      let source = SourceText(path: "case.yaml", bytes: Array(data))
      let events = YAMLEventDump.text(source)
      if suiteCase["error"]?.bool == true {
        if events == nil { right += 1 }
      } else if events == suiteCase["events"]?.string {
        right += 1
      }
      let stream = YAMLReader.readAll(source)
      if events == nil {
        #expect(stream.diagnostics.contains { $0.severity == .error && $0.span != nil })
      }
      for document in stream.documents { checkSpans(document) }
    }
    print("yaml: \(right) of \(cases.count) passed")
    #expect(right == 185)
  }

  /// Children lie inside their parents and come in the order of the text.
  private func checkSpans(_ document: Document) {
    func check(_ value: DocumentValue) {
      var last = value.span.start
      let children = value.items + value.members.flatMap { [$0.key, $0.value] }
      for child in children where !document.nodes[child.node.index].isAliased {
        #expect(child.span.start >= last && child.span.end <= value.span.end)
        last = child.span.end
        check(child)
      }
    }
    if !document.nodes.contains(where: \.isAliased) { check(document.value) }
  }
}
