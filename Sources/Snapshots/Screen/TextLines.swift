/// A text with its lines and the places in it that an edit changes.
struct TextLines {
  /// The text.
  let bytes: [UInt8]
  /// The bytes of each line, without its line end; the text after the last one is a line, too.
  let ranges: [Range<Int>]
  /// What the edit changes, in order.
  let changed: [Range<Int>]

  init(_ bytes: [UInt8], changed: [Range<Int>]) {
    self.bytes = bytes
    self.changed = changed
    var ranges: [Range<Int>] = []
    var start = 0
    for index in bytes.indices where bytes[index] == 0x0A {
      ranges.append(start..<index)
      start = index + 1
    }
    self.ranges = ranges + [start..<bytes.count]
  }

  /// The position of the line that a place lies in.
  func line(at place: Int) -> Int {
    var low = 0
    var high = ranges.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if ranges[middle].lowerBound <= place { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// What the edit changes from a line on.
  func changed(in range: Range<Int>) -> ArraySlice<Range<Int>> {
    var low = 0
    var high = changed.count
    while low < high {
      let middle = (low + high) / 2
      if changed[middle].upperBound < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return changed[low...]
  }
}
