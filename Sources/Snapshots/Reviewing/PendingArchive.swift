/// The pending outputs of another machine, in a tar archive.
///
/// Read from anyone: regular files below `snapshots/` alone are taken, everything else is refused.
/// Nothing of it reaches the disk unless the content here renders the same bytes.
package struct PendingArchive: Sendable {
  /// The files by their path in the pending tree.
  package let files: [String: [UInt8]]

  /// Largest archive that is read, in bytes.
  package static let maximumBytes = 1 << 30
  /// Largest file of an archive, in bytes.
  package static let maximumFileBytes = 16 << 20
  /// Most files of an archive.
  package static let maximumFiles = 200_000
  /// Longest path, in bytes.
  package static let maximumPathBytes = 512

  private static let block = 512
  private static let prefixes = [".galley/pending/", "pending/"]

  /// Creates an archive of files.
  package init(files: [String: [UInt8]]) {
    self.files = files
  }

  /// Reads an archive as tar, GNU tar and bsdtar write them.
  package init(_ bytes: [UInt8]) throws(ReviewError) {
    guard bytes.count <= Self.maximumBytes else {
      throw ReviewError(.archiveSize, "the archive has more than \(Self.maximumBytes) bytes")
    }
    if bytes.starts(with: [0x1F, 0x8B]) || bytes.starts(with: Array("PK".utf8)) {
      throw ReviewError(
        .archiveFormat, "the archive is compressed", hints: ["unpack it to a plain .tar first"])
    }
    var files: [String: [UInt8]] = [:]
    var folded: [String: String] = [:]
    var longName: String?
    var offset = 0
    var entries = 0
    var isEnded = false
    while offset + Self.block <= bytes.count {
      let header = bytes[offset..<offset + Self.block]
      if header.allSatisfy({ $0 == 0 }) {
        isEnded = true
        break
      }
      entries += 1
      guard entries <= Self.maximumFiles else {
        throw ReviewError(.archiveSize, "the archive has more than \(Self.maximumFiles) entries")
      }
      let (type, size) = try Self.checked(header)
      let start = offset + Self.block
      guard size <= bytes.count - start else { throw Self.cut(bytes) }
      let content = bytes[start..<start + size]
      offset = start + (size + Self.block - 1) / Self.block * Self.block
      switch type {
      case UInt8(ascii: "L"):
        longName = String(decoding: content.prefix { $0 != 0 }, as: UTF8.self)
        continue
      case UInt8(ascii: "x"):
        longName = try Self.extendedPath(content) ?? longName
        continue
      case UInt8(ascii: "g"):
        continue
      case UInt8(ascii: "0"), 0, UInt8(ascii: "5"): break
      default:
        let name = longName ?? Self.name(header)
        throw ReviewError(
          .archiveEntryType, "'\(SafeText.visible(name))' is a link or a special file",
          hints: ["an archive of pending outputs holds regular files only"])
      }
      let name = longName ?? Self.name(header)
      longName = nil
      let path = try Self.path(name, isFolder: type == UInt8(ascii: "5"))
      guard type != UInt8(ascii: "5"), let path else { continue }
      // An output cannot wait both to be stored and to be removed.
      let output = PendingSnapshots.output(of: path)
      if let other = folded.updateValue(path, forKey: output.lowercased()) {
        throw ReviewError(
          .archiveDuplicate,
          "'\(SafeText.visible(path))' and '\(SafeText.visible(other))' are one file")
      }
      files[path] = Array(content)
    }
    guard isEnded || offset == bytes.count && !files.isEmpty else { throw Self.cut(bytes) }
    self.files = files
  }

  private static func cut(_ bytes: [UInt8]) -> ReviewError {
    ReviewError(
      .archiveFormat, "the archive is cut short at byte \(bytes.count)",
      hints: ["copy it again from the run that wrote it"])
  }

  /// The type and size of an entry whose checksum is right.
  private static func checked(
    _ header: ArraySlice<UInt8>
  ) throws(ReviewError) -> (type: UInt8, size: Int) {
    let base = header.startIndex
    var sum = 0
    for (index, byte) in header.enumerated() {
      sum += (148..<156).contains(index) ? 32 : Int(byte)
    }
    guard octal(header[base + 148..<base + 156]) == sum,
      header[base + 257..<base + 262].elementsEqual("ustar".utf8)
    else { throw ReviewError(.archiveFormat, "the file is no tar archive, or it is damaged") }
    guard let size = octal(header[base + 124..<base + 136]) else {
      throw ReviewError(
        .archiveFormat, "the size of '\(SafeText.visible(name(header)))' is no octal number")
    }
    guard size <= maximumFileBytes else {
      throw ReviewError(
        .archiveSize, "'\(SafeText.visible(name(header)))' has more than \(maximumFileBytes) bytes")
    }
    return (header[base + 156], size)
  }

  private static func octal(_ field: ArraySlice<UInt8>) -> Int? {
    let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0 && $0 != 0x20 }
    // No sign: a negative size would lead back into what was read.
    guard digits.allSatisfy({ (0x30...0x37).contains($0) }) else { return nil }
    return digits.isEmpty ? 0 : Int(String(decoding: digits, as: UTF8.self), radix: 8)
  }

  private static func name(_ header: ArraySlice<UInt8>) -> String {
    let base = header.startIndex
    let name = header[base..<base + 100].prefix { $0 != 0 }
    // GNU tar writes `ustar  ` and keeps times where ustar keeps the prefix.
    let isGNU = header[base + 262] == 0x20
    let prefix = isGNU ? [] : header[base + 345..<base + 500].prefix { $0 != 0 }
    return String(
      decoding: prefix.isEmpty ? Array(name) : Array(prefix) + [UInt8(ascii: "/")] + name,
      as: UTF8.self)
  }

  /// The path that an extended header gives: `27 path=…`.
  private static func extendedPath(_ content: ArraySlice<UInt8>) throws(ReviewError) -> String? {
    var rest = content
    var path: String?
    while !rest.isEmpty {
      guard let space = rest.firstIndex(of: 0x20),
        let length = Int(String(decoding: rest[..<space], as: UTF8.self)), length > 0,
        length <= rest.count, rest.startIndex + length > space + 1
      else { throw ReviewError(.archiveFormat, "an extended header of the archive is damaged") }
      let record = rest[(space + 1)..<(rest.startIndex + length)]
      if record.starts(with: "path=".utf8) {
        path = String(decoding: record.dropFirst(5).dropLast(), as: UTF8.self)
      }
      if record.starts(with: "size=".utf8) || record.starts(with: "linkpath=".utf8) {
        throw ReviewError(.archiveEntryType, "an extended header hides a size or a link")
      }
      rest = rest[(rest.startIndex + length)...]
    }
    return path
  }

  /// The path below the pending tree; nil for the folders above it.
  private static func path(_ name: String, isFolder: Bool) throws(ReviewError) -> String? {
    func refusal(_ reason: String) -> ReviewError {
      ReviewError(
        .archivePath, "'\(SafeText.visible(String(name.prefix(200))))' \(reason)",
        hints: ["expected .galley/pending/snapshots/… as 'galley test' leaves it"])
    }
    guard name.utf8.count <= maximumPathBytes else { throw refusal("is too long a path") }
    guard !name.hasPrefix("/") else { throw refusal("is an absolute path") }
    let isUnsafe = name.unicodeScalars.contains { scalar in
      scalar.value < 0x20 || scalar.value == 0x7F || scalar == "\\" || scalar == "\u{FFFD}"
        || scalar == ":"
    }
    guard !isUnsafe else { throw refusal("holds a sign that no snapshot's name has") }
    var parts = name.split(separator: "/", omittingEmptySubsequences: false)
    if isFolder, parts.last == "" { parts.removeLast() }
    while parts.first == "." { parts.removeFirst() }
    guard !parts.contains(".."), !parts.contains("."), !parts.contains("") else {
      throw refusal("leaves its folder")
    }
    var path = parts.joined(separator: "/")
    if isFolder { return nil }
    for prefix in prefixes where path.hasPrefix(prefix) {
      path = String(path.dropFirst(prefix.count))
      break
    }
    guard path.hasPrefix(SnapshotFiles.folder + "/"), !path.hasSuffix("/") else {
      throw refusal("lies outside of snapshots/")
    }
    guard SnapshotFiles.isName(PendingSnapshots.output(of: path)) else {
      throw refusal("is no snapshot by its name")
    }
    return path
  }

  /// The archive as bytes: the same for the same files.
  package var bytes: [UInt8] {
    var result: [UInt8] = []
    for (path, content) in files.sorted(by: { $0.key < $1.key }) {
      let name = Array((Self.prefixes[0] + path).utf8)
      if name.count > 100 {
        result += Self.header("././@LongLink", size: name.count + 1, type: "L")
        result += Self.padded(name + [0])
      }
      result += Self.header(
        String(decoding: name.prefix(100), as: UTF8.self), size: content.count, type: "0")
      result += Self.padded(content)
    }
    return result + [UInt8](repeating: 0, count: 2 * Self.block)
  }

  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: (block - bytes.count % block) % block)
  }

  private static func header(_ name: String, size: Int, type: Unicode.Scalar) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: block)
    func put(_ text: String, _ offset: Int) {
      for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte }
    }
    func digits(_ number: Int, _ count: Int) -> String {
      let text = String(number, radix: 8)
      return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
    put(name, 0)
    put("0000644\u{0}0000000\u{0}0000000\u{0}\(digits(size, 11))\u{0}00000000000\u{0}        ", 100)
    put(String(type), 156)
    put("ustar  ", 257)
    let sum = header.reduce(0) { $0 + Int($1) }
    put(digits(sum, 6) + "\u{0} ", 148)
    return header
  }
}
