/// Reads an archive as `TarWriter` writes it and nothing else; every deviation has its code.
struct TarReader {
  /// A file of the archive: its path and where its bytes lie.
  struct Entry {
    var path: String
    var range: Range<Int>
  }

  private let archive: [UInt8]
  private let prefix: String
  private let limits: ReleaseLimits
  private let maximumFileBytes: Int
  private var offset = 0

  /// Prepares to read; `prefix` is the directory every name must lie in, empty for any.
  init(_ archive: [UInt8], prefix: String, limits: ReleaseLimits, maximumFileBytes: Int? = nil) {
    self.archive = archive
    self.prefix = prefix
    self.limits = limits
    self.maximumFileBytes = maximumFileBytes ?? limits.maximumFileBytes
  }

  /// The files in the order of the archive.
  mutating func read() throws(ReleaseError) -> [Entry] {
    var paths: [[UInt8]] = []
    var entries: [Entry] = []
    while try hasEntry() {
      guard entries.count < limits.maximumEntries else {
        throw ReleaseError(
          .limitEntries, "the archive has more than \(limits.maximumEntries) entries")
      }
      let (path, range) = try readEntry()
      paths.append(path)
      entries.append(Entry(path: String(decoding: path, as: UTF8.self), range: range))
    }
    guard !entries.isEmpty else { throw ReleaseError(.tarEmpty, "the archive holds no file") }
    try Self.checkTogether(paths)
    return entries
  }

  /// Checks the names of an archive together: collisions, Unicode form, order.
  static func checkTogether(_ paths: [[UInt8]]) throws(ReleaseError) {
    var collisions = PathCollisions()
    for path in paths { try collisions.add(path) }
    for path in paths where !NormalizedText.isComposed(String(decoding: path, as: UTF8.self)) {
      throw ReleaseError(
        .pathNotNFC, "the path is not in Unicode normalisation form C",
        at: PrintableText.quoted(path), expected: "the composed spelling of each character")
    }
    for (earlier, later) in zip(paths, paths.dropFirst())
    where !earlier.lexicographicallyPrecedes(later) {
      throw ReleaseError(
        .entryOrder, "the entries are not in the order of their bytes",
        at: PrintableText.quoted(later), expected: "a place before \(PrintableText.quoted(earlier))"
      )
    }
  }

  private func isZero(_ range: Range<Int>) -> Bool { archive[range].allSatisfy { $0 == 0 } }

  /// Whether an entry follows; reads and checks the end of the archive otherwise.
  private mutating func hasEntry() throws(ReleaseError) -> Bool {
    let end = offset + TarHeader.blockSize
    guard end <= archive.count else {
      if offset == 0, !archive.isEmpty { throw notTar() }
      throw truncated("the archive ends without its two zero blocks")
    }
    if archive[offset] != 0 { return true }
    guard isZero(offset..<end) else { return true }
    guard end < archive.count else { throw truncated("the archive ends after one zero block") }
    let last = end + TarHeader.blockSize
    guard last <= archive.count else { throw truncated("the last block is cut short") }
    guard isZero(end..<last), last == archive.count else {
      throw ReleaseError(
        .tarTrailing, "bytes follow the end of the archive", at: "byte \(last)",
        expected: "\(last) bytes", found: "\(archive.count)")
    }
    return false
  }

  private mutating func readEntry() throws(ReleaseError) -> (path: [UInt8], range: Range<Int>) {
    let header = archive[offset..<offset + TarHeader.blockSize]
    let fields = TarHeaderFields(header)
    let place = PrintableText.quoted(fields.rawName)
    // The one good spelling is recognised as a whole; only another one is looked into.
    let isCanonical = fields.isCanonical
    if !isCanonical { try checkForm(fields, place) }
    let size = try fields.checkedSize(place: place, maximum: maximumFileBytes)
    let path = try checkedPath(fields, place)
    guard isCanonical else {
      try fields.checkAttributes(place: place)
      throw ReleaseError(
        .tarHeader, "a header is not spelled as galley spells it", at: place,
        expected: "the canonical ustar header")
    }
    let start = offset + TarHeader.blockSize
    let end = start + size
    let next = end + TarWriter.padding(size)
    guard next <= archive.count else { throw truncated("the data of \(place) is cut short") }
    guard isZero(end..<next) else {
      throw ReleaseError(
        .tarPadding, "bytes hide in the padding after a file", at: place, expected: "zero bytes")
    }
    offset = next
    return (path, start..<end)
  }

  private func checkForm(_ fields: TarHeaderFields, _ place: String) throws(ReleaseError) {
    guard fields.hasMagic else { throw notTar() }
    guard fields.hasValidChecksum else {
      throw ReleaseError(.tarChecksum, "the checksum of a header is wrong", at: place)
    }
    guard fields.type == UInt8(ascii: "0") else { throw wrongType(fields, place) }
    guard fields.hasStrictMagic else { throw notTar() }
  }

  private func checkedPath(
    _ fields: TarHeaderFields, _ place: String
  ) throws(ReleaseError) -> [UInt8] {
    guard fields.isReservedAreaEmpty else {
      throw ReleaseError(
        .tarHeader, "the reserved part of a header holds bytes", at: place, expected: "zero bytes")
    }
    guard !fields.hasHiddenNameBytes else {
      throw ReleaseError(.pathControl, "the path holds a NUL", at: place)
    }
    let path = fields.path
    let isSplitAsWritten = TarHeader.split(path[...])?.name.elementsEqual(fields.rawName) ?? true
    guard isSplitAsWritten else {
      throw ReleaseError(
        .tarHeader, "a path is spread over the header's prefix without need", at: place,
        expected: "an empty prefix for a path of at most 100 bytes")
    }
    try ArchivePath.check(path[...], prefix: prefix, limits: limits)
    return path
  }

  private func wrongType(_ fields: TarHeaderFields, _ place: String) -> ReleaseError {
    let start = offset + TarHeader.blockSize
    if fields.type == UInt8(ascii: "x"), start < archive.count {
      // An extended header can spell what a name field cannot; say so where it does.
      let records = archive[start..<min(archive.count, start + min(fields.size ?? 0, 4096))]
      if records.contains(0) {
        return ReleaseError(.pathControl, "an extended header spells a path with a NUL", at: place)
      }
    }
    return ReleaseError(
      .entryType, "an entry is no regular file", at: place, expected: "type '0'",
      found: PrintableText.quoted([fields.type]))
  }

  private func truncated(_ message: String) -> ReleaseError {
    ReleaseError(.tarTruncated, message, at: "byte \(offset)")
  }

  private func notTar() -> ReleaseError {
    ReleaseError(
      .tarMagic, "the file is no ustar archive", at: "byte \(offset)",
      expected: "'ustar', NUL, '00'")
  }
}
