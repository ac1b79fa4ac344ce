import Content
package import Diagnostics

extension SnapshotText {
  /// What the first line of every version of the format starts with.
  private static let mark = Array("<!--galley ".utf8)
  /// The version of the format that this galley reads and writes, as `opening` says.
  private static let version = 1

  /// The version of a file's format where it is a later one than this galley knows.
  static func newerVersion(of file: [UInt8]) -> Int? {
    guard file.starts(with: mark) else { return nil }
    let digits = file[mark.count...].prefix(10).prefix { (0x30...0x39).contains($0) }
    guard let number = Int(String(decoding: digits, as: UTF8.self)), number > version else {
      return nil
    }
    let end = mark.count + digits.count
    let isWhole = end == file.count || [0x0A, 0x0D, 0x20, 0x2D].contains(file[end])
    return isWhole ? number : nil
  }

  /// The version of a stored file's format where it is a later one; a message whose own first bytes
  /// look like that is none.
  static func newerVersion(of stored: [UInt8], insteadOf rendered: [UInt8]?) -> Int? {
    guard let version = newerVersion(of: stored) else { return nil }
    return rendered.flatMap(newerVersion) == version ? nil : version
  }
}

extension SnapshotStore {
  /// Says of each of some files that a later galley has written it; nothing of other files.
  func newerFormats(among paths: [String]) -> [Diagnostic] {
    paths.compactMap { path in
      // What cannot be read is told by whoever needs it.
      guard let bytes = (try? bytes(at: path)) ?? nil else { return nil }
      return SnapshotText.newerVersion(of: bytes).map { .newerFormat(path, $0) }
    }
  }
}

extension Diagnostic {
  /// Says that a later galley has written a stored output.
  static func newerFormat(_ path: String, _ version: Int) -> Diagnostic {
    Diagnostic(
      .snapshotNewerFormat, "'\(path)' has version \(version) of the format of snapshots",
      at: SourceSpan(SourceText(path: path, bytes: []), at: 0), severity: .error,
      notes: [
        Diagnostic.Note(
          "a later galley has written it: use that one here, too; the file is left as it is")
      ])
  }
}

extension DiagnosticCode {
  /// A stored output in a later version of the format of snapshots.
  package static let snapshotNewerFormat = DiagnosticCode(
    "snapshot/newer-format", "a later version of galley has written the snapshot")
}
