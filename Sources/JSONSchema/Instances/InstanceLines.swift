/// Cuts JSON lines into lines as the bytes arrive: memory is that of one chunk and one line.
public struct InstanceLines: Sendable {
  /// One line that holds a value.
  public struct Line: Sendable {
    /// The line's number in the file, counted from 1.
    public let number: Int
    /// Its bytes without the line break.
    public let bytes: [UInt8]
  }

  private var rest: [UInt8] = []
  private var number = 0

  /// Creates a cutter at the start of a file.
  public init() {}

  /// How many bytes of an unfinished line are waiting.
  public var pendingBytes: Int { rest.count }

  /// Takes in the next bytes; returns the lines that are complete now, without blank ones.
  public mutating func take(_ chunk: ArraySlice<UInt8>) -> [Line] {
    var lines: [Line] = []
    var remaining = chunk
    while let end = Self.lineBreak(in: remaining) {
      rest += remaining[..<end]
      remaining = remaining[(end + 1)...]
      if let line = finishLine() { lines.append(line) }
    }
    rest += remaining
    return lines
  }

  /// Returns the last line, where the file does not end with a line break.
  public mutating func finish() -> Line? { finishLine() }

  private mutating func finishLine() -> Line? {
    number += 1
    var bytes = rest
    rest = []
    if bytes.last == 0x0D { bytes.removeLast() }
    guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { return nil }
    return Line(number: number, bytes: bytes)
  }

  /// The index of the first line break, eight bytes at a time.
  private static func lineBreak(in bytes: ArraySlice<UInt8>) -> Int? {
    let offset = unsafe bytes.withUnsafeBytes { buffer -> Int? in
      let ones: UInt64 = 0x0101_0101_0101_0101
      var index = 0
      while index &+ 8 <= buffer.count {
        let word = unsafe buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let breaks = UInt64(littleEndian: word) ^ (ones &* 0x0A)
        // A borrow can mark a byte wrongly, but only behind one that is marked rightly.
        let marks = (breaks &- ones) & ~breaks & (ones &* 0x80)
        if marks != 0 { return index &+ marks.trailingZeroBitCount >> 3 }
        index &+= 8
      }
      while index < buffer.count {
        if unsafe buffer[index] == 0x0A { return index }
        index &+= 1
      }
      return nil
    }
    return offset.map { bytes.startIndex + $0 }
  }
}
