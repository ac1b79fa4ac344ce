import Snapshots

/// Reads bytes as the JSON lines of a report; what was accepted must survive being written again, and
/// every format of it, and of what is joined from it, can be made.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLines(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let report = try? ReportLines.read(bytes) else { return 0 }
  let again = try? ReportLines.read(Array(ReportLines.text(report).utf8))
  precondition(again == report, "the report changes when it is written")
  let parts = try? ReportParts([ReportParts.Part(name: "part", report: report)])
  let merged = try? parts?.merged(allowsMissing: true)
  for report in [report, merged].compactMap(\.self) {
    for format in TestReportFormat.allCases {
      precondition(!report.rendered(as: format, text: "", json: "{}").utf8.contains(0x00))
    }
  }
  return 0
}
