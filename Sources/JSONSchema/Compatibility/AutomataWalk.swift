/// Walks several automata side by side over well-formed UTF-8, breadth first.
struct AutomataWalk {
  private let automata: [(table: ByteAutomaton, holds: Bool)]
  private let minimum: Int32
  private let maximum: Int32
  private let limit: Int
  /// The texts that are not wanted, as a trie; nodes are (byte, node) lists.
  private var trie: [[(byte: UInt8, node: Int32)]] = [[]]
  private var unwanted: [Bool] = [false]

  enum Result {
    case found([UInt8])
    /// The walk was complete: no text meets the demands.
    case none
    case limit
  }

  init(
    _ automata: [(table: ByteAutomaton, holds: Bool)], _ excluded: [[UInt8]], _ minimum: Int,
    _ maximum: Int, limit: Int
  ) {
    self.automata = automata
    self.minimum = Int32(clamping: minimum)
    self.maximum = Int32(clamping: maximum)
    self.limit = limit
    for text in excluded {
      var node = 0
      for byte in text {
        if let known = trie[node].first(where: { $0.byte == byte }) {
          node = Int(known.node)
        } else {
          trie.append([])
          unwanted.append(false)
          trie[node].append((byte, Int32(truncatingIfNeeded: trie.count - 1)))
          node = trie.count - 1
        }
      }
      unwanted[node] = true
    }
  }

  /// Looks for a shortest text: among plain ones first, then among all.
  mutating func run() -> Result {
    if Int(minimum) > limit { return .limit }
    let all = representatives()
    let plain = all.filter { $0 >= 0x20 && $0 < 0x7F }
    if case .found(let text) = walk(plain) { return .found(text) }
    return walk(all)
  }

  /// One byte for each set of bytes that no automaton tells apart, letters preferred.
  private func representatives() -> [UInt8] {
    var seen: Set<[UInt8]> = []
    var result: [UInt8] = []
    let letters = trie.reduce(into: Set<UInt8>()) { set, node in set.formUnion(node.map(\.byte)) }
    let order = Array(0x61...0x7A as ClosedRange<UInt8>) + Array(0x30...0x39) + Array(0...255)
    for byte in order {
      var key = automata.map { $0.table.columns[Int(byte)] }
      key.append(Self.kind(byte))
      key.append(letters.contains(byte) ? byte : 0)
      key.append(letters.contains(byte) ? 1 : 0)
      if seen.insert(key).inserted { result.append(byte) }
    }
    return result
  }

  /// The kinds of byte that UTF-8 tells apart.
  private static func kind(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0..<0x80: 0
    case 0x80..<0x90: 1
    case 0x90..<0xA0: 2
    case 0xA0..<0xC0: 3
    case 0xC2..<0xE0: 4
    case 0xE0: 5
    case 0xE1..<0xED, 0xEE..<0xF0: 6
    case 0xED: 7
    case 0xF0: 8
    case 0xF1..<0xF4: 9
    case 0xF4: 10
    default: 11
    }
  }

  /// The state of reading UTF-8 after a byte: 0 between code points, or nil.
  private static func next(_ state: Int32, _ kind: UInt8) -> Int32? {
    switch (state, kind) {
    case (0, 0): 0
    case (0, 4): 1
    case (0, 5): 4
    case (0, 6): 2
    case (0, 7): 5
    case (0, 8): 6
    case (0, 9): 3
    case (0, 10): 7
    case (1, 1...3): 0
    case (2, 1...3): 1
    case (3, 1...3): 2
    case (4, 3): 1
    case (5, 1), (5, 2): 1
    case (6, 2), (6, 3): 2
    case (7, 1): 2
    default: nil
    }
  }

  private func walk(_ bytes: [UInt8]) -> Result {
    // Beyond this length nothing changes any more.
    let ceiling = maximum < .max ? maximum + 1 : minimum
    // A state: of each automaton, of the trie, of UTF-8, and the length.
    let start = automata.map { Int32(2 * ($0.table.endColumn + 1)) } + [0, 0, 0]
    var states: [[Int32]] = [start]
    var parents: [(parent: Int, byte: UInt8)] = [(-1, 0)]
    var known: Set<[Int32]> = [start]
    let count = automata.count
    var index = 0
    while index < states.count {
      let state = states[index]
      if isFinal(state) { return .found(text(index, parents)) }
      for byte in bytes {
        guard let utf8 = Self.next(state[count + 1], Self.kind(byte)) else { continue }
        var next = state
        next[count + 1] = utf8
        if byte & 0xC0 != 0x80 { next[count + 2] = min(state[count + 2] + 1, ceiling) }
        if next[count + 2] > maximum { continue }
        next[count] = -1
        if state[count] >= 0,
          let child = trie[Int(state[count])].first(where: { $0.byte == byte })
        {
          next[count] = child.node
        }
        guard advance(&next, byte) else { continue }
        guard known.insert(next).inserted else { continue }
        guard states.count < limit else { return .limit }
        states.append(next)
        parents.append((index, byte))
      }
      index += 1
    }
    return .none
  }

  /// Advances the automata; false where one can no longer be satisfied.
  private func advance(_ state: inout [Int32], _ byte: UInt8) -> Bool {
    for (index, automaton) in automata.enumerated() {
      let row = Int(state[index])
      let next = automaton.table.table[row + Int(automaton.table.columns[Int(byte)])]
      // The first rows are "no match any more" and "has matched".
      let hasMatched = automaton.table.endColumn + 1
      if next <= hasMatched, (Int(next) == hasMatched) != automaton.holds { return false }
      state[index] = Int32(next)
    }
    return true
  }

  private func isFinal(_ state: [Int32]) -> Bool {
    let count = automata.count
    guard state[count + 1] == 0, state[count + 2] >= minimum else { return false }
    if state[count] >= 0, unwanted[Int(state[count])] { return false }
    for (index, automaton) in automata.enumerated() {
      let entry = automaton.table.table[Int(state[index]) + automaton.table.endColumn]
      guard (entry != 0) == automaton.holds else { return false }
    }
    return true
  }

  private func text(_ index: Int, _ parents: [(parent: Int, byte: UInt8)]) -> [UInt8] {
    var result: [UInt8] = []
    var index = index
    while parents[index].parent >= 0 {
      result.append(parents[index].byte)
      index = parents[index].parent
    }
    return result.reversed()
  }
}
