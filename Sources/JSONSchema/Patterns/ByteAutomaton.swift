/// A deterministic table over bytes: one look-up a byte, no allocation.
struct ByteAutomaton {
  /// Row of each state; row 0 is "no match any more", row 1 is "has matched".
  let table: [UInt16]
  /// The column of each byte.
  let columns: [UInt8]
  /// Whether the pattern matches when the text ends in the state.
  let acceptsAtEnd: [Bool]
  let columnCount: Int

  /// Builds the table, or returns nil where it would need more states than the limit.
  init?(_ program: ByteProgram, limits: PatternLimits) {
    var builder = AutomatonBuilder(program)
    guard builder.build(maximumStates: min(limits.maximumStates, 60_000)) else { return nil }
    table = builder.table
    columns = builder.columns
    acceptsAtEnd = builder.acceptsAtEnd
    columnCount = builder.columnCount
  }

  /// Whether the pattern matches somewhere in `text`.
  @inline(__always)
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe table.withUnsafeBufferPointer { table in
      unsafe columns.withUnsafeBufferPointer { columns in
        var state = 2
        var index = 0
        while index < text.count {
          state = unsafe Int(table[state &* columnCount &+ Int(columns[Int(text[index])])])
          if state < 2 { return state == 1 }
          index &+= 1
        }
        return acceptsAtEnd[state]
      }
    }
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
    var budget = 4_000_000
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
      if sets.count > maximumStates { return false }
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
