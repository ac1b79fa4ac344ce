/// A deterministic table over bytes: one look-up a byte, no allocation.
struct ByteAutomaton {
  /// Rows of entries: the start of the next row for each column, then whether the text may end.
  ///
  /// Row 0 is "no match any more", row 1 is "has matched", row 2 the start.
  let table: [UInt16]
  /// The column of each byte.
  let columns: [UInt8]
  /// The column that says whether the pattern matches when the text ends.
  let endColumn: Int

  /// Builds the table, or returns nil where it would need more states than the limit.
  init?(_ program: ByteProgram, limits: PatternLimits) {
    var builder = AutomatonBuilder(program)
    let stride = builder.columnCount + 1
    // Entries are offsets of rows and have 16 bits.
    let maximum = min(limits.maximumStates, Int(UInt16.max) / stride)
    guard builder.build(maximumStates: maximum) else { return nil }
    var table: [UInt16] = []
    for (state, accepts) in builder.acceptsAtEnd.enumerated() {
      for column in 0..<builder.columnCount {
        let next = builder.table[state * builder.columnCount + column]
        table.append(next * UInt16(stride))
      }
      table.append(accepts ? 1 : 0)
    }
    self.table = table
    columns = builder.columns
    endColumn = builder.columnCount
  }

  /// Whether the pattern matches somewhere in `text`.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let stride = endColumn + 1
    var row = 2 * stride
    for index in 0..<text.count {
      row = unsafe Int(table[row + Int(columns[Int(text[index])])])
      if row <= stride { return row == stride }
    }
    return table[row + endColumn] != 0
  }
}

/// Determinises a `ByteProgram` by the subset construction.
private struct AutomatonBuilder {
  let program: ByteProgram
  private(set) var table: [UInt16] = []
  private(set) var columns: [UInt8] = []
  private(set) var acceptsAtEnd: [Bool] = []
  private(set) var columnCount = 0
  private var representatives: [UInt8] = []
  private var sets: [[Int32]] = []
  private var numbers: [[Int32]: UInt16] = [:]
  private var marks: [UInt32]
  private var generation: UInt32 = 0

  init(_ program: ByteProgram) {
    self.program = program
    marks = Array(repeating: 0, count: program.instructions.count)
    var starts = [Bool](repeating: false, count: 257)
    for transition in program.transitions {
      starts[Int(transition.low)] = true
      starts[Int(transition.high) + 1] = true
    }
    var column = -1
    for byte in 0..<256 {
      if byte == 0 || starts[byte] {
        column += 1
        representatives.append(UInt8(byte))
      }
      columns.append(UInt8(column))
    }
    columnCount = column + 1
  }

  mutating func build(maximumStates: Int) -> Bool {
    // Sets grow with the program; the product bounds the time of the construction.
    var budget = 1_000_000
    let seeds = closure([program.first], atStart: false, atEnd: false)
    let initial = closure([program.first], atStart: true, atEnd: false)
    sets = [[], [], initial.states]
    acceptsAtEnd = [false, true, false]
    table = Array(repeating: 0, count: columnCount) + Array(repeating: 1, count: columnCount)
    if initial.isMatch {
      table += Array(repeating: 1, count: columnCount)
      acceptsAtEnd[2] = true
      return true
    }
    acceptsAtEnd[2] = closure([program.first], atStart: true, atEnd: true).isMatch
    var state = 2
    while state < sets.count {
      let set = sets[state]
      for byte in representatives {
        var targets: [Int32] = []
        for member in set {
          let instruction = program.instructions[Int(member)]
          guard instruction.kind == .bytes else { continue }
          for index in Int(instruction.a)..<Int(instruction.a + instruction.b) {
            let transition = program.transitions[index]
            if byte >= transition.low, byte <= transition.high { targets.append(transition.next) }
          }
        }
        budget -= set.count + 1
        if budget < 0 { return false }
        if targets.isEmpty, !seeds.isMatch {
          table.append(number(of: seeds.states, atEnd: seeds.states))
          continue
        }
        let next = closure(targets + [program.first], atStart: false, atEnd: false)
        table.append(next.isMatch ? 1 : number(of: next.states, atEnd: next.states))
      }
      state += 1
      if sets.count >= maximumStates { return false }
    }
    return true
  }

  /// The number of the state for a set, which becomes a new state if need be.
  private mutating func number(of set: [Int32], atEnd: [Int32]) -> UInt16 {
    if set.isEmpty { return 0 }
    if let known = numbers[set] { return known }
    let number = UInt16(truncatingIfNeeded: sets.count)
    numbers[set] = number
    sets.append(set)
    acceptsAtEnd.append(closure(set, atStart: false, atEnd: true).isMatch)
    return number
  }

  private mutating func closure(
    _ states: [Int32], atStart: Bool, atEnd: Bool
  ) -> (states: [Int32], isMatch: Bool) {
    generation &+= 1
    var result: [Int32] = []
    var isMatch = false
    var stack = states
    while let state = stack.popLast() {
      guard marks[Int(state)] != generation else { continue }
      marks[Int(state)] = generation
      let instruction = program.instructions[Int(state)]
      switch instruction.kind {
      case .match: isMatch = true
      case .bytes: if instruction.b > 0 { result.append(state) }
      case .split: stack += [instruction.a, instruction.b]
      case .start: if atStart { stack.append(instruction.a) }
      case .end:
        if atEnd { stack.append(instruction.a) } else { result.append(state) }
      case .boundary, .noBoundary: break
      }
    }
    result.sort()
    return (result, isMatch)
  }
}
