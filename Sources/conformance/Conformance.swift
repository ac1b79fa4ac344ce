import Glibc

/// A developers' program: judges an engine by a JSON-lines file of cases.
@main
struct Conformance {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 2 else { fail("usage: conformance SUITE FILE [OPTION…]") }
    let rest = Array(arguments.dropFirst(2))
    do {
      switch arguments[0] {
      case "validate":
        try ValidateRun(arguments: Array(arguments.dropFirst())).run()
      case JSONParseSuite.name: try run(JSONParseSuite(arguments: rest), arguments[1])
      case YAMLSuite.name: try run(YAMLSuite(arguments: rest), arguments[1])
      case JSONSchemaSuite.name: try run(JSONSchemaSuite(arguments: rest), arguments[1])
      case CompatSuite.name: try run(CompatSuite(arguments: rest), arguments[1])
      case SatisfiableSuite.name: try run(SatisfiableSuite(arguments: rest), arguments[1])
      case LiquidSuite.name: try run(LiquidSuite(arguments: rest), arguments[1])
      case HandlebarsSuite.name: try run(HandlebarsSuite(arguments: rest), arguments[1])
      case "templates":
        guard arguments.count == 4 else {
          fail("usage: conformance templates liquid|hbs|plain FOLDER PROFILES")
        }
        try TemplateBench(form: arguments[1], folder: arguments[2], profiles: arguments[3]).run()
      case "prepare": try PreparationRun(repository: arguments[1]).run()
      case "cases": try CaseRun(root: arguments[1], passes: rest.first.flatMap(Int.init) ?? 3).run()
      case "differential":
        exit(try DifferentialRunner(arguments: Array(arguments.dropFirst())).run())
      default: fail("unknown suite '\(arguments[0])'")
      }
    } catch {
      fail("\(arguments[1]): \(error)")
    }
  }

  /// Runs a suite and exits with 1 when a case failed.
  private static func run(_ suite: some Suite, _ path: String) throws {
    var suite = suite
    var suiteRun = SuiteRun()
    try suiteRun.run(&suite, file: path)
    suiteRun.report()
    suite.finish()
    if !suiteRun.failures.isEmpty { exit(1) }
  }

  private static func fail(_ message: String) -> Never {
    let text = Array("conformance: \(message)\n".utf8)
    _ = write(STDERR_FILENO, text, text.count)
    exit(2)
  }
}
