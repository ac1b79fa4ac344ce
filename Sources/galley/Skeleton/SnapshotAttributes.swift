import Content

/// What `.gitattributes` says about snapshots.
enum SnapshotAttributes {
  private static let path = ".gitattributes"
  private static let pattern = "snapshots/**"

  /// Gives snapshots an attribute, unless a line of the file gives it already.
  ///
  /// - Returns: Whether the file was changed.
  static func add(_ attribute: String, below root: String) throws(ContentError) -> Bool {
    let source = WorkTreeSource(root: root)
    let old = try source.entry(at: path) == nil ? [] : try source.bytes(at: path)
    let lines = String(decoding: old, as: UTF8.self).split { $0.isNewline }
    let isNamed = lines.contains { line in
      let words = line.split { $0 == " " || $0 == "\t" }
      return words.first.map(String.init) == pattern
        && words.dropFirst().contains { String($0) == attribute }
    }
    guard !isNamed else { return false }
    let end = old.isEmpty || old.last == 0x0A ? [] : [UInt8(ascii: "\n")]
    try WorkTreeWriter(root: root).write(
      old + end + Array("\(pattern) \(attribute)\n".utf8), at: path)
    return true
  }
}
