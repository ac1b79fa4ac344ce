/// Some bytes as an element of a set: hashed as a whole, where a slice hashes byte by byte.
struct ByteText: Hashable, Sendable {
  let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  init(_ bytes: [UInt8]) {
    self.init(bytes[...])
  }

  static func == (left: ByteText, right: ByteText) -> Bool { left.bytes == right.bytes }

  func hash(into hasher: inout Hasher) {
    // Safe: the buffer is only read, and only during the call.
    unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
  }
}
