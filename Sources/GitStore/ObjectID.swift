import Clibgit2

/// The name of an object in a repository: 20 bytes, kept as three integers.
///
/// Nothing outside this file depends on the width.
package struct ObjectID: Hashable, Sendable {
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  /// The number of bytes of an object's name.
  static let byteCount = 20

  /// Reads the bytes of an object's name.
  init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.byteCount else {
      return nil
    }
    high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    middle = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    low = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
  }

  /// Copies the library's own value.
  init(_ value: git_oid) {
    (high, middle, low) = withUnsafeBytes(of: value.id) { bytes in
      (
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
        UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
      )
    }
  }

  /// Reads 40 hexadecimal digits, or returns nothing.
  package init?(hex: String) {
    guard hex.utf8.count == Self.byteCount * 2 else {
      return nil
    }
    var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    for (position, digit) in hex.utf8.enumerated() {
      guard let value = Self.value(ofDigit: digit) else {
        return nil
      }
      switch position {
      case ..<16: words.0 = words.0 << 4 | value
      case ..<32: words.1 = words.1 << 4 | value
      default: words.2 = words.2 << 4 | value
      }
    }
    high = words.0
    middle = words.1
    low = UInt32(truncatingIfNeeded: words.2)
  }

  /// The name as 40 hexadecimal digits.
  package var hex: String {
    Self.digits(high, 16) + Self.digits(middle, 16) + Self.digits(UInt64(low), 8)
  }

  /// The first digits of the name, for people.
  package var short: String {
    String(hex.prefix(10))
  }

  /// The library's own value.
  var libraryValue: git_oid {
    var value = git_oid()
    withUnsafeMutableBytes(of: &value.id) { bytes in
      bytes.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
      bytes.storeBytes(of: middle.bigEndian, toByteOffset: 8, as: UInt64.self)
      bytes.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt32.self)
    }
    return value
  }

  private static func value(ofDigit digit: UInt8) -> UInt64? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(digit - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(digit - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(digit - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  private static func digits(_ word: UInt64, _ count: Int) -> String {
    let text = String(word, radix: 16)
    return String(repeating: "0", count: count - text.utf8.count) + text
  }
}

extension ObjectID: CustomStringConvertible, Comparable {
  /// The 40 hexadecimal digits.
  package var description: String { hex }

  /// Orders as the digits do.
  package static func < (left: ObjectID, right: ObjectID) -> Bool {
    (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
  }
}
