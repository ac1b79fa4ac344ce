import Diagnostics
import Documents
import FoundationEssentials
import Templates
import Testing

/// The conformance cases of Handlebars, where they lie beside the repository.
@Suite("The Handlebars suite")
struct HandlebarsSuiteTests {
  private static let file = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/suites/handlebars.jsonl")

  @Test("every case is right")
  func everyCase() throws {
    guard let data = try? Data(contentsOf: HandlebarsSuiteTests.file) else {
      print("handlebars.jsonl: skipped, the suite is not there")
      return
    }
    var total = 0
    var wrong: [String] = []
    var unmapped: [String] = []
    for line in data.split(separator: UInt8(ascii: "\n")) {
      let source = SourceText(path: "handlebars.jsonl", bytes: Array(line))
      let limits = DocumentLimits(refusesDuplicateKeys: false)
      let document = try #require(JSONReader.read(source, limits: limits).document)
      total += 1
      if try !isRight(document.value, &unmapped) {
        wrong.append(document.value["id"]?.string ?? "?")
      }
    }
    print("handlebars.jsonl: \(total - wrong.count)/\(total)")
    #expect(total > 700)
    #expect(wrong.isEmpty, "\(wrong)")
    #expect(unmapped.isEmpty, "outputs that the source map does not cover exactly")
  }

  private func isRight(_ value: DocumentValue, _ unmapped: inout [String]) throws -> Bool {
    let template = try #require(value["template"]?.string)
    let partials = (value["partials"]?.members ?? []).map { member in
      (name: member.key.document.string(member.key.node), text: member.value.string ?? "")
    }
    let given = value["options"]?["compile"]
    func isOn(_ name: String, _ otherwise: Bool = false) -> Bool { given?[name]?.bool ?? otherwise }
    var options = linkingWhenRun()
    options.allowsExtensions = false
    options.noEscape = isOn("noEscape")
    options.compat = isOn("compat")
    options.strict = isOn("strict")
    options.assumeObjects = isOn("assumeObjects")
    let runtimeData = value["options"]?["runtime"]?["data"]
    options.data = isOn("data", true) && runtimeData?.bool != false
    options.explicitPartialContext = isOn("explicitPartialContext")
    options.knownHelpersOnly = isOn("knownHelpersOnly")
    options.preventIndent = isOn("preventIndent")
    let (program, _) = Handlebars.compile(
      SourceText(path: "t.hbs", template),
      partials: { name in
        partials.first { $0.name == name }.map { SourceText(path: name, $0.text) }
      }, dynamicNames: partials.map(\.name), options: options)
    let fails = value["error"]?.bool == true
    guard let program else { return fails }
    var globals = TemplateGlobals(root: value["data"])
    if let runtimeData, runtimeData.bool == nil { globals.data = runtimeData }
    var buffer = OutputBuffer()
    do throws(RenderError) {
      try program.render(globals, into: &buffer)
    } catch {
      return fails && value["error_phase"]?.string == "render"
    }
    if let problem = mapProblem(program, globals, expected: buffer.string) {
      unmapped.append("\(value["id"]?.string ?? "?"): \(problem)")
    }
    return !fails && buffer.string.utf8.elementsEqual((value["expected"]?.string ?? "").utf8)
  }
}
