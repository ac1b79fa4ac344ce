import Diagnostics
import Documents

extension ReportLines.Record {
  private enum Outcome: String {
    case passed
    case changed
    case new
    case failed
  }

  /// The case of a line of type `case`.
  func testCase() throws(ReportReadingError) -> TestReport.Case {
    var places: [TestReport.Place] = []
    if value["places"] != nil {
      for record in try records("places") { places.append(try record.place()) }
    }
    return TestReport.Case(
      id: try string("id"), template: try string("template"), channel: try string("channel"),
      profile: try string("profile"), locale: try string("locale"),
      outcome: try word("outcome", Outcome.self).rawValue, message: try text("message"),
      places: places, differences: value["differences"] == nil ? [] : try paths("differences"),
      microseconds: value["microseconds"] == nil ? nil : try int("microseconds"))
  }

  /// The change of a line of type `change`.
  func change() throws(ReportReadingError) -> TestReport.Change {
    TestReport.Change(
      caseID: try string("case"), path: try path(),
      kind: try word("kind", OutputChange.Kind.self).rawValue,
      old: try text("old").map { Array($0.utf8) }, new: try text("new").map { Array($0.utf8) })
  }

  /// The edit of a line of type `edit`; the cases of its outputs are those of their changes.
  func cluster() throws(ReportReadingError) -> TestReport.Cluster {
    let kind = try word("kind", OutputChange.Kind.self)
    var replacements: [TestReport.Cluster.Replacement] = []
    for record in try records("replacements") {
      replacements.append(
        TestReport.Cluster.Replacement(old: try record.string("old"), new: try record.string("new"))
      )
    }
    var causes: [Counted<EditCause>] = []
    var guess: TestReport.Place?
    for record in try records("causes") {
      let place = try record.place()
      // What is only guessed was never counted.
      guard record.value["count"] != nil else {
        guess = place
        continue
      }
      causes.append(
        Counted(
          EditCause(path: place.path, line: place.line, data: try record.text("data")),
          count: try record.count("count", from: 1)))
    }
    var reasons: [Counted<EditReason>] = []
    for record in value["reasons"] == nil ? [] : try records("reasons") {
      // A kind that a later version knows is left out.
      guard let kind = EditReason.Kind(rawValue: try record.string("kind")) else { continue }
      reasons.append(
        Counted(
          EditReason(kind, try record.string("name")), count: try record.count("count", from: 1)))
    }
    return TestReport.Cluster(
      id: try digits("id"), digest: try digits("digest"), kind: kind.rawValue,
      part: try string("part"), stand: try text("stand"), replacements: replacements,
      causes: causes, guess: guess, outlier: try text("outlier"),
      outputs: try outputs(isEdit: kind == .changed), countedReasons: reasons)
  }

  private func outputs(
    isEdit: Bool
  ) throws(ReportReadingError) -> [TestReport.Cluster.Output] {
    var outputs = try paths("paths").map { TestReport.Cluster.Output(caseID: "", path: $0) }
    guard !outputs.isEmpty else { throw missing("paths") }
    guard isEdit else { return outputs }
    let records = try records("outputs")
    guard records.count == outputs.count else { throw missing("outputs") }
    for (index, record) in records.enumerated() {
      outputs[index].position = try record.count("position")
      outputs[index].dataBytes = try record.count("dataBytes")
      for pair in try record.items("lines") {
        let numbers = pair.items.compactMap(\.int)
        guard numbers.count == 2, numbers.allSatisfy({ (1...limits.maximumNumber).contains($0) })
        else { throw missing("lines") }
        outputs[index].lines.append(EditLines(old: numbers[0], new: numbers[1]))
      }
    }
    return outputs
  }

  /// The problem of a line of type `problem`.
  func problem() throws(ReportReadingError) -> PlacedDiagnostic {
    let code = try string("code")
    // It is printed as it is.
    guard Self.isCode(code) else { throw missing("code") }
    let name = try string("severity")
    guard let severity = Diagnostic.Severity.allCases.first(where: { $0.name == name }) else {
      throw missing("severity")
    }
    var notes = try strings("notes").map { PlacedDiagnostic.Note($0) }
    if value["notePlaces"] != nil {
      let places = try items("notePlaces")
      guard places.count == notes.count else { throw missing("notePlaces") }
      for (index, place) in places.enumerated() where place.kind != .null {
        let record = ReportLines.Record(place, line: line, limits: limits)
        notes[index] = PlacedDiagnostic.Note(notes[index].message, at: try record.placed())
      }
    }
    return PlacedDiagnostic(
      DiagnosticCode(code, try string("summary")), severity, try string("message"),
      at: try placed("place"), notes: notes, fix: try fix())
  }

  /// Whether a text is `area/what`.
  private static func isCode(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
          }
      }
  }

  private func fix() throws(ReportReadingError) -> PlacedDiagnostic.Fix? {
    guard value["fix"] != nil else { return nil }
    let record = try record("fix")
    guard let place = try record.placed("place") else { throw missing("fix") }
    return PlacedDiagnostic.Fix(
      try record.string("message"), replacing: place, with: try record.string("replacement"))
  }
}
