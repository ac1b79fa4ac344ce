/// A set of code points as sorted ranges that neither overlap nor touch.
struct CodePointSet: Equatable {
  private(set) var ranges: [ClosedRange<UInt32>] = []

  /// Creates the empty set.
  init() {}

  /// Creates the set of all code points in `ranges`.
  init(_ ranges: [ClosedRange<UInt32>]) {
    self.ranges = ranges
    normalise()
  }

  /// Adds the code points of another set.
  mutating func formUnion(_ other: CodePointSet) {
    ranges += other.ranges
    normalise()
  }

  /// The code points that are not in the set.
  var inverted: CodePointSet {
    var result = CodePointSet()
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { result.ranges.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= 0x10FFFF { result.ranges.append(next...0x10FFFF) }
    return result
  }

  /// Whether the set has a code point.
  func contains(_ value: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= value
  }

  private mutating func normalise() {
    ranges.sort { $0.lowerBound < $1.lowerBound }
    var result: [ClosedRange<UInt32>] = []
    for range in ranges {
      if let last = result.last, range.lowerBound <= last.upperBound + 1 {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    ranges = result
  }

  /// `\d`: ASCII digits.
  static let digits = CodePointSet([0x30...0x39])
  /// `\w`: ASCII letters, digits and the underscore.
  static let word = CodePointSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  /// `\s`: ECMA-262's white space and line ends.
  static let space = CodePointSet([
    0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029,
    0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ])
  /// `.`: everything but ECMA-262's four line ends.
  static let dot = CodePointSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029]).inverted
}
