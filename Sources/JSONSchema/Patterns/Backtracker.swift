/// Matches what is not regular (look-around, back-references) by trying, within a budget of steps.
struct Backtracker {
  private enum Instruction {
    case set(Int, isBackward: Bool)
    case split(Int, Int)
    case jump(Int)
    case save(Int)
    case clear(Range<Int>)
    case start, end
    case boundary(isNegated: Bool)
    case backreference([Int], isBackward: Bool)
    case look(isNegated: Bool, end: Int)
    case lookEnd
    case mark(Int)
    case progress(Int)
    case match
  }

  private var instructions: [Instruction] = []
  private var sets: [CodePointSet] = []
  private var registerCount = 0
  private var markCount = 0
  private let limits: PatternLimits
  /// Nodes translated so far: a repetition of nothing emits no instruction, but takes time.
  private var work = 0

  /// Translates a syntax tree; throws where the program would be larger than the limit.
  init(_ node: PatternNode, limits: PatternLimits) throws(PatternError) {
    self.limits = limits
    try compile(node, isBackward: false)
    try emit(.match)
  }

  /// What a bounded attempt gave.
  enum Outcome { case match, noMatch, outOfSteps }

  /// Looks for a match anywhere in `text`.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Outcome {
    let scalars = unsafe String(decoding: text, as: UTF8.self).unicodeScalars.map(\.value)
    var steps = limits.maximumSteps
    let registers = [Int](repeating: -1, count: registerCount * 2 + 2 + markCount)
    for start in 0...scalars.count {
      let end = run(from: 0, at: start, registers, scalars, &steps)
      if steps <= 0 { return .outOfSteps }
      if end != nil { return .match }
    }
    return .noMatch
  }

  // MARK: Compiling

  private mutating func count() throws(PatternError) {
    work += 1
    guard work <= 4 * limits.maximumInstructions else {
      throw PatternError(
        message: "needs more than \(limits.maximumInstructions) instructions", offset: 0,
        isLimit: true)
    }
  }

  private mutating func emit(_ instruction: Instruction) throws(PatternError) {
    guard instructions.count < limits.maximumInstructions else {
      throw PatternError(
        message: "needs more than \(limits.maximumInstructions) instructions", offset: 0,
        isLimit: true)
    }
    instructions.append(instruction)
  }

  private mutating func compile(
    _ node: PatternNode, isBackward: Bool
  ) throws(PatternError) {
    try count()
    switch node {
    case .empty: break
    case .set(let set):
      sets.append(set)
      try emit(.set(sets.count - 1, isBackward: isBackward))
    case .sequence(let nodes):
      for node in isBackward ? nodes.reversed() : nodes {
        try compile(node, isBackward: isBackward)
      }
    case .choice(let nodes):
      var exits: [Int] = []
      for (position, node) in nodes.enumerated() {
        let split = instructions.count
        if position < nodes.count - 1 { try emit(.split(split + 1, 0)) }
        try compile(node, isBackward: isBackward)
        guard position < nodes.count - 1 else { break }
        exits.append(instructions.count)
        try emit(.jump(0))
        instructions[split] = .split(split + 1, instructions.count)
      }
      for exit in exits { instructions[exit] = .jump(instructions.count) }
    case .repetition(let node, let minimum, let maximum, let isGreedy, let groups):
      try compileRepetition(
        node, minimum, maximum, isGreedy: isGreedy, groups: groups, isBackward: isBackward)
    case .group(let node, let capture):
      registerCount = max(registerCount, capture)
      try emit(.save(capture * 2 + (isBackward ? 1 : 0)))
      try compile(node, isBackward: isBackward)
      try emit(.save(capture * 2 + (isBackward ? 0 : 1)))
    case .start: try emit(.start)
    case .end: try emit(.end)
    case .boundary(let isNegated): try emit(.boundary(isNegated: isNegated))
    case .backreference(let groups):
      registerCount = max(registerCount, groups.max() ?? 0)
      try emit(.backreference(groups, isBackward: isBackward))
    case .namedBackreference: break
    case .look(let node, let isAhead, let isNegated):
      let place = instructions.count
      try emit(.look(isNegated: isNegated, end: 0))
      try compile(node, isBackward: !isAhead)
      try emit(.lookEnd)
      instructions[place] = .look(isNegated: isNegated, end: instructions.count)
    }
  }

  private mutating func compileRepetition(
    _ node: PatternNode, _ minimum: Int, _ maximum: Int?, isGreedy: Bool, groups: Range<Int>,
    isBackward: Bool
  ) throws(PatternError) {
    if minimum > limits.maximumInstructions || (maximum ?? 0) > limits.maximumInstructions {
      throw PatternError(
        message: "repeats more than \(limits.maximumInstructions) times", offset: 0, isLimit: true)
    }
    for _ in 0..<minimum {
      if !groups.isEmpty { try emit(.clear(groups)) }
      try compile(node, isBackward: isBackward)
    }
    let mark = markCount
    markCount += 1
    var splits: [Int] = []
    for _ in 0..<(maximum.map { $0 - minimum } ?? 1) {
      splits.append(instructions.count)
      try emit(.split(0, 0))
      try emit(.mark(mark))
      if !groups.isEmpty { try emit(.clear(groups)) }
      try compile(node, isBackward: isBackward)
      try emit(.progress(mark))
    }
    if maximum == nil { try emit(.jump(splits[0])) }
    for split in splits {
      instructions[split] =
        isGreedy ? .split(split + 1, instructions.count) : .split(instructions.count, split + 1)
    }
  }

  // MARK: Running

  private struct Thread {
    var counter: Int
    var position: Int
    var registers: [Int]
  }

  /// Runs from an instruction; returns the registers at the match or at the end of a look-around.
  private func run(
    from counter: Int, at position: Int, _ registers: [Int], _ text: [UInt32],
    _ steps: inout Int
  ) -> [Int]? {
    var threads = [Thread(counter: counter, position: position, registers: registers)]
    let marks = registerCount * 2 + 2
    while var thread = threads.popLast() {
      running: while true {
        steps -= 1
        if steps <= 0 { return nil }
        switch instructions[thread.counter] {
        case .match, .lookEnd: return thread.registers
        case .set(let set, let isBackward):
          let index = isBackward ? thread.position - 1 : thread.position
          guard text.indices.contains(index), sets[set].contains(text[index]) else {
            break running
          }
          thread.position += isBackward ? -1 : 1
        case .split(let first, let second):
          threads.append(
            Thread(counter: second, position: thread.position, registers: thread.registers))
          thread.counter = first
          continue
        case .jump(let target):
          thread.counter = target
          continue
        case .save(let register): thread.registers[register] = thread.position
        case .clear(let groups):
          for group in groups {
            thread.registers[group * 2] = -1
            thread.registers[group * 2 + 1] = -1
          }
        case .start: if thread.position != 0 { break running }
        case .end: if thread.position != text.count { break running }
        case .boundary(let isNegated):
          let before = thread.position > 0 && Self.isWord(text[thread.position - 1])
          let after = thread.position < text.count && Self.isWord(text[thread.position])
          if (before != after) == isNegated { break running }
        case .backreference(let groups, let isBackward):
          guard let end = follow(groups, isBackward, thread, text) else { break running }
          steps -= abs(end - thread.position)
          thread.position = end
        case .look(let isNegated, let end):
          let found = run(
            from: thread.counter + 1, at: thread.position, thread.registers, text, &steps)
          if steps <= 0 { return nil }
          if (found == nil) != isNegated { break running }
          if let found { thread.registers = found }
          thread.counter = end
          continue
        case .mark(let mark): thread.registers[marks + mark] = thread.position
        case .progress(let mark):
          if thread.registers[marks + mark] == thread.position { break running }
        }
        thread.counter += 1
      }
    }
    return nil
  }

  /// The position after the text of the group that took part, or nil where it does not follow.
  private func follow(
    _ groups: [Int], _ isBackward: Bool, _ thread: Thread, _ text: [UInt32]
  ) -> Int? {
    for group in groups {
      let start = thread.registers[group * 2]
      let end = thread.registers[group * 2 + 1]
      guard start >= 0, end >= start else { continue }
      let count = end - start
      let from = isBackward ? thread.position - count : thread.position
      guard from >= 0, from + count <= text.count,
        text[from..<from + count] == text[start..<end]
      else { return nil }
      return isBackward ? from : from + count
    }
    return thread.position
  }

  private static func isWord(_ scalar: UInt32) -> Bool {
    scalar == 0x5F || scalar &- 0x30 < 10 || (scalar | 0x20) &- 0x61 < 26
  }
}
