import ArgumentParser
import Diagnostics
import Documents
import JSONSchema

/// `galley schema bundle`: a schema with all it refers to in one file.
struct SchemaBundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: "Put a schema and all files it refers to into one.",
    discussion: """
      The files are embedded under $defs, each with its $id; references stay
      as written and any validator gives the same verdicts. A file without an
      absolute $id gets one below bundle:///. Nothing is fetched.

      EXAMPLES
        galley schema bundle schemas/profile.schema.json > profile.bundle.json
      """)

  @Argument(help: "The schema.")
  var file: String

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let files = SchemaFiles(global)
    let bundle = SchemaBundle(
      try files.document(file), resolver: files.resolver(for: [file]))
    ProblemPrinter(global: global).writeAside(bundle.diagnostics)
    guard let schema = bundle.schema else { throw files.unusable(file) }
    Terminal.write(schema.text(.pretty) + "\n")
  }
}
