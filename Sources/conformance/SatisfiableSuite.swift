import Diagnostics
import Documents
import JSONSchema

/// Whether a schema has an instance at all: `satisfiable.jsonl`.
///
/// The cases do not say whether `format` is asserted: each is asked both ways, and an answer
/// counts only where both agree.
struct SatisfiableSuite: Suite {
  static let name = "satisfiable"

  init(arguments: [String]) throws {}

  mutating func run(_ suiteCase: SuiteCase) -> Verdict {
    let value = suiteCase.value
    guard let schema = value["schema"], let expected = value["satisfiable"]?.bool,
      let draft = value["draft"]?.string
    else { return .failed("the case lacks a field") }
    var answers: [Bool?] = []
    var reason = ""
    for assertsFormat in [false, true] {
      var options = SchemaOptions(assertsFormat: assertsFormat, baseURI: "")
      options.defaultDraft =
        draft == "draft7" ? .draft7 : draft == "draft2019-09" ? .draft2019 : .draft2020
      let compilation = Schema.compile(schema, options: options)
      guard let compiled = compilation.schema else {
        return .failed("refused: \(compilation.diagnostics.first?.message ?? "no reason")")
      }
      switch compiled.satisfiability() {
      case .satisfiable: answers.append(true)
      case .unsatisfiable: answers.append(false)
      case .undecided(let why):
        answers.append(nil)
        reason = why.message
      }
    }
    guard answers[0] == answers[1] else {
      return .failed("undecided: depends on whether format is asserted")
    }
    guard let answer = answers[0] else { return .failed("undecided: \(reason)") }
    return answer == expected ? .passed : .failed("WRONG: says \(answer)")
  }
}
