/// A quick look at the bytes of an index: whether it certainly holds no conflict.
///
/// Every test run asks, and nearly always the answer is no: opening the repository and reading the
/// index into objects takes longer than comparing ten thousand unchanged cases. Anything unusual
/// is left to libgit2. The format is git's `index-format` document, versions 2 to 4.
package enum MergedIndex {
  /// Bytes of the date, place and id that an entry begins with.
  private static let head = 60
  /// Bytes of the checksum at the end.
  private static let checksum = 20

  /// Whether the repository of a folder certainly has no path in conflict; false says nothing.
  package static func isCertain(at folder: String, environment: GitEnvironment) -> Bool {
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR"]
    where environment[name] != nil {
      return false
    }
    var parent = folder[...]
    while true {
      if let head = try? FileText.bytes(parent + "/.git/HEAD"), !head.isEmpty {
        do throws(GitError) {
          guard let bytes = try FileText.bytes(parent + "/.git/index") else { return true }
          return isMerged(bytes)
        } catch {
          return false
        }
      }
      guard let slash = parent.lastIndex(of: "/"), !parent.isEmpty else { return false }
      parent = parent[..<slash]
    }
  }

  /// Whether these are the bytes of an index that is read to its end and holds no conflict.
  static func isMerged(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 12 + checksum, bytes.starts(with: "DIRC".utf8) else { return false }
    let version = number(bytes, 4)
    guard (2...4).contains(version) else { return false }
    let end = bytes.count - checksum
    var position = 12
    for _ in 0..<number(bytes, 8) {
      guard let next = entry(bytes, position, end, version) else { return false }
      position = next
    }
    while position < end {
      // An extension in lower case changes what the entries mean: a split index, for one.
      guard position + 8 <= end, bytes[position] &- UInt8(ascii: "A") < 26 else { return false }
      position += 8 + number(bytes, position + 4)
    }
    return position == end
  }

  /// The place after an entry; nil where it is in conflict or not understood.
  private static func entry(
    _ bytes: [UInt8], _ start: Int, _ end: Int, _ version: Int
  ) -> Int? {
    var position = start + head + 2
    guard position < end else { return nil }
    let flags = bytes[start + head]
    guard flags & 0x30 == 0 else { return nil }
    if flags & 0x40 != 0 {
      guard version > 2 else { return nil }
      position += 2
    }
    if version == 4 {
      // How much of the name before is dropped; then the rest of the name.
      while position < end, bytes[position] & 0x80 != 0 { position += 1 }
      position += 1
    }
    guard position < end, let zero = bytes[position..<end].firstIndex(of: 0) else { return nil }
    if version == 4 { return zero + 1 }
    let next = start + (zero - start + 8) / 8 * 8
    return next <= end ? next : nil
  }

  private static func number(_ bytes: [UInt8], _ position: Int) -> Int {
    bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}
