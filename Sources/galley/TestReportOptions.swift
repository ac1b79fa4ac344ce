import ArgumentParser
import Snapshots

extension TestReportFormat: ExpressibleByArgument {}

extension ReportRequest: ExpressibleByArgument {}

/// In which formats a command reports a test run, and where to.
struct TestReportOptions: ParsableArguments {
  @Option(
    help: """
      What to print: text, json, jsonl, junit, sarif, github, markdown, gitlab, tap or html.
      """)
  var format: TestReportFormat?

  @Option(
    help: ArgumentHelp(
      "A report in one of these formats, into FILE or instead of the text; may be repeated.",
      valueName: "format[=file]"))
  var report: [ReportRequest] = []

  /// The reports asked for, one of them for stdout; the text where none is.
  ///
  /// `archive` is a file that something else goes into.
  func requests(_ host: Host, besides archive: String? = nil) throws -> ReportRequests {
    var requests = (format.map { [ReportRequest($0)] } ?? []) + report
    let printed = requests.filter { $0.file == nil }
    if printed.count > 1 {
      let names = printed.map(\.format.rawValue).joined(separator: " and ")
      throw CommandFailure(
        "\(names) cannot both be printed",
        hints: ["write one into a file: --report \(printed[1].format.rawValue)=FILE"])
    }
    var files: [String: String] = [:]
    for file in requests.compactMap(\.file) {
      if let other = files.updateValue(file, forKey: host.resolved(file)) {
        throw Self.oneFile("two reports", other, file)
      }
    }
    if let archive, let other = files[host.resolved(archive)] {
      throw Self.oneFile("a report and the pending archive", other, archive)
    }
    if printed.isEmpty { requests.append(ReportRequest(.text)) }
    return ReportRequests(requests: requests, host: host)
  }

  private static func oneFile(_ what: String, _ first: String, _ second: String) -> CommandFailure {
    CommandFailure(
      "\(what) cannot go into one file '\(second)'",
      hints: first == second ? [] : ["'\(first)' is the same file"])
  }
}

extension TestReportOptions {
  /// The format of an explanation, which is no report: text or JSON on stdout.
  func explanationFormat() throws -> OutputFormat {
    let requests = (format.map { [ReportRequest($0)] } ?? []) + report
    let formats = requests.map { $0.file == nil ? OutputFormat(rawValue: $0.format.rawValue) : nil }
    guard !formats.contains(nil), formats.count < 2 else {
      throw CommandFailure("--explain prints text or JSON", hints: ["--format text or json"])
    }
    return formats.first.flatMap { $0 } ?? .text
  }
}

/// Reports that a command was asked for.
struct ReportRequests {
  /// Formats with their files.
  let requests: [ReportRequest]
  /// What relative names of files are resolved with.
  let host: Host

  /// Whether a report in a format is asked for.
  func contains(_ format: TestReportFormat) -> Bool { requests.contains { $0.format == format } }

  /// Writes every report, first the files, then what is printed.
  func write(_ text: (ReportRequest) -> String) throws {
    for request in requests {
      guard let file = request.file else { continue }
      try ReportFile(path: host.absolute(file)).write(text(request))
    }
    for request in requests where request.file == nil { Terminal.write(text(request)) }
  }
}
