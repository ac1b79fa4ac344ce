import Diagnostics
import Documents

/// Finds a text that meets demands, by walking the automata of all patterns at once.
struct StringSearch {
  private let universe: SchemaUniverse
  private let minimum: Int
  private let maximum: Int
  private var automata: [(table: ByteAutomaton, holds: Bool)] = []
  private var opaque: [(pattern: Pattern, holds: Bool)] = []
  private var formats: [(format: StringFormat, holds: Bool)] = []
  private var contents: [(isBase64: Bool, isJSON: Bool, holds: Bool)] = []
  private var excluded: [[UInt8]] = []
  private var isContradictory = false

  init(_ demands: [TextDemand], _ minimum: Int, _ maximum: Int, _ universe: SchemaUniverse) {
    self.universe = universe
    self.minimum = minimum
    self.maximum = maximum
    var known: [String: Bool] = [:]
    for demand in demands {
      switch demand {
      case .differs(let text): excluded.append(text)
      case .format(let format, let holds):
        if formats.contains(where: { $0.format == format && $0.holds != holds }) {
          isContradictory = true
        }
        formats.append((format, holds))
      case .content(let isBase64, let isJSON, let holds):
        if contents.contains(where: {
          $0.isBase64 == isBase64 && $0.isJSON == isJSON && $0.holds != holds
        }) {
          isContradictory = true
        }
        contents.append((isBase64, isJSON, holds))
      case .pattern(let place, let holds):
        let pattern = universe.programs[place.program].patterns[place.index]
        if let earlier = known[pattern.text] {
          if earlier != holds { isContradictory = true }
          continue
        }
        known[pattern.text] = holds
        if pattern.text.isEmpty {
          if !holds { isContradictory = true }
        } else if let automaton = pattern.automaton {
          automata.append((automaton, holds))
        } else {
          opaque.append((pattern, holds))
        }
      }
    }
  }

  /// Whether a text meets every demand.
  func accepts(_ text: [UInt8]) -> Bool {
    guard !isContradictory, !excluded.contains(text) else { return false }
    return unsafe text.withUnsafeBufferPointer { bytes in
      let length = unsafe TextLength.count(bytes)
      guard length >= minimum, length <= maximum else { return false }
      return automata.allSatisfy { unsafe $0.table.matches(bytes) == $0.holds }
        && opaque.allSatisfy { unsafe $0.pattern.search(bytes) == ($0.holds ? .match : .noMatch) }
        && formats.allSatisfy { unsafe $0.format.accepts(bytes) == $0.holds }
        && contents.allSatisfy {
          unsafe ContentCheck.accepts(bytes, isBase64: $0.isBase64, isJSON: $0.isJSON) == $0.holds
        }
    }
  }

  /// The outcome: a text, nothing at all, or unknown.
  func run(maximumStates: Int) -> SolverOutcome {
    if isContradictory { return .empty }
    if maximum == 0 { return accepts([]) ? .witness("") : .empty }
    for text in samples where accepts(Array(text.utf8)) { return .witness(.string(text)) }
    var walk = AutomataWalk(automata, excluded, minimum, maximum, limit: maximumStates)
    switch walk.run() {
    case .found(let text):
      return accepts(text)
        ? .witness(.string(String(decoding: text, as: UTF8.self)))
        : .unknown(opaque.isEmpty ? .format : .pattern)
    case .none: return .empty
    case .limit: return .unknown(.tooManyCases)
    }
  }

  /// Readable texts that are tried first; every format has one that it accepts.
  private var samples: [String] {
    if formats.isEmpty, contents.isEmpty {
      // Without formats the automata find a shortest text.
      return opaque.isEmpty ? [] : ["", "a", "x", "A", "0", "abc", "a b", "a-b"]
    }
    return Self.samples
  }

  private static let samples = [
    "", "a", "abc", "0", "not a format", "2020-01-01T00:00:00Z", "2020-01-01", "00:00:00Z", "P1D",
    "name@example.com", "n\u{E4}me@example.com", "example.com", "b\u{FC}cher.example", "127.0.0.1",
    "::1", "https://example.com/", "https://example.com/\u{E4}", "/path", "/p\u{E4}th",
    "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "/{name}", "/a~1b", "0/a", "[a-z]", "{}", "e30=",
    "YQ==", "{", "[",
  ]
}

extension SatisfiabilitySolver {
  /// Decides a branch of texts.
  mutating func decideText(_ branch: SolverBranch) -> SolverOutcome {
    var demands = branch.text
    for index in branch.differs {
      let document = table.documents[index]
      if document.kind(document.root) == .string {
        demands.append(.differs(Array(document.bytes(document.root))))
      }
    }
    let search = StringSearch(demands, branch.minimum, branch.maximum, universe)
    let found = search.run(maximumStates: limits.maximumStates)
    guard let value = found.witness else { return found }
    return confirm(value, branch) ? found : .unknown(.pattern)
  }
}
