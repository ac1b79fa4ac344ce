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
    writeAside(PlacedDiagnostic.all(diagnostics, excerpts: Set(Diagnostic.Severity.allCases)))
  }

  /// Writes problems whose places are worked out to stderr.
  func writeAside(_ diagnostics: [PlacedDiagnostic]) {
    guard !diagnostics.isEmpty else { return }
    let reporter = TextReporter(useColor: global.color.isOn(Terminal.errorHasColour))
    Terminal.writeError(reporter.render(DiagnosticReport.sortedAndUnique(diagnostics)))
  }
}
