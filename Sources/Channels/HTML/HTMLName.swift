/// The name of a tag or an attribute in lower case, held without a text of its own.
///
/// A message has hundreds of them, and each is compared with a few that the checks know.
struct HTMLName: Sendable, Equatable, ExpressibleByStringLiteral {
  /// Most bytes that are held: no name that a check knows is longer.
  ///
  /// Of longer ones, two are equal when they begin alike and have the same length.
  private static let maximumBytes = 24

  private var first: UInt64 = 0
  private var second: UInt64 = 0
  private var third: UInt64 = 0
  private var count = 0

  /// Holds the bytes of a name as they stand in a text.
  init(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes { append(byte) }
  }

  /// Holds a name that a check knows, in lower case.
  init(stringLiteral name: String) {
    precondition(name.utf8.count <= Self.maximumBytes, "longer names cannot be told apart")
    for byte in name.utf8 { append(byte) }
  }

  private mutating func append(_ byte: UInt8) {
    let bits = UInt64(byte.lowercasedASCII) << UInt64((count & 7) * 8)
    switch count >> 3 {
    case 0: first |= bits
    case 1: second |= bits
    case 2: third |= bits
    default: break
    }
    count += 1
  }
}
