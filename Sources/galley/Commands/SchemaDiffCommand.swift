import ArgumentParser
import Content
import Diagnostics
import Documents
import JSONSchema

extension SchemaCommand {
  /// `galley schema diff`.
  struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say whether a changed schema breaks anyone, with a counterexample.",
      discussion: """
        Backward: who reads old data with the new schema. Forward: who reads
        new data with the old schema. What cannot be decided is 'unknown',
        never 'compatible'. Exit code 1 when a direction asked for breaks.

        EXAMPLES
          galley schema diff old.schema.json new.schema.json
          galley schema diff a.json b.json --direction backward
          galley schema diff a.json b.json --allow property-added-open
          galley schema diff a.json b.json --format json
        """)

    @Argument(help: "The old schema, JSON or YAML.")
    var old: String

    @Argument(help: "The new schema.")
    var new: String

    @Option(help: "backward, forward or full.")
    var direction: SchemaDirection = .full

    @Option(help: ArgumentHelp("A rule whose breaks are accepted; repeatable.", valueName: "code"))
    var allow: [String] = []

    @Flag(help: "Check format, as schemas that assert it do.")
    var assertFormat = false

    @Flag(help: "Fail too where the answer is 'unknown'.")
    var strict = false

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let workspace = global.directory
      let comparison = SchemaComparison.compare(
        old: try schema(old, workspace), new: try schema(new, workspace))
      let report = SchemaDiffReport(comparison, direction: direction, allowed: allow)
      switch format {
      case .text: Terminal.write(report.text)
      case .json: Terminal.write(report.json.text(.pretty) + "\n")
      }
      if report.breaks || (strict && report.isUndecided) { throw Exit.findings }
    }

    private func schema(_ path: String, _ directory: String?) throws -> Schema {
      let base = directory.map { Host.current().absolute($0) + "/" + path }
      let file = path.hasPrefix("/") ? path : base ?? Host.current().absolute(path)
      let source = SourceText(path: path, bytes: try SchemaFileReader.bytes(file, named: path))
      let reading = DocumentReader.read(source)
      let options = SchemaOptions(assertsFormat: assertFormat)
      let compilation = reading.document.map { Schema.compile($0, options: options) }
      guard let schema = compilation?.schema else {
        ProblemPrinter(global: global)
          .writeAside(reading.diagnostics + (compilation?.diagnostics ?? []))
        throw CommandFailure("'\(path)' is no schema that can be used")
      }
      return schema
    }
  }
}

/// Whom a comparison of schemas looks after.
enum SchemaDirection: String, ExpressibleByArgument, CaseIterable {
  case backward
  case forward
  case full
}
