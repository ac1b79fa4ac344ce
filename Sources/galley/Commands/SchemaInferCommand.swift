import ArgumentParser
import Diagnostics
import Documents
import JSONSchema

/// `galley schema infer`: a schema from samples.
struct SchemaInferCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "infer",
    abstract: "Learn a schema from sample profiles.",
    discussion: """
      Reads JSON, YAML and JSON lines (.jsonl, .ndjson) and prints a schema of
      draft 2020-12 that accepts every sample. What every sample has is
      required; a few texts seen often become a list. Descriptions are left
      empty for you to write.

      EXAMPLES
        galley schema infer profiles/*.yaml > schemas/profile.schema.json
        galley schema infer export.jsonl --closed
        galley schema infer export.jsonl --max-enum 20 --min-samples 100
      """)

  @Argument(help: "Files of samples.")
  var files: [String]

  @Option(help: ArgumentHelp("Most values of a list of texts; 0 for no lists.", valueName: "n"))
  var maxEnum = InferenceOptions().maximumEnumValues

  @Option(help: ArgumentHelp("Fewest texts before a list counts as complete.", valueName: "n"))
  var minSamples = InferenceOptions().minimumEnumSamples

  @Option(help: ArgumentHelp("Most names of an object before it is a map.", valueName: "n"))
  var maxProperties = InferenceOptions().maximumProperties

  @Flag(help: "Allow no property that no sample has.")
  var closed = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let options = InferenceOptions(
      maximumEnumValues: maxEnum, minimumEnumSamples: minSamples,
      maximumProperties: maxProperties, closesObjects: closed)
    var inference = SchemaInference(options: options)
    let instances = InstanceFiles(global)
    for path in files {
      try instances.forEach(in: path) { instance in
        guard let document = instance.reading.document else {
          ProblemPrinter(global: global).writeAside(instance.reading.diagnostics)
          throw CommandFailure(
            "\(path):\(instance.line): the sample cannot be read",
            hints: ["mend the file and try again"], exit: Exit.findings)
        }
        inference.add(document.value)
      }
    }
    guard inference.count > 0 else {
      throw CommandFailure("there is no sample in the files", hints: ["name files that hold some"])
    }
    Terminal.write(inference.schema().text(.pretty) + "\n")
  }
}
