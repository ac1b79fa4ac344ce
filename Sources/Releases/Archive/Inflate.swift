/// Unpacks deflate data (RFC 1951) up to a bound, so that a bomb is told from a damaged file.
///
/// galley writes stored blocks only; compressed ones are read just far enough to refuse them.
struct Inflate {
  /// Why unpacking stopped.
  enum Failure: Error {
    case truncated
    case invalid
    case tooLong
  }

  private let input: [UInt8]
  private let maximum: Int
  private var output: [UInt8] = []
  private var buffer: UInt32 = 0
  private var buffered: UInt32 = 0

  /// The first byte behind the data, once `run` has returned.
  private(set) var position: Int
  /// Whether the data so far is spelled as `StoredGzip` spells it.
  private(set) var isStored = true

  /// Prepares to unpack from an offset.
  init(_ input: [UInt8], from position: Int, maximum: Int) {
    self.input = input
    self.position = position
    self.maximum = maximum
  }

  /// Unpacks all blocks.
  mutating func run() throws(Failure) -> [UInt8] {
    output.reserveCapacity(min(maximum, input.count))
    var isLast = false
    while !isLast {
      isLast = try bits(1) == 1
      switch try bits(2) {
      case 0: try storedBlock(isLast: isLast)
      case 1:
        isStored = false
        try codedBlock(HuffmanTable.fixedLiterals, HuffmanTable.fixedDistances)
      case 2:
        isStored = false
        let (literals, distances) = try dynamicTables()
        try codedBlock(literals, distances)
      default: throw .invalid
      }
    }
    return output
  }

  private mutating func bits(_ count: UInt32) throws(Failure) -> Int {
    while buffered < count {
      guard position < input.count else { throw .truncated }
      buffer |= UInt32(input[position]) << buffered
      buffered += 8
      position += 1
    }
    let value = buffer & ((1 << count) - 1)
    buffer >>= count
    buffered -= count
    return Int(value)
  }

  private mutating func storedBlock(isLast: Bool) throws(Failure) {
    // At most seven bits are buffered here, all of them of the byte already read.
    if buffer != 0 { isStored = false }
    buffer = 0
    buffered = 0
    guard position + 4 <= input.count else { throw .truncated }
    let count = Int(input[position]) | Int(input[position + 1]) << 8
    let inverse = Int(input[position + 2]) | Int(input[position + 3]) << 8
    guard count ^ inverse == 0xFFFF else { throw .invalid }
    position += 4
    if count != StoredGzip.blockSize, !isLast { isStored = false }
    if count == 0, !output.isEmpty { isStored = false }
    guard output.count + count <= maximum else { throw .tooLong }
    guard position + count <= input.count else { throw .truncated }
    output += input[position..<position + count]
    position += count
  }

  private mutating func symbol(_ table: HuffmanTable) throws(Failure) -> Int {
    var code = 0
    var first = 0
    var index = 0
    for length in 1...15 {
      code |= try bits(1)
      let count = table.counts[length]
      if code - count < first { return table.symbols[index + code - first] }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw .invalid
  }

  private static let lengthBase = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthBits: [UInt32] = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBase = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12_289, 16_385, 24_577,
  ]

  private mutating func codedBlock(
    _ literals: HuffmanTable, _ distances: HuffmanTable
  ) throws(Failure) {
    while true {
      let literal = try symbol(literals)
      if literal == 256 { return }
      if literal < 256 {
        guard output.count < maximum else { throw .tooLong }
        output.append(UInt8(literal))
        continue
      }
      guard literal - 257 < Self.lengthBase.count else { throw .invalid }
      let length = try Self.lengthBase[literal - 257] + bits(Self.lengthBits[literal - 257])
      let code = try symbol(distances)
      guard code < Self.distanceBase.count else { throw .invalid }
      let extra = code < 4 ? 0 : UInt32(code / 2 - 1)
      let distance = try Self.distanceBase[code] + bits(extra)
      guard distance <= output.count else { throw .invalid }
      guard output.count + length <= maximum else { throw .tooLong }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }

  private mutating func dynamicTables() throws(Failure) -> (HuffmanTable, HuffmanTable) {
    let literalCount = try bits(5) + 257
    let distanceCount = try bits(5) + 1
    let codeCount = try bits(4) + 4
    guard literalCount <= 286, distanceCount <= 30 else { throw .invalid }
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    var codeLengths = [Int](repeating: 0, count: 19)
    for index in 0..<codeCount { codeLengths[order[index]] = try bits(3) }
    guard let codes = HuffmanTable(codeLengths) else { throw .invalid }
    var lengths: [Int] = []
    while lengths.count < literalCount + distanceCount {
      let code = try symbol(codes)
      switch code {
      case 0..<16: lengths.append(code)
      case 16:
        guard let last = lengths.last else { throw .invalid }
        lengths += try repeatElement(last, count: 3 + bits(2))
      case 17: lengths += try repeatElement(0, count: 3 + bits(3))
      default: lengths += try repeatElement(0, count: 11 + bits(7))
      }
    }
    guard lengths.count == literalCount + distanceCount, lengths[256] > 0,
      let literals = HuffmanTable(Array(lengths[..<literalCount])),
      let distances = HuffmanTable(Array(lengths[literalCount...]))
    else { throw .invalid }
    return (literals, distances)
  }
}

/// A canonical Huffman code: how many codes each length has, and the symbols in their order.
struct HuffmanTable {
  fileprivate let counts: [Int]
  fileprivate let symbols: [Int]

  /// Builds the code from the length of each symbol's; nil when the lengths over-subscribe it.
  init?(_ lengths: [Int]) {
    var counts = [Int](repeating: 0, count: 16)
    for length in lengths { counts[length] += 1 }
    counts[0] = 0
    var left = 1
    for length in 1...15 {
      left = left << 1 - counts[length]
      if left < 0 { return nil }
    }
    self.counts = counts
    symbols = (1...15).flatMap { length in lengths.indices.filter { lengths[$0] == length } }
  }

  /// An empty code, which no input matches.
  private init() {
    counts = [Int](repeating: 0, count: 16)
    symbols = []
  }

  fileprivate static let fixedLiterals =
    HuffmanTable(
      (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }) ?? HuffmanTable()
  fileprivate static let fixedDistances =
    HuffmanTable([Int](repeating: 5, count: 30)) ?? HuffmanTable()
}
