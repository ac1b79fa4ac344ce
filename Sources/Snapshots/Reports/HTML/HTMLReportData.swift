import Diagnostics

/// The messages of a report as data of its page.
///
/// Outputs of one template share most of their lines, so every distinct piece of text stands there
/// once and an output is a list of runs of pieces. A piece is a line, or a stretch of a long line that
/// ends with a tag.
struct HTMLReportData {
  /// Lines longer than this are cut into pieces at the ends of tags.
  private static let longLine = 160
  /// Shortest piece of a long line.
  private static let shortestPiece = 48

  /// Numbers pieces in the order in which they are met.
  private struct Pieces {
    var texts: [String] = []
    private var numbers: [ArraySlice<UInt8>: Int] = [:]

    mutating func number(of piece: ArraySlice<UInt8>) -> Int {
      if let number = numbers[piece] { return number }
      numbers[piece] = texts.count
      texts.append(String(decoding: piece, as: UTF8.self))
      return texts.count - 1
    }
  }

  /// The data as JSON that can stand inside a script element.
  let text: String

  init(_ report: TestReport, clusters: [TestReport.Cluster], metrics: ReportMetrics) {
    var pieces = Pieces()
    var changes: [JSONOutput] = []
    var numbers: [String: Int] = [:]
    var caseNumbers: [String: Int] = [:]
    var cases: [JSONOutput] = []
    let known = report.casesByID
    for change in report.changes {
      var caseNumber = caseNumbers[change.caseID]
      if caseNumber == nil {
        caseNumber = cases.count
        caseNumbers[change.caseID] = cases.count
        let testCase = known[change.caseID]
        cases.append([
          .string(change.caseID), .string(testCase?.template ?? ""),
          .string(testCase?.locale ?? ""), .string(testCase?.channel ?? ""),
        ])
      }
      let old = change.old.map {
        Self.pieces(SnapshotText.lineFeeds($0)).map { pieces.number(of: $0) }
      }
      let new = change.new.map { Self.pieces($0).map { pieces.number(of: $0) } }
      let edits = SequenceDifference.edits(from: old ?? [], to: new ?? [])
      numbers[change.path] = changes.count
      var members: [JSONOutput] = [
        .integer(caseNumber ?? 0), .string(change.path),
        old.map(Self.runs) ?? .null, new.map(Self.runs) ?? .null,
        .array(
          edits.flatMap { edit -> [JSONOutput] in
            [
              .integer(edit.old.lowerBound), .integer(edit.old.upperBound),
              .integer(edit.new.lowerBound), .integer(edit.new.upperBound),
            ]
          }),
      ]
      if let words = metrics.words(ofOutput: change.path) { members.append(.string(words)) }
      changes.append(.array(members))
    }
    let value: JSONOutput = [
      "pieces": .array(pieces.texts.map { .string($0) }), "cases": .array(cases),
      "changes": .array(changes),
      "clusters": .array(
        clusters.map { cluster in
          [
            "changes": .array(cluster.paths.compactMap { numbers[$0] }.map { .integer($0) }),
            "causes": .array(cluster.places.map { .string("\($0.path):\($0.line)") }),
            "words": .string(
              cluster.replacements.map { $0.old + " " + $0.new }.joined(separator: " ")),
            "id": .string(cluster.id),
          ]
        }),
    ]
    text = Self.safe(value.bytes())
  }

  /// Cuts a text into pieces; joined they are the text.
  static func pieces(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var line = 0
    while line < bytes.count {
      let end = bytes[line...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      var start = line
      if end - line > longLine {
        for index in line..<end
        where bytes[index] == UInt8(ascii: ">") && index + 1 - start >= shortestPiece {
          pieces.append(bytes[start...index])
          start = index + 1
        }
      }
      if start < end { pieces.append(bytes[start..<end]) }
      line = end
    }
    return pieces
  }

  /// Numbers as pairs of a first number and how many follow one another from it.
  private static func runs(_ numbers: [Int]) -> JSONOutput {
    var runs: [JSONOutput] = []
    var index = 0
    while index < numbers.count {
      var end = index + 1
      while end < numbers.count, numbers[end] == numbers[end - 1] + 1 { end += 1 }
      runs += [.integer(numbers[index]), .integer(end - index)]
      index = end
    }
    return .array(runs)
  }

  /// JSON in which no byte can end the element around it; `<`, `>` and `&` stand in strings only.
  private static func safe(_ json: [UInt8]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(json.count + json.count / 8)
    for byte in json {
      switch byte {
      case UInt8(ascii: "<"): output += Array("\\u003c".utf8)
      case UInt8(ascii: ">"): output += Array("\\u003e".utf8)
      case UInt8(ascii: "&"): output += Array("\\u0026".utf8)
      case 0x7F: output += Array("\\u007f".utf8)
      default: output.append(byte)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
