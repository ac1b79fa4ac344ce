/// The characters that HTML needs escaped.
enum HTMLEscape {
  /// For each byte, how many bytes longer its entity is.
  static let growth: [UInt8] = (0..<256).map { byte in
    entity(UInt8(byte)).map { UInt8($0.utf8CodeUnitCount - 1) } ?? 0
  }

  /// Upper-case hexadecimal digits.
  static let hex = Array("0123456789ABCDEF".utf8)

  /// The value of a hexadecimal digit, or nil.
  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  /// The entity of a character, or nil.
  static func entity(_ byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }

  /// Writes `bytes` escaped and returns the number of bytes written.
  static func write(_ bytes: Bytes, _ target: UnsafeMutablePointer<UInt8>) -> Int {
    var position = 0
    var start = 0
    var index = 0
    while index < bytes.count {
      if let entity = entity(bytes[index]) {
        unsafe (target + position).update(from: bytes.base + start, count: index - start)
        position += index - start
        unsafe (target + position).update(
          from: entity.utf8Start, count: entity.utf8CodeUnitCount)
        position += entity.utf8CodeUnitCount
        start = index + 1
      }
      index &+= 1
    }
    unsafe (target + position).update(from: bytes.base + start, count: bytes.count - start)
    return position + bytes.count - start
  }
}
