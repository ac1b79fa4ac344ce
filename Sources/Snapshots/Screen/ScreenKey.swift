/// A key that was pressed.
package enum ScreenKey: Sendable, Hashable {
  /// A character.
  case character(Character)
  /// Arrows, page keys, Enter, Escape, Tab.
  case up, down, left, right, pageUp, pageDown, home, end, enter, escape, tab
  /// Control and C together, or a signal to end.
  case interrupt

  /// Reads the keys in what a terminal sent; sequences that mean nothing here are passed over.
  package static func keys(in bytes: [UInt8]) -> [ScreenKey] {
    var keys: [ScreenKey] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case 0x03: keys.append(.interrupt)
      case 0x09: keys.append(.tab)
      case 0x0A, 0x0D: keys.append(.enter)
      case 0x1B:
        guard index < bytes.count, bytes[index] == 0x5B || bytes[index] == 0x4F else {
          keys.append(.escape)
          continue
        }
        index += 1
        let start = index
        while index < bytes.count, !(0x40...0x7E).contains(bytes[index]) { index += 1 }
        guard index < bytes.count else { break }
        if let key = sequence(bytes[start..<index], bytes[index]) { keys.append(key) }
        index += 1
      case 0x20..<0x7F: keys.append(.character(Character(Unicode.Scalar(byte))))
      default: break
      }
    }
    return keys
  }

  private static func sequence(_ parameters: ArraySlice<UInt8>, _ end: UInt8) -> ScreenKey? {
    switch end {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "~"):
      switch parameters.first {
      case UInt8(ascii: "5"): .pageUp
      case UInt8(ascii: "6"): .pageDown
      case UInt8(ascii: "1"), UInt8(ascii: "7"): .home
      case UInt8(ascii: "4"), UInt8(ascii: "8"): .end
      default: nil
      }
    default: nil
    }
  }
}
