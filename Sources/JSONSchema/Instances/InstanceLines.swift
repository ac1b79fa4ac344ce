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
    while let end = remaining.firstIndex(of: 0x0A) {
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
}
