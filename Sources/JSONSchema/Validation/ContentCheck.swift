import Diagnostics
import Documents

/// Draft-07's `contentEncoding` and `contentMediaType`, checked.
enum ContentCheck {
  /// Whether a text is what it is said to be.
  static func accepts(
    _ bytes: UnsafeBufferPointer<UInt8>, isBase64: Bool, isJSON: Bool
  ) -> Bool {
    var content = unsafe Array(bytes)
    if isBase64 {
      guard let decoded = decodeBase64(content) else { return false }
      content = decoded
    }
    return !isJSON || JSONReader.read(SourceText(path: "", bytes: content)).document != nil
  }

  private static func decodeBase64(_ text: [UInt8]) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    var result: [UInt8] = []
    let padding = text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard padding <= 2 else { return nil }
    var accumulator: UInt32 = 0
    for (index, byte) in text.dropLast(padding).enumerated() {
      let value: UInt8
      switch byte {
      case 0x41...0x5A: value = byte - 0x41
      case 0x61...0x7A: value = byte - 0x61 + 26
      case 0x30...0x39: value = byte - 0x30 + 52
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      default: return nil
      }
      accumulator = accumulator << 6 | UInt32(value)
      switch index % 4 {
      case 1: result.append(UInt8(truncatingIfNeeded: accumulator >> 4))
      case 2: result.append(UInt8(truncatingIfNeeded: accumulator >> 2))
      case 3: result.append(UInt8(truncatingIfNeeded: accumulator))
      default: break
      }
    }
    return result
  }
}
