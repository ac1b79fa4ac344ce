/// Writes problems as galley's own JSON: one object with the tool, the counts and every problem.
public struct JSONReporter: Reporter {
  /// The version of the format; it grows only when a reader of the old one would misread the new.
  public static let formatVersion = 1

  /// Creates a writer.
  public init() {}

  /// Returns the report as pretty JSON.
  public func render(_ report: DiagnosticReport) -> String {
    var tables = LineTables()
    let diagnostics = report.diagnostics.map { Self.value($0, &tables) }
    let value: JSONOutput = [
      "version": .integer(Self.formatVersion),
      "tool": ["name": .string(report.tool.name), "version": .string(report.tool.version)],
      "summary": [
        "errors": .integer(report.count(.error)), "warnings": .integer(report.count(.warning)),
        "information": .integer(report.count(.information)),
      ],
      "diagnostics": .array(diagnostics),
    ]
    return value.text(.pretty) + "\n"
  }

  /// Returns one problem as a value, for the output of other commands.
  public static func value(_ diagnostic: Diagnostic) -> JSONOutput {
    var tables = LineTables()
    return value(diagnostic, &tables)
  }

  private static func value(_ diagnostic: Diagnostic, _ tables: inout LineTables) -> JSONOutput {
    var notes: [JSONOutput] = []
    for note in diagnostic.notes {
      notes.append(
        .members([
          (key: "message", value: .string(note.message)),
          (key: "place", value: place(note.span, &tables)),
        ]))
    }
    var fix: JSONOutput?
    if let correction = diagnostic.fix {
      fix = .members([
        (key: "message", value: .string(correction.message)),
        (key: "place", value: place(correction.span, &tables)),
        (key: "replacement", value: .string(correction.replacement)),
      ])
    }
    return .members([
      (key: "code", value: .string(diagnostic.code.name)),
      (key: "severity", value: .string(diagnostic.severity.name)),
      (key: "message", value: .string(diagnostic.message)),
      (key: "place", value: place(diagnostic.span, &tables)), (key: "notes", value: .array(notes)),
      (key: "fix", value: fix),
    ])
  }

  private static func place(_ span: SourceSpan?, _ tables: inout LineTables) -> JSONOutput? {
    guard let span else { return nil }
    let (start, end) = tables.positions(span)
    return [
      "path": .string(span.source.path), "start": point(span.start, start),
      "end": point(span.end, end),
    ]
  }

  private static func point(_ offset: Int, _ position: SourcePosition) -> JSONOutput {
    [
      "offset": .integer(offset), "line": .integer(position.line),
      "column": .integer(position.column),
    ]
  }
}
