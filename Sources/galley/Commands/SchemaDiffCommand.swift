import ArgumentParser
import Content
import Diagnostics
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
        How much a rule counts is set by schemas.compatibility in galley.yaml,
        where there is one: error, warning or off.

        EXAMPLES
          galley schema diff old.schema.json new.schema.json
          galley schema diff a.json b.json --direction backward
          galley schema diff a.json b.json --allow property-added-open
          git show main:schemas/a.schema.json | galley schema diff - schemas/a.schema.json
          galley schema diff a.json b.json --format json
        """)

    @Argument(help: "The old schema, JSON or YAML; - for stdin.")
    var old: String

    @Argument(help: "The new schema; - for stdin.")
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

    func validate() throws {
      if old == "-", new == "-" {
        throw ValidationError("only one of the schemas can be standard input")
      }
      for code in allow where !SchemaChange.codes.contains(code) {
        let nearest = NearestName.suggest(code, among: SchemaChange.codes)
        throw ValidationError(
          "there is no rule '\(code)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ""))
      }
    }

    func run() throws {
      let files = SchemaFiles(global)
      let options = SchemaOptions(assertsFormat: assertFormat)
      let comparison = SchemaComparison.compare(
        old: try files.schema(old, options: options).schema,
        new: try files.schema(new, options: options).schema)
      let report = SchemaDiffReport(
        comparison, direction: direction, policy: try policy(), allowed: Set(allow))
      switch format {
      case .text: Terminal.write(report.text)
      case .json: Terminal.write(report.document.text(.pretty) + "\n")
      }
      let idle = Set(allow).subtracting(comparison.changes.map(\.code)).sorted()
      for code in idle { Terminal.writeError("note: no change is by the rule '\(code)'\n") }
      if report.breaks || (strict && report.isUndecided) { throw Exit.findings }
    }

    /// What the `galley.yaml` around the working folder says; the default where there is none.
    private func policy() throws -> SchemaChangePolicy {
      let workspace: Workspace
      do {
        workspace = try Workspace.open(global)
      } catch let error as ContentError where error.code == .rootNotFound {
        return SchemaChangePolicy()
      }
      let reading = try SchemaChangePolicy.read(from: try workspace.source(.workTree))
      guard !reading.diagnostics.contains(where: { $0.severity == .error }) else {
        ProblemPrinter(global: global).writeAside(reading.diagnostics)
        throw CommandFailure(
          "galley.yaml cannot be used", hints: ["mend the problems above and try again"])
      }
      return reading.policy
    }
  }
}

/// Whom a comparison of schemas looks after.
enum SchemaDirection: String, ExpressibleByArgument, CaseIterable {
  case backward
  case forward
  case full
}
