import Diagnostics
import Documents
import FoundationEssentials
import Templates
import Testing

/// The conformance cases of Liquid strict2, where they lie beside the repository.
@Suite("The Liquid suite")
struct LiquidSuiteTests {
  private static let file = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared/suites/liquid.jsonl")

  @Test("every case is right by the rules of strict2")
  func everyCase() throws {
    guard let data = try? Data(contentsOf: LiquidSuiteTests.file) else {
      print("liquid.jsonl: skipped, the suite is not there")
      return
    }
    var total = 0
    var wrong: [String] = []
    var unmapped: [String] = []
    for line in data.split(separator: UInt8(ascii: "\n")) {
      let source = SourceText(path: "liquid.jsonl", bytes: Array(line))
      let limits = DocumentLimits(refusesDuplicateKeys: false)
      let document = try #require(JSONReader.read(source, limits: limits).document)
      total += 1
      if !(try isRight(document.value, &unmapped)) {
        wrong.append(document.value["id"]?.string ?? "?")
      }
    }
    print("liquid.jsonl: \(total - wrong.count)/\(total)")
    #expect(total > 4_000)
    #expect(wrong.isEmpty)
    #expect(unmapped.isEmpty, "outputs that the source map does not cover exactly")
  }

  private func isRight(_ value: DocumentValue, _ unmapped: inout [String]) throws -> Bool {
    let template = try #require(value["template"]?.string)
    let printsErrors = value["options"]?["inline_errors"]?.bool == true
    let partials = (value["partials"]?.members ?? []).map { member in
      (name: member.key.document.string(member.key.node), text: member.value.string ?? "")
    }
    let (program, _) = Liquid.compile(
      SourceText(path: "t", template),
      fragments: { name in
        let short = name.hasSuffix(".liquid") ? String(name.dropLast(7)) : name
        return [name, short, name.lowercased()].lazy.compactMap { wanted in
          partials.first { $0.name == wanted }
        }.first.map { SourceText(path: name, $0.text) }
      }, dynamicNames: partials.map(\.name),
      options: Liquid.Options(unknownFilter: .passesThrough, linking: .whenRun))
    var output: String?
    var hasErrors = program == nil
    if let program {
      var options = RenderOptions()
      options.clock = 1_704_067_318
      options.globalsAreStatic = false
      options.afterError = printsErrors ? .goOn : .stop
      var buffer = OutputBuffer()
      do throws(RenderError) {
        hasErrors = try !program.render(
          TemplateGlobals(root: value["data"]), options: options, into: &buffer
        ).isEmpty
        let text = buffer.string
        output = text
        let globals = TemplateGlobals(root: value["data"])
        if let problem = mapProblem(program, globals, options, expected: text) {
          unmapped.append("\(value["id"]?.string ?? "?"): \(problem)")
        }
      } catch {
        hasErrors = true
      }
    }
    guard value["modes"]?.items.contains(where: { $0.string == "strict2" }) == true else {
      return program == nil
    }
    if value["error"]?.bool == true { return hasErrors }
    let expected = value["expected"].map { [$0] } ?? value["expected_any"]?.items
    let texts = (expected ?? []).compactMap(\.string)
    let showsError = texts.contains {
      $0.contains("Liquid error") || $0.contains("Liquid syntax error")
    }
    if printsErrors, expected == nil || showsError { return hasErrors }
    return texts.contains { text in output.map { $0.utf8.elementsEqual(text.utf8) } ?? false }
  }
}
