/// Writes the binary form of cache files: lengths before texts, little ends first, a digest at the end.
struct RecordWriter {
  private(set) var bytes: [UInt8] = []

  /// Starts with nothing written, and with room for some bytes.
  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  mutating func write(_ number: UInt64) {
    var rest = number
    for _ in 0..<8 {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  mutating func write(_ count: Int) { write(UInt64(count)) }

  mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func write(_ digests: [String: ContentDigest]) {
    write(digests.count)
    for (name, digest) in digests.sorted(by: { $0.key < $1.key }) {
      write(name)
      write(digest)
    }
  }

  mutating func write(_ digest: ContentDigest) { digest.append(to: &bytes) }

  /// The bytes followed by their digest.
  var sealed: [UInt8] {
    var sealed = bytes
    ContentDigest(of: bytes).append(to: &sealed)
    return sealed
  }
}

/// Reads what `RecordWriter` wrote; every reading fails softly, since the bytes may be anyone's.
struct RecordReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  /// Checks the digest at the end; nil when the bytes are not those that were written.
  init?(sealed file: ArraySlice<UInt8>) {
    guard file.count >= ContentDigest.count else { return nil }
    let end = file.endIndex - ContentDigest.count
    guard ContentDigest(of: file[..<end]) == ContentDigest(file[end...]) else { return nil }
    self.init(file[..<end])
  }

  /// Reads bytes that nothing vouches for.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  mutating func number() -> UInt64? {
    guard bytes.endIndex - position >= 8 else { return nil }
    var value: UInt64 = 0
    for offset in 0..<8 { value |= UInt64(bytes[position + offset]) << (8 * UInt64(offset)) }
    position += 8
    return value
  }

  /// A count of things that follow; nil when they cannot all be there.
  mutating func count() -> Int? {
    guard let value = number(), value <= UInt64(bytes.endIndex - position) else { return nil }
    return Int(value)
  }

  mutating func text() -> String? {
    guard let count = count() else { return nil }
    defer { position += count }
    return String(validating: bytes[position..<position + count], as: UTF8.self)
  }

  mutating func digest() -> ContentDigest? {
    guard bytes.endIndex - position >= ContentDigest.count else { return nil }
    defer { position += ContentDigest.count }
    return ContentDigest(bytes[position..<position + ContentDigest.count])
  }

  mutating func digests() -> [String: ContentDigest]? {
    guard let count = count() else { return nil }
    var digests: [String: ContentDigest] = [:]
    digests.reserveCapacity(min(count, (bytes.endIndex - position) / (8 + ContentDigest.count)))
    for _ in 0..<count {
      guard let name = text(), let digest = digest() else { return nil }
      digests[name] = digest
    }
    return digests
  }

  var isAtEnd: Bool { position == bytes.endIndex }
}
