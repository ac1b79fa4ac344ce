/// The fields of one header block, read strictly.
struct TarHeaderFields {
  private let header: ArraySlice<UInt8>

  /// Takes the 512 bytes of a header.
  init(_ header: ArraySlice<UInt8>) {
    self.header = header
  }

  private func field(_ offset: Int, _ length: Int) -> ArraySlice<UInt8> {
    header[header.startIndex + offset..<header.startIndex + offset + length]
  }

  private func text(_ offset: Int, _ length: Int) -> ArraySlice<UInt8> {
    field(offset, length).prefix { $0 != 0 }
  }

  /// Octal digits up to the last byte, which is NUL; nil for any other spelling.
  private func number(_ offset: Int, _ length: Int) -> Int? {
    let bytes = field(offset, length)
    guard bytes.last == 0 else { return nil }
    var value = 0
    for digit in bytes.dropLast() {
      guard (0x30...0x37).contains(digit) else { return nil }
      value = value << 3 | Int(digit - 0x30)
    }
    return value
  }

  /// Whether the header is byte for byte the one that galley writes for its path and size.
  var isCanonical: Bool {
    guard let size, let canonical = TarHeader.bytes(path: path[...], size: size) else {
      return false
    }
    var index = 0
    while index < canonical.count, canonical[index] == header[header.startIndex + index] {
      index += 1
    }
    return index == canonical.count
  }

  var hasMagic: Bool { field(257, 5).elementsEqual("ustar".utf8) }
  var hasStrictMagic: Bool { field(257, 8).elementsEqual("ustar\u{0}00".utf8) }
  var type: UInt8 { header[header.startIndex + 156] }
  var rawName: ArraySlice<UInt8> { text(0, TarHeader.nameBytes) }
  var size: Int? { number(124, 12) }

  /// The path that prefix and name spell together.
  var path: [UInt8] {
    let prefix = text(345, TarHeader.prefixBytes)
    return prefix.isEmpty ? Array(rawName) : Array(prefix) + [UInt8(ascii: "/")] + Array(rawName)
  }

  /// Whether bytes stand behind the NUL that ends the name or prefix.
  var hasHiddenNameBytes: Bool {
    [(0, TarHeader.nameBytes), (345, TarHeader.prefixBytes)].contains { offset, length in
      field(offset, length).drop { $0 != 0 }.contains { $0 != 0 }
    }
  }

  var isReservedAreaEmpty: Bool {
    field(500, 12).allSatisfy { $0 == 0 } && field(157, 100).allSatisfy { $0 == 0 }
  }

  var hasValidChecksum: Bool {
    let stored = field(148, 8)
    var value = 0
    for digit in stored.prefix(6) {
      guard (0x30...0x37).contains(digit) else { return false }
      value = value << 3 | Int(digit - 0x30)
    }
    guard stored.suffix(2).elementsEqual([0, 0x20]) else { return false }
    let sum = header.reduce(0) { $0 + Int($1) } - stored.reduce(0) { $0 + Int($1) } + 8 * 0x20
    return sum == value
  }

  /// The size of the file, within the limit.
  func checkedSize(place: String, maximum: Int) throws(ReleaseError) -> Int {
    guard let size else {
      throw ReleaseError(
        .tarNumber, "the size of an entry is no octal number", at: place,
        expected: "11 octal digits", found: PrintableText.quoted(field(124, 12)))
    }
    guard size <= maximum else {
      throw ReleaseError(
        .limitEntrySize, "an entry has \(size) bytes", at: place, expected: "at most \(maximum)")
    }
    return size
  }

  /// Refuses a mode, owner or time other than the one galley writes.
  func checkAttributes(place: String) throws(ReleaseError) {
    guard let mode = number(100, 8), let user = number(108, 8), let group = number(116, 8),
      let time = number(136, 12)
    else {
      throw ReleaseError(
        .tarNumber, "the mode, owner or time of an entry is no octal number", at: place)
    }
    guard mode == 0o644 else {
      throw ReleaseError(
        .entryMode, "an entry has the mode \(String(mode, radix: 8))", at: place, expected: "644")
    }
    guard user == 0, group == 0, text(265, 32).isEmpty, text(297, 32).isEmpty else {
      throw ReleaseError(
        .entryOwner, "an entry has an owner", at: place, expected: "0 and no name",
        found: "\(user):\(group)")
    }
    guard time == 0 else {
      throw ReleaseError(
        .entryTime, "an entry has a time", at: place, expected: "0", found: "\(time)")
    }
  }
}
