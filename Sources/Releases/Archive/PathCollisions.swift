/// The names of an archive together: no two may be one file on any file system.
struct PathCollisions {
  private struct Name {
    var bytes: [UInt8]
    var isDirectory: Bool
  }

  private var names: [[UInt8]: Name] = [:]

  /// Adds a file and the directories above it; throws when it meets an earlier name.
  mutating func add(_ path: [UInt8]) throws(ReleaseError) {
    var index = 0
    while index <= path.count {
      if index == path.count || path[index] == UInt8(ascii: "/") {
        try add(Array(path[..<index]), isDirectory: index < path.count, within: path)
      }
      index += 1
    }
  }

  private mutating func add(
    _ bytes: [UInt8], isDirectory: Bool, within path: [UInt8]
  ) throws(ReleaseError) {
    let text = String(decoding: bytes, as: UTF8.self)
    let key = NormalizedText.folded(text)
    guard let earlier = names[key] else {
      names[key] = Name(bytes: bytes, isDirectory: isDirectory)
      return
    }
    if earlier.bytes == bytes {
      if earlier.isDirectory && isDirectory { return }
      let isDuplicate = earlier.isDirectory == isDirectory
      throw failure(
        isDuplicate ? .entryDuplicate : .entryFileDirConflict,
        isDuplicate ? "the file stands twice" : "a name is a file and a directory", path, earlier)
    }
    let other = String(decoding: earlier.bytes, as: UTF8.self)
    let isUnicode = NormalizedText.composed(text).utf8.elementsEqual(
      NormalizedText.composed(other).utf8)
    throw failure(
      isUnicode ? .entryUnicodeCollision : .entryCaseCollision,
      isUnicode
        ? "two names differ only in their Unicode form"
        : "two names differ only in case", path, earlier)
  }

  private func failure(
    _ code: ReleaseErrorCode, _ message: String, _ path: [UInt8], _ earlier: Name
  ) -> ReleaseError {
    ReleaseError(
      code, message, at: PrintableText.quoted(path), expected: "names that differ on every system",
      found: PrintableText.quoted(earlier.bytes) + " earlier")
  }
}
