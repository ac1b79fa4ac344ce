/// A compiled regular expression of ECMA-262, searched for anywhere in a text.
struct Pattern: Sendable {
  private enum Engine {
    case always
    case automaton(ByteAutomaton)
    case simulation(ByteProgram)
    case backtracking(Backtracker)
  }

  /// The expression as written.
  let text: String
  private let engine: Engine

  /// What looking for the pattern gave.
  enum Outcome { case match, noMatch, outOfSteps }

  /// Compiles `text`; throws where ECMA-262 or the limits refuse it.
  init(_ text: String, limits: PatternLimits) throws(PatternError) {
    self.text = text
    let node = try PatternParser.parse(text, limits: limits)
    if case .empty = node {
      engine = .always
    } else if node.needsBacktracking {
      engine = .backtracking(try Backtracker(node, limits: limits))
    } else {
      let program = try ByteProgram(node, limits: limits)
      if !node.hasBoundary, let automaton = ByteAutomaton(program, limits: limits) {
        engine = .automaton(automaton)
      } else {
        engine = .simulation(program)
      }
    }
  }

  /// The table-driven automaton, where the pattern has one.
  var automaton: ByteAutomaton? {
    if case .automaton(let automaton) = engine { automaton } else { nil }
  }

  /// Looks for the pattern in `bytes`.
  func search(_ bytes: UnsafeBufferPointer<UInt8>) -> Outcome {
    if case .automaton(let automaton) = engine {
      return unsafe automaton.matches(bytes) ? .match : .noMatch
    }
    return unsafe searchSlowly(bytes)
  }

  private func searchSlowly(_ bytes: UnsafeBufferPointer<UInt8>) -> Outcome {
    switch engine {
    case .always: return .match
    case .automaton(let automaton): return unsafe automaton.matches(bytes) ? .match : .noMatch
    case .simulation(let program):
      var simulation = ByteSimulation(program)
      return unsafe simulation.matches(bytes) ? .match : .noMatch
    case .backtracking(let backtracker):
      switch unsafe backtracker.matches(bytes) {
      case .match: return .match
      case .noMatch: return .noMatch
      case .outOfSteps: return .outOfSteps
      }
    }
  }
}
