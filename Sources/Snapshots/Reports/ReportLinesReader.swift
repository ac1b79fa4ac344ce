import Diagnostics
import Documents

/// Why a file of JSON lines is no complete test report.
package struct ReportReadingError: Error, Equatable {
  /// What is wrong, one sentence.
  package let message: String
  /// The line, counted from 1.
  package let line: Int
}

extension ReportLines {
  /// Reads the lines of one report; lines of an unknown type are skipped.
  ///
  /// - Throws: When a line is no JSON, lacks a member, the version is unknown, or the end is missing,
  ///   as in a file that was cut off.
  package static func read(_ bytes: [UInt8]) throws(ReportReadingError) -> TestReport {
    var report: TestReport?
    var isComplete = false
    var number = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      if line.isEmpty { continue }
      let reading = JSONReader.read(SourceText(path: "report", bytes: Array(line)))
      guard let value = reading.document?.value else {
        throw ReportReadingError(message: "the line is no JSON value", line: number)
      }
      let record = Record(value: value, line: number)
      if isComplete {
        throw ReportReadingError(message: "the report goes on behind its end", line: number)
      }
      guard var current = report else {
        report = try start(record)
        continue
      }
      report = nil
      isComplete = try add(record, to: &current)
      report = current
    }
    guard let report else { throw ReportReadingError(message: "the report is empty", line: 1) }
    guard isComplete else {
      throw ReportReadingError(message: "the report is cut off: it has no end", line: number)
    }
    return report
  }

  private static func start(_ record: Record) throws(ReportReadingError) -> TestReport {
    guard try record.string("type") == "run" else {
      throw ReportReadingError(message: "the first line is not of type 'run'", line: record.line)
    }
    let version = try record.int("version")
    guard version == formatVersion else {
      throw ReportReadingError(
        message: "version \(version) is not known, only \(formatVersion)", line: record.line)
    }
    guard let tool = record.value["tool"] else { throw record.missing("tool") }
    return TestReport(
      version: try Record(value: tool, line: record.line).string("version"),
      project: try record.string("project"))
  }

  /// Adds a line; true at the end.
  private static func add(
    _ record: Record, to report: inout TestReport
  ) throws(ReportReadingError) -> Bool {
    switch try record.string("type") {
    case "case": report.cases.append(try testCase(record))
    case "change":
      report.changes.append(
        TestReport.Change(
          caseID: try record.string("case"), path: try record.string("path"),
          kind: try record.string("kind"), old: record.value["old"]?.string,
          new: record.value["new"]?.string))
    case "edit": report.clusters.append(try cluster(record))
    case "stale": report.stale.append(try record.string("path"))
    case "problem":
      report.problems.append(
        TestReport.Problem(
          code: try record.string("code"), summary: try record.string("summary"),
          severity: try record.string("severity"), message: try record.string("message"),
          place: try record.place("place"), notes: try record.strings("notes")))
    case "visual": report.visual = try record.visual()
    case "picture": report.visual?.pictures.append(try record.picture())
    case "end":
      guard try record.int("cases") == report.cases.count else {
        throw ReportReadingError(
          message: "the end counts other cases than the report has", line: record.line)
      }
      report.interruption = record.value["interruption"]?.string
      return true
    default: break
    }
    return false
  }

  private static func testCase(_ record: Record) throws(ReportReadingError) -> TestReport.Case {
    var places: [TestReport.Place] = []
    for item in record.value["places"]?.items ?? [] {
      places.append(try Record(value: item, line: record.line).place())
    }
    return TestReport.Case(
      id: try record.string("id"), template: try record.string("template"),
      channel: try record.string("channel"), profile: try record.string("profile"),
      locale: try record.string("locale"), outcome: try record.string("outcome"),
      message: record.value["message"]?.string, places: places,
      microseconds: record.value["microseconds"]?.int)
  }

  private static func cluster(
    _ record: Record
  ) throws(ReportReadingError) -> TestReport.Cluster {
    var replacements: [TestReport.Cluster.Replacement] = []
    for item in record.value["replacements"]?.items ?? [] {
      let item = Record(value: item, line: record.line)
      replacements.append(
        TestReport.Cluster.Replacement(old: try item.string("old"), new: try item.string("new")))
    }
    var causes: [TestReport.Place] = []
    for item in record.value["causes"]?.items ?? [] {
      causes.append(try Record(value: item, line: record.line).place())
    }
    var reasons: [EditReason] = []
    for item in record.value["reasons"]?.items ?? [] {
      let item = Record(value: item, line: record.line)
      // A kind that a later version knows is left out.
      guard let kind = EditReason.Kind(rawValue: try item.string("kind")) else { continue }
      reasons.append(EditReason(kind, try item.string("name")))
    }
    return TestReport.Cluster(
      id: try record.string("id"), kind: try record.string("kind"),
      part: try record.string("part"), replacements: replacements, causes: causes,
      outlier: record.value["outlier"]?.string, paths: try record.strings("paths"),
      reasons: reasons)
  }

  /// One line with its number.
  struct Record {
    let value: DocumentValue
    let line: Int

    func missing(_ name: String) -> ReportReadingError {
      ReportReadingError(message: "the member '\(name)' is missing or of another kind", line: line)
    }

    func string(_ name: String) throws(ReportReadingError) -> String {
      guard let text = value[name]?.string else { throw missing(name) }
      return text
    }

    func int(_ name: String) throws(ReportReadingError) -> Int {
      guard let number = value[name]?.int else { throw missing(name) }
      return number
    }

    func strings(_ name: String) throws(ReportReadingError) -> [String] {
      guard let list = value[name] else { throw missing(name) }
      var texts: [String] = []
      for item in list.items {
        guard let text = item.string else { throw missing(name) }
        texts.append(text)
      }
      return texts
    }

    func place(_ name: String) throws(ReportReadingError) -> TestReport.Place? {
      guard let value = value[name] else { return nil }
      return try Record(value: value, line: line).place()
    }

    func place() throws(ReportReadingError) -> TestReport.Place {
      TestReport.Place(
        path: try string("path"), line: try int("line"), column: try int("column"),
        endLine: try int("endLine"), endColumn: try int("endColumn"))
    }
  }
}
