public import Diagnostics

/// Finds the marks that an unfinished git merge leaves in a file.
public enum ConflictMarkers {
  /// Reports the first line that starts with `<<<<<<<` or `>>>>>>>`, or returns nil.
  public static func find(in source: SourceText) -> Diagnostic? {
    let bytes = source.bytes
    var start = 0
    while start < bytes.count {
      if isMarker(bytes, start) {
        var end = start
        while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        return Diagnostic(
          .conflictMarkers, "an unfinished merge left conflict markers in the file",
          at: SourceSpan(source, start: start, end: end),
          notes: [
            .init("keep the lines you want and remove '<<<<<<<', '=======' and '>>>>>>>'")
          ])
      }
      guard let newline = bytes[start...].firstIndex(of: 0x0A) else { return nil }
      start = newline + 1
    }
    return nil
  }

  private static func isMarker(_ bytes: [UInt8], _ start: Int) -> Bool {
    guard start + 7 <= bytes.count else { return false }
    let mark = bytes[start]
    guard mark == UInt8(ascii: "<") || mark == UInt8(ascii: ">"),
      bytes[start..<start + 7].allSatisfy({ $0 == mark })
    else { return false }
    guard start + 7 < bytes.count else { return true }
    return [0x20, 0x0A, 0x0D].contains(bytes[start + 7])
  }
}
