/// The starts of a text's lines: finds lines and columns of many offsets after one pass.
public struct LineTable: Sendable {
  /// The text the lines belong to.
  public let source: SourceText
  private let starts: [Int]

  /// Finds the lines of `source`; LF, CR LF and a lone CR each end a line.
  public init(_ source: SourceText) {
    self.source = source
    let bytes = source.bytes
    var starts = [0]
    for index in bytes.indices {
      let byte = bytes[index]
      let isLoneReturn = byte == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)
      if byte == 0x0A || isLoneReturn { starts.append(index + 1) }
    }
    self.starts = starts
  }

  /// The number of lines; a text that ends with a line break has an empty last line.
  public var count: Int { starts.count }

  /// The line, counted from 1, that holds the byte at `offset`.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The bytes of a line without its line break and without a byte-order mark.
  public func bytes(ofLine line: Int) -> Range<Int> {
    let bytes = source.bytes
    var start = starts[line - 1]
    var end = line < starts.count ? starts[line] : bytes.count
    if end > start, bytes[end - 1] == 0x0A { end -= 1 }
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    if start == 0, bytes[..<end].starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    return start..<end
  }

  /// The line and column of an offset, as `SourcePosition` counts them.
  public func position(of offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), source.bytes.count)
    let line = line(at: offset)
    let start = line == 1 ? bytes(ofLine: 1).lowerBound : starts[line - 1]
    guard offset > start else { return SourcePosition(line: line, column: 1) }
    let column = source.bytes[start..<offset].reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    return SourcePosition(line: line, column: column)
  }
}

/// The line tables of the texts that a report speaks of, each made once.
struct LineTables {
  private var tables: [ObjectIdentifier: LineTable] = [:]

  /// The table of `source`, made at its first use.
  mutating func table(_ source: SourceText) -> LineTable {
    if let table = tables[ObjectIdentifier(source)] { return table }
    let table = LineTable(source)
    tables[ObjectIdentifier(source)] = table
    return table
  }

  /// The first and the last place of a span.
  mutating func positions(_ span: SourceSpan) -> (start: SourcePosition, end: SourcePosition) {
    let table = table(span.source)
    return (table.position(of: span.start), table.position(of: span.end))
  }
}
