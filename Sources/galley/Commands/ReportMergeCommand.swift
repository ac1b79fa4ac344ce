import ArgumentParser
import Diagnostics
import Snapshots

extension ReportCommand {
  /// `galley report merge`: the report of a run from those of its parts.
  struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "merge",
      abstract: "Join the reports of the parts of a test run.",
      discussion: """
        Prints and writes what 'galley test' would have if it had run all cases
        in one process, byte for byte, in every format, and ends with its exit
        code. The parts may be given in any order. They must be of one run: the
        same content, snapshots, options and build of galley; none may be
        missing or there twice.

        EXAMPLES
          galley test --shard 1/3 --report jsonl=part-1.jsonl    on each machine
          galley report merge part-*.jsonl
          galley report merge part-*.jsonl --report html=report.html --report junit=tests.xml
          galley report merge --allow-missing part-1.jsonl part-3.jsonl
          galley report merge all.jsonl --format markdown    a whole run in another format
        """)

    @Argument(
      help: ArgumentHelp(
        "JSON lines of 'galley test --report jsonl=FILE'; - is standard input.",
        valueName: "file"))
    var files: [String]

    @Flag(help: "Join what is there; the report says what is missing, and the exit code is 1.")
    var allowMissing = false

    @OptionGroup var reports: TestReportOptions

    @Option(help: "Most lines of differences to print.")
    var diffLines = 300

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let host = Host.current()
      let requests = try reports.requests(host)
      if files.count(where: { $0 == "-" }) > 1 {
        throw CommandFailure("standard input can be read once only", hints: ["name one '-'"])
      }
      // Parts count from -C, reports from the working folder.
      let base = global.directory.map { $0 + "/" } ?? ""
      let parts = Set(files.map { host.resolved($0.hasPrefix("/") ? $0 : base + $0) })
      for file in requests.requests.compactMap(\.file) where parts.contains(host.resolved(file)) {
        throw CommandFailure(
          "the report '\(file)' would replace a part that it is made from",
          hints: ["write it to another file"])
      }
      let read = try files.map { name in
        ReportParts.Part(name: name, report: try report(name, host))
      }
      // Nothing is written before everything is read and joined.
      let merged = try ReportParts(read).merged(allowsMissing: allowMissing)
      ProblemPrinter(global: global).writeAside(merged.remarks)
      try TestReporter(report: merged, global: global, diffLines: diffLines).write(requests)
      if merged.isFailure { throw Exit.findings }
    }

    private func report(_ name: String, _ host: Host) throws -> TestReport {
      let bytes = try InputFile(name, in: host, directory: global.directory)
        .readAll(limit: ReportLimits.maximumBytes)
      do throws(ReportReadingError) {
        return try ReportLines.read(bytes)
      } catch {
        throw CommandFailure(
          "\(name):\(error.line): \(SafeText.visible(error.message))",
          hints: ["a part is a file of 'galley test --report jsonl=FILE'"])
      }
    }
  }
}
