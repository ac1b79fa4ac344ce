import Diagnostics
import Documents
import Templates

/// Liquid by the rules of strict2: `liquid.jsonl`.
struct LiquidSuite: Suite {
  static let name = "liquid"

  private var output = KeptBuffer()
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
    let source = SourceText(path: "template.liquid", template)
    let partials = value["partials"]?.members ?? []
    func fragment(_ name: String) -> SourceText? {
      let wanted = name.hasSuffix(".liquid") ? String(name.dropLast(7)) : name
      for candidate in [name, wanted, name.lowercased()] {
        if let found = partials.first(where: { $0.key.document.string($0.key.node) == candidate }) {
          return SourceText(path: "\(name).liquid", found.value.string ?? "")
        }
      }
      return nil
    }
    let (program, diagnostics) = Liquid.compile(
      source, fragments: fragment,
      dynamicNames: partials.map { $0.key.document.string($0.key.node) },
      options: Liquid.Options(unknownFilter: .passesThrough, linking: .whenRun))
    var outcome = Outcome.refused(diagnostics.first)
    if let program {
      var options = RenderOptions()
      // 2024-01-01 00:01:58 UTC
      options.clock = 1_704_067_318
      options.globalsAreStatic = false
      if value["options"]?["inline_errors"]?.bool == true { options.afterError = .goOn }
      output.buffer.clear()
      do throws(RenderError) {
        let errors = try program.render(
          TemplateGlobals(root: data), options: options, into: &output.buffer)
        outcome = .rendered(output.buffer.string, errors.first)
      } catch {
        outcome = .broken(error)
      }
    }
    return judge(value, outcome)
  }

  private enum Outcome {
    case refused(Diagnostic?)
    case rendered(String, RenderError?)
    case broken(RenderError)

    var isError: Bool {
      switch self {
      case .refused, .broken: true
      case .rendered(_, let error): error != nil
      }
    }

    var words: String {
      switch self {
      case .refused(let problem): "refused: \(problem?.message ?? "")"
      case .rendered(let text, let error):
        "rendered \(text.debugDescription)" + (error.map { " with \($0.message)" } ?? "")
      case .broken(let error): "failed: \(error.message)"
      }
    }

    var line: Int? {
      switch self {
      case .refused(let problem): problem?.span?.startPosition.line
      case .rendered(_, let error): error?.span.startPosition.line
      case .broken(let error): error.span.startPosition.line
      }
    }
  }

  /// The rules of §2.4 of the reference.
  private func judge(_ value: DocumentValue, _ outcome: Outcome) -> Verdict {
    let modes = value["modes"]?.items.compactMap(\.string) ?? []
    guard modes.contains("strict2") else {
      if case .refused = outcome { return .passed }
      return .failed("accepted what strict2 refuses: \(outcome.words)")
    }
    if value["error"]?.bool == true {
      guard outcome.isError else { return .failed("no error: \(outcome.words)") }
      if let line = value["error_line"]?.int, outcome.line != line {
        return .failed("the error is in line \(outcome.line ?? 0), not \(line)")
      }
      return .passed
    }
    let expected = value["expected"].map { [$0] } ?? value["expected_any"]?.items
    let texts = (expected ?? value["expected_contains"]?.items ?? []).compactMap(\.string)
    // Every `expected_contains` is the text of an error that the reference prints.
    let printsErrors =
      value["options"]?["inline_errors"]?.bool == true
      && (expected == nil
        || texts.contains { $0.contains("Liquid error") || $0.contains("Liquid syntax error") })
    if printsErrors {
      return outcome.isError ? .passed : .failed("no error reported: \(outcome.words)")
    }
    guard case .rendered(let output, _) = outcome else {
      return .failed("\(outcome.words), expected \(texts.first?.debugDescription ?? "")")
    }
    let isRight =
      expected == nil
      ? texts.allSatisfy { output.lowercased().contains($0.lowercased()) }
      : texts.contains { $0.utf8.elementsEqual(output.utf8) }
    return isRight
      ? .passed : .failed("\(outcome.words), expected \(texts.first?.debugDescription ?? "")")
  }
}
