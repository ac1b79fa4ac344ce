import Content
import Diagnostics
import Rendering
import Snapshots

/// A test run as JUnit XML: a suite for each template, a test case for each case.
struct TestJUnit {
  private let outcome: TestOutcome

  init(_ outcome: TestOutcome) {
    self.outcome = outcome
  }

  /// The whole file; passed cases carry no output.
  var text: String {
    var suites: [(id: String, results: [CaseResult])] = []
    for result in outcome.run.results {
      let id = result.testCase.template.id
      if suites.last?.id != id { suites.append((id: id, results: [])) }
      suites[suites.count - 1].results.append(result)
    }
    let failures = outcome.count("changed") + outcome.count("new")
    let total = outcome.run.results.count
    var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    xml += "<testsuites name=\"galley\" tests=\"\(total)\" failures=\"\(failures)\""
    xml += " errors=\"\(outcome.count("failed"))\" time=\"0\">\n"
    for suite in suites { xml += self.suite(suite.id, suite.results) }
    return xml + "</testsuites>\n"
  }

  private func suite(_ id: String, _ results: [CaseResult]) -> String {
    let failures = results.count { $0.word == "changed" || $0.word == "new" }
    let errors = results.count { $0.word == "failed" }
    var xml = "  <testsuite name=\(quoted(id)) tests=\"\(results.count)\""
    xml += " failures=\"\(failures)\" errors=\"\(errors)\" time=\"0\">\n"
    for result in results { xml += testCase(result) }
    return xml + "  </testsuite>\n"
  }

  private func testCase(_ result: CaseResult) -> String {
    let file = "templates/\(result.testCase.template.id)/template.yaml"
    var xml = "    <testcase name=\(quoted(result.testCase.name))"
    xml += " classname=\(quoted(result.testCase.template.id)) file=\(quoted(file)) time=\"0\""
    switch result.word {
    case "passed":
      return xml + "/>\n"
    case "failed":
      let message = result.diagnostics.first?.message ?? "the template has errors"
      xml += ">\n      <error type=\"render\" message=\(quoted(message))/>\n"
    default:
      let paths = result.differences.map(\.file.path).joined(separator: ", ")
      xml += ">\n      <failure type=\(quoted(result.word))"
      xml += " message=\(quoted("\(result.word): \(paths)"))>"
      xml += XMLText.escaped(difference(result)) + "</failure>\n"
    }
    return xml + "    </testcase>\n"
  }

  private func difference(_ result: CaseResult) -> String {
    let changes = result.differences.filter { $0.stored != nil }
    let lines = changes.flatMap { difference -> [String] in
      let text = TextDifference(
        old: difference.stored ?? [], new: difference.file.text.fileBytes)
      return text.hunks(context: 1).flatMap(\.lines).map { line in
        switch line.kind {
        case .context: "  " + line.text
        case .removed: "- " + line.text
        case .added: "+ " + line.text
        }
      }
    }
    return lines.prefix(100).joined(separator: "\n")
  }

  private func quoted(_ text: String) -> String { "\"" + XMLText.escaped(text) + "\"" }
}
