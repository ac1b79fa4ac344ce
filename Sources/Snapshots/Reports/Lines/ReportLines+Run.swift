import Diagnostics
import Documents

extension ReportLines {
  /// The first line: what made the lines, and of which run they are.
  static func run(_ report: TestReport) -> JSONOutput {
    let identity = report.identity
    return .members([
      ("type", "run"), ("version", .integer(formatVersion)),
      (
        "tool",
        .members([
          ("name", "galley"), ("version", .string(report.version)),
          ("build", identity.map { .string($0.build) }),
        ])
      ), ("project", .string(report.project)),
      ("folder", report.folder.isEmpty ? nil : .string(report.folder)),
      ("content", identity.map { .string($0.content) }),
      ("snapshots", identity.map { .string($0.snapshots) }),
      ("selection", identity.map { value($0.selection) }),
      ("update", identity?.update.map { .string($0) }), ("shard", identity?.shard.map(value)),
    ])
  }

  private static func value(_ selection: TestReport.Identity.Selection) -> JSONOutput {
    .members([
      ("filters", selection.filters.isEmpty ? nil : strings(selection.filters)),
      ("changedSince", selection.changedSince.map { .string($0) }),
      ("failed", selection.onlyFailed ? true : nil), ("cases", .integer(selection.cases)),
      ("digest", .string(selection.digest)),
    ])
  }

  private static func value(_ shard: TestReport.Identity.Shard) -> JSONOutput {
    .members([
      ("number", .integer(shard.number)), ("count", .integer(shard.count)),
      ("costs", shard.costs.map { .string($0) }),
    ])
  }
}

extension ReportLines.Record {
  /// The report that a line of type `run` begins.
  func run() throws(ReportReadingError) -> TestReport {
    guard try string("type") == "run" else {
      throw ReportReadingError(message: "the first line is not of type 'run'", line: line)
    }
    let version = try int("version")
    guard version == ReportLines.formatVersion else {
      throw ReportReadingError(
        message: "version \(version) is not known, only \(ReportLines.formatVersion)", line: line)
    }
    let tool = try record("tool")
    var report = TestReport(version: try tool.string("version"), project: try string("project"))
    if value["folder"] != nil { report.folder = try path("folder") }
    // Lines that another version wrote may lack it; they can be read, but not joined with others.
    guard let build = try tool.text("build") else { return report }
    report.identity = TestReport.Identity(
      build: build, content: try string("content"), snapshots: try string("snapshots"),
      selection: try record("selection").selection(), update: try text("update"),
      shard: value["shard"] == nil ? nil : try record("shard").shard())
    return report
  }

  private func selection() throws(ReportReadingError) -> TestReport.Identity.Selection {
    TestReport.Identity.Selection(
      filters: value["filters"] == nil ? [] : try strings("filters"),
      changedSince: try text("changedSince"), onlyFailed: value["failed"]?.bool ?? false,
      cases: try int("cases"), digest: try string("digest"))
  }

  private func shard() throws(ReportReadingError) -> TestReport.Identity.Shard {
    let (number, count) = (try int("number"), try int("count"))
    guard CaseShard(number: number, of: count) != nil else { throw missing("number") }
    return TestReport.Identity.Shard(number: number, count: count, costs: try text("costs"))
  }
}
