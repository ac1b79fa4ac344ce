/// A range of bytes in a source text; line and column are worked out only when printed.
public struct SourceSpan: Sendable {
  /// The file the range lies in.
  public let source: SourceText
  /// First byte, counted from the start of the file.
  public let start: Int
  /// One past the last byte; equal to `start` for a place between two bytes.
  public let end: Int

  /// Creates a span; offsets outside the text are moved to its nearest end.
  public init(_ source: SourceText, start: Int, end: Int) {
    let count = source.bytes.count
    self.source = source
    self.start = min(max(start, 0), count)
    self.end = min(max(end, self.start), count)
  }

  /// Creates the empty span at an offset.
  public init(_ source: SourceText, at offset: Int) {
    self.init(source, start: offset, end: offset)
  }

  /// The line and column of the first byte.
  public var startPosition: SourcePosition { SourcePosition(of: start, in: source) }

  /// The line and column of the place after the last byte.
  public var endPosition: SourcePosition { SourcePosition(of: end, in: source) }
}

/// A place in a file as people count it.
public struct SourcePosition: Sendable, Hashable {
  /// Line, counted from 1; LF, CR LF and a lone CR each end a line.
  public let line: Int
  /// Column, counted from 1 in Unicode code points.
  public let column: Int

  /// Creates a position from its numbers.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Counts lines and columns up to `offset` in `source`, one pass over the bytes before it.
  public init(of offset: Int, in source: SourceText) {
    let bytes = source.bytes
    let end = min(max(offset, 0), bytes.count)
    var line = 1
    var lineStart = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? min(3, end) : 0
    var index = 0
    while index < end {
      let byte = bytes[index]
      index += 1
      if byte == 0x0A {
        line += 1
        lineStart = index
      } else if byte == 0x0D, index >= bytes.count || bytes[index] != 0x0A {
        line += 1
        lineStart = index
      }
    }
    var column = 1
    for byte in bytes[lineStart..<end] where byte & 0xC0 != 0x80 {
      column += 1
    }
    self.line = line
    self.column = column
  }
}
