/// Runs a `ByteProgram` by keeping all its states at once: linear in the text, whatever the pattern.
struct ByteSimulation {
  private let program: ByteProgram
  private var current: [Int32] = []
  private var marks: [UInt32]
  private var generation: UInt32 = 0
  private var stack: [Int32] = []

  init(_ program: ByteProgram) {
    self.program = program
    marks = Array(repeating: 0, count: program.instructions.count)
  }

  /// Whether the pattern matches somewhere in `text`.
  mutating func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    current.removeAll(keepingCapacity: true)
    generation &+= 1
    while true {
      // A match may begin at every position.
      if unsafe add(program.first, position, text) { return true }
      guard position < text.count else { return false }
      let byte = unsafe text[position]
      position += 1
      let states = current
      current.removeAll(keepingCapacity: true)
      generation &+= 1
      for state in states {
        let instruction = program.instructions[Int(state)]
        for index in Int(instruction.a)..<Int(instruction.a + instruction.b) {
          let transition = program.transitions[index]
          if byte >= transition.low, byte <= transition.high,
            unsafe add(transition.next, position, text)
          {
            return true
          }
        }
      }
    }
  }

  /// Adds a state with all it reaches without reading; true when that is the match.
  private mutating func add(
    _ state: Int32, _ position: Int, _ text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    stack.append(state)
    while let state = stack.popLast() {
      guard marks[Int(state)] != generation else { continue }
      marks[Int(state)] = generation
      let instruction = program.instructions[Int(state)]
      switch instruction.kind {
      case .match:
        stack.removeAll(keepingCapacity: true)
        return true
      case .bytes: current.append(state)
      case .split:
        stack.append(instruction.b)
        stack.append(instruction.a)
      case .start: if position == 0 { stack.append(instruction.a) }
      case .end: if position == text.count { stack.append(instruction.a) }
      case .boundary, .noBoundary:
        let before = unsafe position > 0 && Self.isWord(text[position - 1])
        let after = unsafe position < text.count && Self.isWord(text[position])
        if (before != after) == (instruction.kind == .boundary) { stack.append(instruction.a) }
      }
    }
    return false
  }

  /// Whether a byte is an ASCII letter, digit or underscore.
  static func isWord(_ byte: UInt8) -> Bool {
    byte == 0x5F || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }
}
