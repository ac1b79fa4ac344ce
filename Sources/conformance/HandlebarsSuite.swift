import Diagnostics
import Documents
import Templates

/// Handlebars by the reference's rules: `handlebars.jsonl`.
struct HandlebarsSuite: Suite {
  static let name = "handlebars"

  private let output = KeptBuffer()
  /// Only cases that carry this tag are judged, where given.
  private let tag: String?

  init(arguments: [String]) {
    tag = arguments.first
  }

  /// A class around the buffer that is kept from case to case.
  private final class KeptBuffer {
    var buffer = OutputBuffer()
  }

  mutating func run(_ suiteCase: SuiteCase) -> Verdict {
    let value = suiteCase.value
    if let tag, !(value["tags"]?.items.contains { $0.string == tag } ?? false) { return .passed }
    guard let template = value["template"]?.string, let data = value["data"] else {
      return .failed("the case lacks 'template' or 'data'")
    }
    let partials = value["partials"]?.members ?? []
    func partial(_ name: String) -> SourceText? {
      partials.first { $0.key.document.string($0.key.node) == name }.map {
        SourceText(path: "\(name).hbs", $0.value.string ?? "")
      }
    }
    guard let options = options(value["options"]) else {
      return .failed("the case has an option that is not known")
    }
    let (program, diagnostics) = Handlebars.compile(
      SourceText(path: "template.hbs", template), partials: partial,
      dynamicNames: partials.map { $0.key.document.string($0.key.node) }, options: options)
    guard let program else {
      let message = diagnostics.first?.message ?? ""
      return judge(value, .refused(message))
    }
    var globals = TemplateGlobals(root: data)
    if let given = value["options"]?["runtime"]?["data"], given.bool == nil { globals.data = given }
    output.buffer.clear()
    do throws(RenderError) {
      try program.render(globals, into: &output.buffer)
      return judge(value, .rendered(output.buffer.string))
    } catch {
      return judge(value, .broken(error.message))
    }
  }

  private func options(_ value: DocumentValue?) -> Handlebars.Options? {
    var options = Handlebars.Options()
    options.linking = .whenRun
    options.allowsExtensions = false
    for member in value?["compile"]?.members ?? [] {
      let isOn = member.value.bool ?? false
      switch member.key.document.string(member.key.node) {
      case "noEscape": options.noEscape = isOn
      case "compat": options.compat = isOn
      case "strict": options.strict = isOn
      case "assumeObjects": options.assumeObjects = isOn
      case "data": options.data = isOn
      case "explicitPartialContext": options.explicitPartialContext = isOn
      case "knownHelpersOnly": options.knownHelpersOnly = isOn
      case "preventIndent": options.preventIndent = isOn
      default: return nil
      }
    }
    if value?["runtime"]?["data"]?.bool == false { options.data = false }
    return options
  }

  private enum Outcome {
    case refused(String)
    case rendered(String)
    case broken(String)

    var words: String {
      switch self {
      case .refused(let message): "refused: \(message)"
      case .rendered(let text): "rendered \(text.debugDescription)"
      case .broken(let message): "failed: \(message)"
      }
    }
  }

  /// The rules of §2.4 of the reference.
  private func judge(_ value: DocumentValue, _ outcome: Outcome) -> Verdict {
    if value["error"]?.bool == true {
      switch outcome {
      case .refused: return .passed
      case .broken where value["error_phase"]?.string == "render": return .passed
      default: return .failed("not refused: \(outcome.words)")
      }
    }
    let expected = value["expected"]?.string ?? ""
    if case .rendered(let text) = outcome, text.utf8.elementsEqual(expected.utf8) {
      return .passed
    }
    return .failed("\(outcome.words), expected \(expected.debugDescription)")
  }
}
