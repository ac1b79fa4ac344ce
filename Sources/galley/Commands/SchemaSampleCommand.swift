import ArgumentParser
import Diagnostics
import Documents
import JSONSchema

/// `galley schema sample`: valid values of a schema.
struct SchemaSampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Make valid values of a schema.",
    discussion: """
      Prints JSON lines: every branch of anyOf and oneOf, every listed value,
      optional members there and missing, the shortest and the longest texts.
      Each line was checked by the validator; the same seed gives the same
      lines. Without --count there are as many as it takes.

      EXAMPLES
        galley schema sample schemas/profile.schema.json
        galley schema sample schemas/profile.schema.json --count 100 --seed 7
      """)

  @Argument(help: "The schema.")
  var file: String

  @Option(help: ArgumentHelp("How many samples.", valueName: "n"))
  var count: Int?

  @Option(help: ArgumentHelp("Start of the pseudo-random numbers.", valueName: "n"))
  var seed: UInt64 = 1

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let count, count < 1 { throw ValidationError("--count must be at least 1") }
  }

  func run() throws {
    let files = SchemaFiles(global)
    let made = SchemaSampler.make(
      try files.document(file), seed: seed, resolver: files.resolver(for: [file]))
    ProblemPrinter(global: global).writeAside(made.diagnostics)
    guard var sampler = made.sampler else { throw files.unusable(file) }
    let samples = count.map { sampler.samples($0) } ?? sampler.coveringSamples()
    for sample in samples { Terminal.write(sample.text() + "\n") }
    if samples.isEmpty {
      throw CommandFailure(
        "no valid value was found",
        hints: ["the schema may allow none; 'galley schema lint' looks for the reason"],
        exit: Exit.findings)
    }
    if let count, samples.count < count {
      Terminal.writeError("note: only \(counted(samples.count, "different sample")) found\n")
    }
    if count == nil, sampler.uncoveredAlternatives > 0 {
      Terminal.writeError(
        "note: \(counted(sampler.uncoveredAlternatives, "alternative")) in no sample\n")
    }
  }
}
