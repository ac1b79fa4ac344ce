/// Writes problems as JUnit's XML: one suite a file, one case a problem, errors as failures.
public struct JUnitReporter: Reporter {
  /// Cases written at most; servers refuse larger files as a whole.
  public static let maximumCases = 100_000

  /// Creates a writer.
  public init() {}

  /// Returns the XML; without problems it has one passing case, since servers refuse empty files.
  public func render(_ report: DiagnosticReport) -> String {
    var tables = LineTables()
    var suites: [Suite] = []
    for diagnostic in report.diagnostics.prefix(Self.maximumCases) {
      let path = diagnostic.span?.source.path ?? report.home
      if suites.last?.path != path { suites.append(Suite(path: path)) }
      let index = suites.count - 1
      let text = Self.testCase(diagnostic, path, &suites[index], &tables)
      suites[index].cases.append(text)
      if diagnostic.severity == .error { suites[index].failures += 1 }
    }
    let omitted = report.diagnostics.count - Self.maximumCases
    if omitted > 0 {
      suites.append(Self.single("problems left out", failure: "\(omitted) more problems"))
    }
    if suites.isEmpty { suites.append(Self.single("no problems", failure: nil)) }
    return Self.document(suites, name: report.tool.name)
  }

  private struct Suite {
    var path: String
    var cases: [String] = []
    var failures = 0
    var names: [String: Int] = [:]
  }

  private static func single(_ name: String, failure: String?) -> Suite {
    let content = failure.map { "<failure message=\"\($0)\" type=\"limit\"></failure>" } ?? ""
    return Suite(
      path: name,
      cases: ["    <testcase name=\"\(name)\" classname=\"\(name)\">\(content)</testcase>\n"],
      failures: failure == nil ? 0 : 1)
  }

  private static func document(_ suites: [Suite], name: String) -> String {
    let tests = suites.reduce(0) { $0 + $1.cases.count }
    let failures = suites.reduce(0) { $0 + $1.failures }
    var output = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    output += "<testsuites name=\"\(XMLText.escaped(name))\" "
    output += "tests=\"\(tests)\" failures=\"\(failures)\" errors=\"0\" skipped=\"0\">\n"
    for suite in suites {
      output += "  <testsuite name=\"\(XMLText.escaped(suite.path))\" "
      output += "tests=\"\(suite.cases.count)\" failures=\"\(suite.failures)\" "
      output += "errors=\"0\" skipped=\"0\">\n"
      output += suite.cases.joined()
      output += "  </testsuite>\n"
    }
    return output + "</testsuites>\n"
  }

  private static func testCase(
    _ diagnostic: Diagnostic, _ path: String, _ suite: inout Suite, _ tables: inout LineTables
  ) -> String {
    let position = diagnostic.span.map { tables.positions($0).start }
    var name = diagnostic.code.name
    if let position { name += " at \(position.line):\(position.column)" }
    // Servers drop a second case of the same name.
    suite.names[name, default: 0] += 1
    if let count = suite.names[name], count > 1 { name += " (\(count))" }
    let escapedPath = XMLText.escaped(path)
    var output = "    <testcase name=\"\(XMLText.escaped(name))\" classname=\"\(escapedPath)\" "
    output += "file=\"\(escapedPath)\" line=\"\(position?.line ?? 1)\">"
    let message = XMLText.escaped(diagnostic.message)
    let notes = diagnostic.notes.map { "note: \($0.message)" }
    let text = XMLText.escaped(([diagnostic.message] + notes).joined(separator: "\n"))
    if diagnostic.severity == .error {
      output += "<failure message=\"\(message)\" type=\"\(diagnostic.code.name)\">\(text)</failure>"
    } else {
      output += "<system-out>\(diagnostic.severity.name): \(text)</system-out>"
    }
    return output + "</testcase>\n"
  }
}
