/// The formats of a test report, by their names on the command line.
package enum TestReportFormat: String, Sendable, CaseIterable {
  /// For people at a terminal.
  case text
  /// One JSON value with the result.
  case json
  /// JSON lines: everything, for programs.
  case jsonl
  /// JUnit's XML, for CI servers.
  case junit
  /// SARIF 2.1.0, for code scanning.
  case sarif
  /// Workflow commands that become annotations on GitHub.
  case github
  /// Markdown for a job summary or a comment.
  case markdown
  /// GitLab's code quality report.
  case gitlab
  /// The Test Anything Protocol, version 14.
  case tap
  /// One page for a browser.
  case html
}

extension TestReportFormat {
  /// Whether a server reads it beside the code, so that paths count from the repository, or it tells
  /// where the content lies there.
  package var countsFromRepository: Bool {
    switch self {
    case .junit, .sarif, .github, .gitlab, .jsonl: true
    case .text, .json, .markdown, .tap, .html: false
    }
  }
}

/// A report asked for: a format and where it goes.
package struct ReportRequest: Sendable, Equatable {
  /// The format.
  package let format: TestReportFormat
  /// The file; nil for stdout.
  package let file: String?

  /// Creates a request.
  package init(_ format: TestReportFormat, file: String? = nil) {
    self.format = format
    self.file = file
  }

  /// Reads `FORMAT` or `FORMAT=FILE`; nil where the format is unknown or the file is empty.
  package init?(argument: String) {
    let parts = argument.split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let format = parts.first.flatMap({ TestReportFormat(rawValue: String($0)) }) else {
      return nil
    }
    guard parts.count == 2 else {
      self.init(format)
      return
    }
    guard !parts[1].isEmpty else { return nil }
    self.init(format, file: parts[1] == "-" ? nil : String(parts[1]))
  }
}

extension TestReport {
  /// The report of two versions as one page for a browser.
  package var differencePage: String { HTMLReport.text(self, purpose: .diff) }

  /// Returns the report in a format.
  ///
  /// - Parameters:
  ///   - format: The format.
  ///   - text: The text form, which GitHub's form carries as well.
  ///   - json: The command's own JSON.
  /// - Returns: The bytes of the report as text.
  package func rendered(
    as format: TestReportFormat, text: @autoclosure () -> String, json: @autoclosure () -> String
  ) -> String {
    switch format {
    case .text: text()
    case .json: json()
    case .jsonl: ReportLines.text(self)
    case .junit: JUnitReport.text(self, below: folder)
    case .sarif: SARIFReport.text(self, below: folder)
    case .github: GitHubReport.text(self, log: text(), below: folder)
    case .markdown: MarkdownReport.text(self)
    case .gitlab: GitLabReport.text(self, below: folder)
    case .tap: TAPReport.text(self)
    case .html: HTMLReport.text(self)
    }
  }
}
