import ArgumentParser
import Diagnostics
import Documents
import JSONSchema

/// `galley schema lint`: what is allowed in a schema and probably a mistake.
struct SchemaLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Find probable mistakes in schemas.",
    discussion: """
      Keywords without effect, unknown keywords, required properties that are
      not declared, values that can never be valid, defaults and examples that
      are not, contradictory bounds, values listed twice, unused definitions,
      patterns without anchors. Exit code 1 when a schema is broken; warnings
      give 0 unless --strict.

      EXAMPLES
        galley schema lint schemas/profile.schema.json
        galley schema lint schemas/*.schema.json schemas/*/*.schema.json --strict
        galley schema lint schemas/profile.schema.json --format sarif
      """)

  @Argument(help: "The schemas; what one of them uses is used for all.")
  var files: [String]

  @Flag(help: "Let warnings fail, too.")
  var strict = false

  @OptionGroup var report: ReportOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let schemas = SchemaFiles(global)
    let readings = try files.map { try schemas.read($0) }
    let problems =
      readings.flatMap(\.diagnostics)
      + SchemaLinter.problems(
        of: readings.compactMap(\.document), resolver: schemas.resolver(for: files))
    let printer = ProblemPrinter(global: global)
    let result = ProblemPrinter.report(problems)
    printer.write(result, as: report.format)
    if report.format == .text, result.diagnostics.isEmpty {
      Terminal.writeError("ok: \(counted(files.count, "schema")), no problems\n")
    }
    if result.hasErrors || (strict && result.count(.warning) > 0) { throw Exit.findings }
  }
}
