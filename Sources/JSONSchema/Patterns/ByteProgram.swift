/// A non-deterministic automaton over UTF-8 bytes: a regular expression without look-around.
struct ByteProgram {
  struct Transition {
    var low: UInt8
    var high: UInt8
    var next: Int32
  }

  enum Kind: UInt8 {
    /// Reads a byte by one of the transitions `a ..< a + b`.
    case bytes
    /// Goes on at `a` and at `b`.
    case split
    /// Goes on at `a` at the start of the text, at its end, at a word boundary or between them.
    case start, end, boundary, noBoundary
    /// The whole expression has matched.
    case match
  }

  struct Instruction {
    var kind: Kind
    var a: Int32 = -1
    var b: Int32 = -1
  }

  private(set) var instructions: [Instruction] = []
  private(set) var transitions: [Transition] = []
  private(set) var first: Int32 = 0
  private let limits: PatternLimits
  /// Nodes translated so far: a repetition of nothing emits no instruction, but takes time.
  private var work = 0
  private var suffixes: [[Int32]: Int32] = [:]

  /// Translates a syntax tree; throws where the program would be larger than the limit.
  init(_ node: PatternNode, limits: PatternLimits) throws(PatternError) {
    self.limits = limits
    let match = try emit(Instruction(kind: .match))
    first = try compile(node, next: match)
  }

  private mutating func count() throws(PatternError) {
    work += 1
    guard work <= 4 * limits.maximumInstructions else {
      throw PatternError(
        message: "needs more than \(limits.maximumInstructions) instructions", offset: 0,
        isLimit: true)
    }
  }

  private mutating func emit(_ instruction: Instruction) throws(PatternError) -> Int32 {
    guard instructions.count < limits.maximumInstructions else {
      throw PatternError(
        message: "needs more than \(limits.maximumInstructions) instructions", offset: 0,
        isLimit: true)
    }
    instructions.append(instruction)
    return Int32(truncatingIfNeeded: instructions.count - 1)
  }

  /// Emits `node` so that it goes on at `next`; returns where it begins.
  private mutating func compile(
    _ node: PatternNode, next: Int32
  ) throws(PatternError) -> Int32 {
    try count()
    switch node {
    case .empty: return next
    case .set(let set): return try compile(set, next: next)
    case .sequence(let nodes):
      var target = next
      for node in nodes.reversed() { target = try compile(node, next: target) }
      return target
    case .choice(let nodes):
      var target = try compile(nodes[nodes.count - 1], next: next)
      for node in nodes.dropLast().reversed() {
        let branch = try compile(node, next: next)
        target = try emit(Instruction(kind: .split, a: branch, b: target))
      }
      return target
    case .group(let node, _): return try compile(node, next: next)
    case .repetition(let node, let minimum, let maximum, _, _):
      return try compileRepetition(node, minimum, maximum, next: next)
    case .start: return try emit(Instruction(kind: .start, a: next))
    case .end: return try emit(Instruction(kind: .end, a: next))
    case .boundary(let isNegated):
      return try emit(Instruction(kind: isNegated ? .noBoundary : .boundary, a: next))
    case .look, .backreference, .namedBackreference:
      throw PatternError(message: "look-around is not regular", offset: 0, isLimit: true)
    }
  }

  private mutating func compileRepetition(
    _ node: PatternNode, _ minimum: Int, _ maximum: Int?, next: Int32
  ) throws(PatternError) -> Int32 {
    if minimum > limits.maximumInstructions || (maximum ?? 0) > limits.maximumInstructions {
      throw PatternError(
        message: "repeats more than \(limits.maximumInstructions) times", offset: 0, isLimit: true)
    }
    var target = next
    if let maximum {
      for _ in minimum..<max(minimum, maximum) {
        let body = try compile(node, next: target)
        target = try emit(Instruction(kind: .split, a: body, b: next))
      }
    } else {
      let loop = try emit(Instruction(kind: .split, b: next))
      let body = try compile(node, next: loop)
      instructions[Int(loop)].a = body
      target = loop
    }
    for _ in 0..<minimum { target = try compile(node, next: target) }
    return target
  }

  private mutating func compile(
    _ set: CodePointSet, next: Int32
  ) throws(PatternError) -> Int32 {
    suffixes.removeAll(keepingCapacity: true)
    var firsts: [Transition] = []
    for sequence in UTF8Ranges.sequences(set) {
      var target = next
      for range in sequence.dropFirst().reversed() {
        let key = [Int32(range.lowerBound), Int32(range.upperBound), target]
        if let known = suffixes[key] {
          target = known
          continue
        }
        let transition = Int32(truncatingIfNeeded: transitions.count)
        transitions.append(
          Transition(low: range.lowerBound, high: range.upperBound, next: target))
        target = try emit(Instruction(kind: .bytes, a: transition, b: 1))
        suffixes[key] = target
      }
      if let range = sequence.first {
        firsts.append(Transition(low: range.lowerBound, high: range.upperBound, next: target))
      }
    }
    let start = Int32(truncatingIfNeeded: transitions.count)
    transitions += firsts
    return try emit(
      Instruction(kind: .bytes, a: start, b: Int32(truncatingIfNeeded: firsts.count)))
  }
}
