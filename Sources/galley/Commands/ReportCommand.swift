import ArgumentParser

/// `galley report`: reports of test runs.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Make one report of the parts of a test run.",
    discussion: """
      EXAMPLES
        galley test --shard 1/3 --report jsonl=part-1.jsonl    on each of three machines
        galley report merge part-*.jsonl --report html=report.html
      """,
    subcommands: [Merge.self])
}
