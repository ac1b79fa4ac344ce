extension DiagnosticReport {
  /// The same problems with paths that count from the repository, in which the content lies in
  /// `folder`: what servers that show problems beside the code want.
  public func below(_ folder: String) -> DiagnosticReport {
    guard !folder.isEmpty else { return self }
    // One text for all spans of a file, as before.
    var texts: [ObjectIdentifier: SourceText] = [:]
    func moved(_ span: SourceSpan) -> SourceSpan {
      let old = span.source
      let text =
        texts[ObjectIdentifier(old)]
        ?? SourceText(path: "\(folder)/\(old.path)", bytes: old.bytes)
      texts[ObjectIdentifier(old)] = text
      return SourceSpan(text, start: span.start, end: span.end)
    }
    let problems = diagnostics.map { problem in
      Diagnostic(
        problem.code, problem.message, at: problem.span.map(moved), severity: problem.severity,
        notes: problem.notes.map { Diagnostic.Note($0.message, at: $0.span.map(moved)) },
        fix: problem.fix.map {
          Diagnostic.Fix($0.message, replacing: moved($0.span), with: $0.replacement)
        })
    }
    return DiagnosticReport(problems, tool: tool, home: "\(folder)/\(home)")
  }
}

extension ReportFormat {
  /// Whether a server reads it beside the code, so that paths count from the repository.
  public var countsFromRepository: Bool {
    switch self {
    case .text, .json: false
    case .sarif, .junit, .github, .gitlab: true
    }
  }
}
