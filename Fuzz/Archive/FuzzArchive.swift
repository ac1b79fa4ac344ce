import Snapshots

/// Reads bytes as an archive of what waits for a review, and as what a run leaves for the next one.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzArchive(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let history = RunHistory(bytes) {
    let again = RunHistory(history.file)
    precondition(again?.entries == history.entries, "the history changes when it is written")
    _ = RunHistory.costs([history, history]).values.reduce(0, +)
  }
  guard let archive = try? PendingArchive(bytes) else { return 0 }
  for path in archive.files.keys {
    precondition(
      path.hasPrefix("snapshots/") && !path.split(separator: "/").contains(".."),
      "a path leaves snapshots/")
  }
  let again = try? PendingArchive(archive.bytes)
  precondition(again?.files == archive.files, "the archive changes when it is written")
  return 0
}
