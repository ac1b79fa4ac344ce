public import ArgumentParser
public import Diagnostics

extension ReportFormat: ExpressibleByArgument {}

/// How a command prints the problems it found.
struct ReportOptions: ParsableArguments {
  @Option(help: "text, json, sarif, junit, github or gitlab.")
  var format: ReportFormat = .text
}

/// Prints problems and says what they mean for the exit code.
struct ProblemPrinter {
  /// The options of the command.
  let global: GlobalOptions

  /// The problems as a report of this program.
  static func report(_ diagnostics: [Diagnostic]) -> DiagnosticReport {
    DiagnosticReport(
      diagnostics,
      tool: DiagnosticReport.Tool(name: "galley", version: GalleyVersion.current))
  }

  /// Writes a report as the command's result.
  func write(_ report: DiagnosticReport, as format: ReportFormat) {
    let useColor = global.color.isOn(Terminal.outputHasColour)
    Terminal.write(format.reporter(useColor: useColor).render(report))
  }

  /// Writes problems to stderr, for commands whose result is something else.
  func writeAside(_ diagnostics: [Diagnostic]) {
    let useColor = global.color.isOn(Terminal.errorHasColour)
    let report = Self.report(diagnostics)
    guard !report.diagnostics.isEmpty else { return }
    Terminal.writeError(ReportFormat.text.reporter(useColor: useColor).render(report))
  }
}
