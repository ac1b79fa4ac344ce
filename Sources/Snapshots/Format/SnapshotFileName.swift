/// Turns the words of a case into a file name that every file system takes.
package enum SnapshotFileName {
  /// Longest name of one part of a path, in bytes.
  package static let maximumPartBytes = 80

  /// Returns `text` if it is short and safe, else a shortened form with eight digits of its hash.
  ///
  /// Ids are lower-case letters, digits and hyphens already; this guards their combinations.
  package static func part(_ text: String) -> String {
    let safe = text.utf8.allSatisfy { isSafe($0) }
    if safe, text.utf8.count <= maximumPartBytes { return text }
    let kept = text.utf8.map { isSafe($0) ? $0 : UInt8(ascii: "-") }
    let head = String(decoding: kept.prefix(maximumPartBytes - 9), as: UTF8.self)
    return head + "-" + hash(text)
  }

  private static func isSafe(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-.@+~=_".utf8.contains(byte)
    }
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
