/// Turns the words of a case into a file name that every file system takes.
///
/// A name stays as it is unless it has to change: it is too long, holds a sign that some system does
/// not take, is a device of Windows, or some file system would take it for another case's. Then it
/// ends in eight digits of the hash of the whole name, so it depends on no other name and no order.
package enum SnapshotFileName {
  /// Longest name of one part of a path, in bytes; the endings of files are not counted.
  package static let maximumPartBytes = 80
  /// Longest path of a snapshot below the content root, in bytes, its ending included.
  package static let maximumPathBytes = 160
  /// Room for the longest ending of a snapshot, the same for all, so that the parts of a message
  /// share the rest of their name and a further part renames none.
  static let endingBytes = ".amp.html".utf8.count
  /// A hyphen and eight digits.
  private static let suffixBytes = 9

  /// Returns `text` if it is short, safe and unmistakable, else a form with eight digits of its hash.
  ///
  /// The name has at most `limit` bytes; it is mistakable where another differs from it only in upper
  /// and lower case.
  package static func part(
    _ text: String, limit: Int = maximumPartBytes, isMistakable: Bool = false
  ) -> String {
    let limit = min(max(limit, suffixBytes + 1), maximumPartBytes)
    if text.utf8.count <= limit, !isMistakable, isPlain(text) { return text }
    let kept = text.utf8.map { isSafe($0) ? $0 : UInt8(ascii: "-") }
    var head = kept.prefix(limit - suffixBytes)
    // A name that begins with a dot is hidden, and no snapshot.
    if head.first == UInt8(ascii: ".") { head[0] = UInt8(ascii: "-") }
    // The name of a device ends at the first dot, so the digits stand before it.
    if isDevice(text), let dot = head.firstIndex(of: UInt8(ascii: ".")) { head = head[..<dot] }
    return String(decoding: head, as: UTF8.self) + "-" + hash(text)
  }

  /// Whether every file system takes a name.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    return first != UInt8(ascii: ".") && last != UInt8(ascii: ".")
      && text.utf8.allSatisfy { isSafe($0) } && !isDevice(text)
  }

  private static func isSafe(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "@"), UInt8(ascii: "+"), UInt8(ascii: "~"), UInt8(ascii: "="),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Whether Windows takes the name, or what stands before its first dot, for a device.
  private static func isDevice(_ text: String) -> Bool {
    let stem = text.utf8.prefix { $0 != UInt8(ascii: ".") }
    guard (3...4).contains(stem.count) else { return false }
    let lower = stem.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    let word = String(decoding: lower.prefix(3), as: UTF8.self)
    guard lower.count == 4 else { return ["con", "prn", "aux", "nul"].contains(word) }
    return ["com", "lpt"].contains(word) && (0x30...0x39).contains(lower[3])
  }

  /// FNV-1a, 32 bits: stable for ever, since it is part of file names.
  private static func hash(_ text: String) -> String {
    var state: UInt32 = 0x811C_9DC5
    for byte in text.utf8 {
      state = (state ^ UInt32(byte)) &* 0x0100_0193
    }
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }
}
