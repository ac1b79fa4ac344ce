import Diagnostics
import Documents

extension ReportLines {
  /// The line about coverage, then one for each branch.
  static func values(_ coverage: TestReport.Coverage) -> [JSONOutput] {
    let head: JSONOutput = .members([
      ("type", "coverage"), ("minimum", coverage.minimum.map { .number($0) }),
      ("listsAll", .bool(coverage.listsAll)),
    ])
    return [head] + coverage.branches.map(value)
  }

  private static func value(_ branch: TestReport.Coverage.Branch) -> JSONOutput {
    [
      "type": "branch", "kind": .string(branch.kind), "description": .string(branch.words),
      "state": .string(branch.state.rawValue), "place": value(branch.place),
      "decision": .integer(branch.key.decision), "templates": strings(branch.templates),
    ]
  }
}

extension ReportLines.Record {
  /// The coverage of a line of type `coverage`, without its branches.
  func coverage() throws(ReportReadingError) -> TestReport.Coverage {
    guard let listsAll = value["listsAll"]?.bool else { throw missing("listsAll") }
    var minimum: Double?
    if let value = value["minimum"] {
      guard let number = value.double, (0...100).contains(number) else { throw missing("minimum") }
      minimum = number
    }
    return TestReport.Coverage([], minimum: minimum, listsAll: listsAll)
  }

  /// The branch of a line of type `branch`.
  func branch() throws(ReportReadingError) -> TestReport.Coverage.Branch {
    guard let state = TestReport.Coverage.State(rawValue: try string("state")) else {
      throw missing("state")
    }
    guard let place = try placed("place") else { throw missing("place") }
    return TestReport.Coverage.Branch(
      key: BranchKey(
        path: place.path, start: place.start.offset, end: place.end.offset,
        decision: try int("decision"), kind: try string("kind")),
      place: place, words: try string("description"), templates: try strings("templates"),
      state: state)
  }
}
