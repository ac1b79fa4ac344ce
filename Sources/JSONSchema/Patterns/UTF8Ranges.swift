/// Splits ranges of code points into sequences of byte ranges, as UTF-8 writes them.
enum UTF8Ranges {
  /// The byte sequences of every code point of `set`; surrogates, which UTF-8 has not, are left out.
  static func sequences(_ set: CodePointSet) -> [[ClosedRange<UInt8>]] {
    var result: [[ClosedRange<UInt8>]] = []
    for range in set.ranges {
      for (low, high) in [
        (0, 0x7F), (0x80, 0x7FF), (0x800, 0xD7FF), (0xE000, 0xFFFF),
        (0x10000, 0x10FFFF),
      ] as [(UInt32, UInt32)] {
        let start = max(low, range.lowerBound)
        let end = min(high, range.upperBound)
        if start <= end { split(start, end, into: &result) }
      }
    }
    return result
  }

  /// Splits a range whose ends have the same number of bytes.
  private static func split(
    _ start: UInt32, _ end: UInt32, into result: inout [[ClosedRange<UInt8>]]
  ) {
    let count = end < 0x80 ? 1 : end < 0x800 ? 2 : end < 0x10000 ? 3 : 4
    for trailing in 1..<max(count, 1) {
      let mask = UInt32(1) << UInt32(6 * trailing) - 1
      guard start & ~mask != end & ~mask else { continue }
      if start & mask != 0 {
        split(start, start | mask, into: &result)
        split((start | mask) + 1, end, into: &result)
        return
      }
      if end & mask != mask {
        split(start, (end & ~mask) - 1, into: &result)
        split(end & ~mask, end, into: &result)
        return
      }
    }
    let first = bytes(start, count)
    let last = bytes(end, count)
    result.append(zip(first, last).map { $0...$1 })
  }

  private static func bytes(_ value: UInt32, _ count: Int) -> [UInt8] {
    switch count {
    case 1: [UInt8(value)]
    case 2: [UInt8(0xC0 | value >> 6), UInt8(0x80 | value & 0x3F)]
    case 3:
      [UInt8(0xE0 | value >> 12), UInt8(0x80 | value >> 6 & 0x3F), UInt8(0x80 | value & 0x3F)]
    default:
      [
        UInt8(0xF0 | value >> 18), UInt8(0x80 | value >> 12 & 0x3F),
        UInt8(0x80 | value >> 6 & 0x3F), UInt8(0x80 | value & 0x3F),
      ]
    }
  }
}
