/// The character references by which HTML writes signs of its own: `&lt;`, `&#39;`.
enum CharacterReferences {
  /// Longest reference with its signs, in bytes.
  private static let maximumBytes = 12

  /// A text as `escape` prints it.
  static func escaped(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): result += "&amp;".utf8
      case UInt8(ascii: "<"): result += "&lt;".utf8
      case UInt8(ascii: ">"): result += "&gt;".utf8
      case UInt8(ascii: "\""): result += "&quot;".utf8
      case UInt8(ascii: "'"): result += "&#39;".utf8
      default: result.append(byte)
      }
    }
    return result
  }

  /// The index after the reference that begins at `start`, or nil.
  static func end(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Int? {
    guard bytes[start] == UInt8(ascii: "&") else { return nil }
    var index = start + 1
    while index < bytes.endIndex, index - start < maximumBytes {
      switch bytes[index] {
      case UInt8(ascii: ";"): return index > start + 1 ? index + 1 : nil
      case UInt8(ascii: "#") where index == start + 1: break
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        break
      default: return nil
      }
      index += 1
    }
    return nil
  }
}
