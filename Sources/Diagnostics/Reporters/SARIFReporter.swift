/// Writes problems as SARIF 2.1.0, with what GitHub's code scanning asks for beyond the standard.
public struct SARIFReporter: Reporter {
  /// Results that GitHub takes in one run; the worst are kept.
  public static let maximumResults = 25_000
  /// Related places that GitHub takes for one result.
  public static let maximumRelatedLocations = 1_000

  private let category: String

  /// Creates a writer; `category` tells apart several uploads for one commit.
  public init(category: String = "check") {
    self.category = category
  }

  /// Returns the log with one run.
  public func render(_ report: DiagnosticReport) -> String {
    let kept = report.worstFirst.prefix(Self.maximumResults)
    let codes = Dictionary(
      kept.map { ($0.code.name, $0.code) }, uniquingKeysWith: { first, _ in first }
    )
    .values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let indices = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1.name, $0) })
    var tables = LineTables()
    var fingerprints = Fingerprints()
    var results: [JSONOutput] = []
    for diagnostic in kept {
      let index = indices[diagnostic.code.name] ?? 0
      results.append(result(diagnostic, index, report.home, &tables, &fingerprints))
    }
    let run: JSONOutput = [
      "tool": [
        "driver": [
          "name": .string(report.tool.name), "version": .string(report.tool.version),
          "rules": .array(codes.map { Self.rule($0) }),
        ]
      ],
      "automationDetails": ["id": .string("\(report.tool.name)/\(category)/")],
      "columnKind": "unicodeCodePoints",
      "invocations": .array([invocation(omitted: report.diagnostics.count - kept.count)]),
      "results": .array(results),
    ]
    let log: JSONOutput = [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
      "runs": .array([run]),
    ]
    return log.text(.pretty) + "\n"
  }

  private func invocation(omitted: Int) -> JSONOutput {
    guard omitted > 0 else { return ["executionSuccessful": true] }
    return [
      "executionSuccessful": true,
      "toolExecutionNotifications": [
        [
          "level": "warning",
          "message": ["text": "\(omitted) less severe problems are left out of this file"],
        ]
      ],
    ]
  }

  private static func rule(_ code: DiagnosticCode) -> JSONOutput {
    let summary: JSONOutput = ["text": .string(code.summary)]
    return [
      "id": .string(code.name), "shortDescription": summary, "fullDescription": summary,
      "help": ["text": "docs/diagnostics.md says more about \(code.name)."],
    ]
  }

  private func result(
    _ diagnostic: Diagnostic, _ ruleIndex: Int, _ home: String, _ tables: inout LineTables,
    _ fingerprints: inout Fingerprints
  ) -> JSONOutput {
    let path = diagnostic.span?.source.path ?? home
    let line = diagnostic.span.map { Self.lineText($0, &tables) } ?? ""
    let (hash, occurrence) = fingerprints.next([diagnostic.code.name, path, line])
    var related: [JSONOutput] = []
    for note in diagnostic.notes where related.count < Self.maximumRelatedLocations {
      guard let span = note.span else { continue }
      related.append([
        "physicalLocation": Self.location(span, span.source.path, &tables),
        "message": ["text": .string(note.message)],
      ])
    }
    let hints = diagnostic.notes.filter { $0.span == nil }.map(\.message)
    let text = ([diagnostic.message] + hints).joined(separator: "\n")
    return .members([
      (key: "ruleId", value: .string(diagnostic.code.name)),
      (key: "ruleIndex", value: .integer(ruleIndex)),
      (key: "level", value: .string(Self.level(diagnostic.severity))),
      (key: "message", value: ["text": .string(text)]),
      (
        key: "locations",
        value: [["physicalLocation": Self.location(diagnostic.span, path, &tables)]]
      ),
      (key: "relatedLocations", value: related.isEmpty ? nil : .array(related)),
      (
        key: "partialFingerprints",
        value: ["primaryLocationLineHash": "\(hash):\(occurrence)"]
      ),
      (key: "fixes", value: diagnostic.fix.map { [Self.fix($0, &tables)] }),
    ])
  }

  private static func fix(_ fix: Diagnostic.Fix, _ tables: inout LineTables) -> JSONOutput {
    [
      "description": ["text": .string(fix.message)],
      "artifactChanges": [
        [
          "artifactLocation": ["uri": .string(uri(fix.span.source.path))],
          "replacements": [
            [
              "deletedRegion": region(fix.span, &tables),
              "insertedContent": ["text": .string(fix.replacement)],
            ]
          ],
        ]
      ],
    ]
  }

  private static func location(
    _ span: SourceSpan?, _ path: String, _ tables: inout LineTables
  ) -> JSONOutput {
    let place: JSONOutput = span.map { region($0, &tables) } ?? ["startLine": 1]
    return ["artifactLocation": ["uri": .string(uri(path))], "region": place]
  }

  private static func region(_ span: SourceSpan, _ tables: inout LineTables) -> JSONOutput {
    let (start, end) = tables.positions(span)
    return [
      "startLine": .integer(start.line), "startColumn": .integer(start.column),
      "endLine": .integer(end.line), "endColumn": .integer(end.column),
    ]
  }

  /// The first line of a span without the white space around it.
  private static func lineText(_ span: SourceSpan, _ tables: inout LineTables) -> String {
    let table = tables.table(span.source)
    let bytes = span.source.bytes[table.bytes(ofLine: table.line(at: span.start))]
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    let trimmed = bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
    return String(decoding: trimmed, as: UTF8.self)
  }

  /// Returns a path as a relative URI reference (RFC 3986).
  public static func uri(_ path: String) -> String {
    var result = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += byte < 16 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }

  private static func level(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .information: "note"
    case .warning: "warning"
    case .error: "error"
    }
  }
}
