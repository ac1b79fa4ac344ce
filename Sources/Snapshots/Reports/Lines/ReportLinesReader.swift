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
  /// - Throws: When a line is no JSON, lacks a member, says what no run says, the version is unknown,
  ///   or the end is missing, as in a file that was cut off.
  package static func read(
    _ bytes: [UInt8], limits: ReportLimits = ReportLimits()
  ) throws(ReportReadingError) -> TestReport {
    var reader = Reader(limits: limits)
    var number = 0
    var start = 0
    while start < bytes.count {
      number += 1
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      if end > start { try reader.add(bytes[start..<end], line: number) }
      start = end + 1
    }
    return try reader.finish(line: number)
  }

  /// A report of which some lines were read.
  private struct Reader {
    let limits: ReportLimits
    private var report: TestReport?
    private var isComplete = false
    /// The lines of edits, whose outputs are looked up when all is read.
    private var clusterLines: [Int] = []
    private var changeLines: [Int] = []

    init(limits: ReportLimits) { self.limits = limits }

    private func failure(_ message: String, _ line: Int) -> ReportReadingError {
      ReportReadingError(message: message, line: line)
    }

    mutating func add(_ bytes: ArraySlice<UInt8>, line: Int) throws(ReportReadingError) {
      guard line <= limits.maximumLines else {
        throw failure("the report has more than \(limits.maximumLines) lines", line)
      }
      guard bytes.count <= limits.maximumLineBytes else {
        throw failure(
          "the line has \(bytes.count) bytes; the limit is \(limits.maximumLineBytes)", line)
      }
      let reading = JSONReader.read(
        SourceText(path: "report", bytes: Array(bytes)),
        limits: DocumentLimits(
          maximumBytes: limits.maximumLineBytes, maximumDepth: limits.maximumDepth))
      guard let value = reading.document?.value, value.kind == .object else {
        throw failure("the line is no JSON object", line)
      }
      if isComplete { throw failure("the report goes on behind its end", line) }
      let record = Record(value, line: line, limits: limits)
      if report == nil {
        report = try record.run()
      } else {
        try add(record)
      }
    }

    private mutating func add(_ record: Record) throws(ReportReadingError) {
      switch try record.string("type") {
      case "case": report?.cases.append(try record.testCase())
      case "change":
        report?.changes.append(try record.change())
        changeLines.append(record.line)
      case "edit":
        report?.clusters.append(try record.cluster())
        clusterLines.append(record.line)
      case "stale": report?.stale.append(try record.path())
      case "resolved": report?.storing.resolved.append(try record.path())
      case "settled": report?.storing.settled.append(try record.path())
      case "problem": report?.problems.append(TestReport.Problem(try record.problem()))
      case "coverage":
        try requireOrder(report?.coverage == nil, "a second line says what is covered", record)
        report?.coverage = try record.coverage()
      case "branch":
        try requireOrder(report?.coverage != nil, "no line 'coverage' stands before it", record)
        report?.coverage?.branches.append(try record.branch())
      case "visual":
        try requireOrder(report?.visual == nil, "a second line sums the pictures up", record)
        report?.visual = try record.visual()
      case "picture":
        try requireOrder(report?.visual != nil, "no line 'visual' stands before it", record)
        report?.visual?.pictures.append(try record.picture())
      case "end": try end(record)
      default: break
      }
    }

    private func requireOrder(
      _ isMet: Bool, _ message: String, _ record: Record
    ) throws(ReportReadingError) {
      guard isMet else { throw failure(message, record.line) }
    }

    /// What branches tell already is no problem of its own.
    private static func withoutBranches(_ report: TestReport) -> [TestReport.Problem] {
      guard report.coverage != nil else { return report.problems }
      return report.problems.filter { $0.code != DiagnosticCode.unreachedBranch.name }
    }

    private mutating func end(_ record: Record) throws(ReportReadingError) {
      guard var report else { return }
      self.report = nil
      let counts =
        ["passed", "changed", "new", "failed"].map { ($0, report.count($0)) }
        + [("cases", report.cases.count), ("stale", report.stale.count)]
      for (name, count) in counts where try record.count(name) != count {
        throw failure("the end counts other '\(name)' than the report has", record.line)
      }
      report.storing.stored = try record.count("stored")
      report.storing.removed = try record.count("removed")
      report.storing.pending = try record.count("pending")
      if record.value["review"] != nil {
        report.storing.review = try record.word("review", TestReport.Storing.Review.self)
      }
      report.interruption = try record.text("interruption")
      report.problems = Self.withoutBranches(report)
      try resolve(&report, record.line)
      self.report = report
      isComplete = true
    }

    /// Looks up what lines say of each other: each case and each path is there once.
    private func resolve(
      _ report: inout TestReport, _ line: Int
    ) throws(ReportReadingError) {
      var ids: Set<String> = []
      for testCase in report.cases where !ids.insert(testCase.id).inserted {
        throw failure("the case '\(testCase.id)' is there twice", line)
      }
      var cases: [String: String] = [:]
      for (change, line) in zip(report.changes, changeLines) {
        guard ids.contains(change.caseID) else {
          throw failure("there is no case '\(change.caseID)'", line)
        }
        guard cases.updateValue(change.caseID, forKey: change.path) == nil else {
          throw failure("the output '\(change.path)' is there twice", line)
        }
      }
      for index in report.clusters.indices {
        for output in report.clusters[index].outputs.indices {
          let path = report.clusters[index].outputs[output].path
          guard let caseID = cases[path] else {
            throw failure("there is no change of '\(path)'", clusterLines[index])
          }
          report.clusters[index].outputs[output].caseID = caseID
        }
      }
    }

    func finish(line: Int) throws(ReportReadingError) -> TestReport {
      guard let report else { throw failure("the report is empty", max(line, 1)) }
      guard isComplete else { throw failure("the report is cut off: it has no end", line) }
      return report
    }
  }
}
