/// The 32-bit hash that every key of a document carries.
///
/// A look-up compares hashes first and bytes second, so keys need no table shared between documents
/// and threads. The hash is stable within a process and never written anywhere.
public enum KeyHash {
  /// Hashes the bytes at `start`, eight at a time.
  @inline(__always)
  public static func hash(_ start: UnsafePointer<UInt8>, count: Int) -> UInt32 {
    let raw = UnsafeRawPointer(start)
    var state = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index &+ 8 <= count {
      state = mix(state ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index &+= 8
    }
    if index < count {
      state = mix(state ^ tail(raw + index, count: count &- index))
    }
    return UInt32(truncatingIfNeeded: state ^ (state >> 32))
  }

  /// Packs one to seven bytes into a word, each of them at least once.
  @inline(__always)
  private static func tail(_ start: UnsafeRawPointer, count: Int) -> UInt64 {
    if count >= 4 {
      let low = start.loadUnaligned(as: UInt32.self)
      let high = start.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
      return UInt64(low) | UInt64(high) << 32
    }
    let first = start.load(as: UInt8.self)
    let middle = start.load(fromByteOffset: count >> 1, as: UInt8.self)
    let last = start.load(fromByteOffset: count &- 1, as: UInt8.self)
    return UInt64(first) | UInt64(middle) << 8 | UInt64(last) << 16
  }

  /// Hashes a whole array of bytes.
  public static func hash(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return mixEmpty }
      return hash(base, count: buffer.count)
    }
  }

  /// The hash of no bytes at all.
  private static var mixEmpty: UInt32 { 0 }

  /// Folds both halves of a product: a difference in any byte of the word reaches the low bits.
  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }
}

/// A key prepared for look-ups: its bytes with their hash.
public struct KeyName: Sendable, Hashable {
  /// The UTF-8 bytes of the key.
  public let bytes: [UInt8]
  /// `KeyHash` of the bytes.
  public let hash: UInt32

  /// Prepares a key from its bytes.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
    hash = KeyHash.hash(bytes)
  }

  /// Prepares a key from a string.
  public init(_ name: String) {
    self.init(bytes: Array(name.utf8))
  }
}
