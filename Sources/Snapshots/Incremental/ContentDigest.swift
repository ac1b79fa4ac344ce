import Crypto

/// The SHA-256 of some bytes.
package struct ContentDigest: Sendable, Hashable, Comparable {
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

  /// The number of bytes of a digest.
  static let count = 32

  /// Hashes bytes.
  package init(of bytes: [UInt8]) { self.init(of: bytes[...]) }

  /// Hashes a part of some bytes.
  init(of bytes: ArraySlice<UInt8>) {
    var words = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
    unsafe SHA256.hash(data: bytes).withUnsafeBytes { digest in
      func word(_ index: Int) -> UInt64 {
        unsafe UInt64(
          bigEndian: digest.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
      }
      words = (word(0), word(1), word(2), word(3))
    }
    (first, second, third, fourth) = words
  }

  /// Takes the 32 bytes of a digest.
  init(_ bytes: ArraySlice<UInt8>) {
    precondition(bytes.count == Self.count, "a digest has 32 bytes")
    func word(_ index: Int) -> UInt64 {
      let start = bytes.startIndex + index * 8
      return bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
    first = word(0)
    second = word(1)
    third = word(2)
    fourth = word(3)
  }

  /// Adds the 32 bytes to others.
  func append(to bytes: inout [UInt8]) {
    for word in [first, second, third, fourth] {
      var shift: UInt64 = 64
      while shift > 0 {
        shift -= 8
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
  }

  /// Orders digests as their bytes are ordered.
  package static func < (left: Self, right: Self) -> Bool {
    (left.first, left.second, left.third, left.fourth)
      < (right.first, right.second, right.third, right.fourth)
  }

  /// A number below `count` that the digest decides, spread evenly.
  package func bucket(of count: UInt64) -> UInt64 { first % count }

  /// The digest in hexadecimal.
  package var hexadecimal: String {
    [first, second, third, fourth].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }.joined()
  }
}
