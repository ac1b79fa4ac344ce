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
    value(PlacedDiagnostic(diagnostic, &tables, hasExcerpts: false))
  }

  /// Returns one problem as a value.
  public static func value(_ diagnostic: PlacedDiagnostic) -> JSONOutput {
    let notes = diagnostic.notes.map { note -> JSONOutput in
      .members([
        (key: "message", value: .string(note.message)),
        (key: "place", value: note.place.map(place)),
      ])
    }
    let fix = diagnostic.fix.map { fix -> JSONOutput in
      [
        "message": .string(fix.message), "place": place(fix.place),
        "replacement": .string(fix.replacement),
      ]
    }
    return .members([
      (key: "code", value: .string(diagnostic.code.name)),
      (key: "severity", value: .string(diagnostic.severity.name)),
      (key: "message", value: .string(diagnostic.message)),
      (key: "place", value: diagnostic.place.map(place)), (key: "notes", value: .array(notes)),
      (key: "fix", value: fix),
    ])
  }

  private static func place(_ place: PlacedDiagnostic.Place) -> JSONOutput {
    ["path": .string(place.path), "start": point(place.start), "end": point(place.end)]
  }

  private static func point(_ point: PlacedDiagnostic.Point) -> JSONOutput {
    [
      "offset": .integer(point.offset), "line": .integer(point.line),
      "column": .integer(point.column),
    ]
  }
}
