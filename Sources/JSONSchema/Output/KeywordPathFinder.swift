import Diagnostics
import Documents

/// Finds the way through a schema, references followed, by which a keyword came to a value.
///
/// A failure knows the compiled subschemas it passed; between two of them lie at most references that
/// compiling has taken out, so the shortest way from one to the next is the one taken.
struct KeywordPathFinder {
  typealias Place = SchemaLibrary.Place

  private var map: SchemaMap
  private var known: [Question: [OutputStep]?] = [:]

  private struct Question: Hashable {
    var location: String
    var instance: String
    var trail: [SchemaTrailStep]
  }

  /// A subschema that is applied to a value, with how it was reached.
  private struct State {
    var place: Place
    /// How many steps of the instance's pointer have been taken.
    var taken: Int
    var parent: Int
    var keywords: String
  }

  private struct Visited: Hashable {
    var place: Place
    var taken: Int
  }

  /// Most subschemas looked at in search of one way.
  private static let maximumStates = 20_000
  /// Most answers kept; failures repeat, but the values they are at do not.
  private static let maximumKnown = 10_000

  init(_ map: SchemaMap) {
    self.map = map
  }

  /// The subschemas from the root to the failure's keyword; only the keyword where none is found.
  mutating func steps(to failure: SchemaFailure) -> [OutputStep] {
    let question = Question(
      location: failure.keywordLocation, instance: failure.instance, trail: failure.trail)
    let found: [OutputStep]?
    if let answer = known[question] {
      found = answer
    } else {
      found = search(failure)
      if known.count >= Self.maximumKnown { known = [:] }
      known[question] = found
    }
    return found
      ?? [
        OutputStep(
          keywordLocation: Self.parts(failure.keywordLocation).pointer,
          instanceLocation: failure.instance)
      ]
  }

  private mutating func search(_ failure: SchemaFailure) -> [OutputStep]? {
    guard let tokens = JSONPointer.tokens(failure.instance) else { return nil }
    let (uri, pointer) = Self.parts(failure.keywordLocation)
    // The pointer ends with the keyword, except for a schema that is `false`.
    let owner =
      failure.keyword == "false" || failure.keyword.isEmpty
      ? pointer : String(pointer[..<(pointer.lastIndex(of: "/") ?? pointer.startIndex)])
    let keyword = pointer.dropFirst(owner.count)
    guard let target = map.place(uri: uri, pointer: owner) else { return nil }
    // A property that is not listed fails at itself, by a keyword of the object around it.
    let depth = tokens.count - (failure.code == .unknownProperty && !tokens.isEmpty ? 1 : 0)
    let goal = SchemaTrailStep(
      file: map.library.documents[target.document].source.path, node: target.node, depth: depth,
      via: "")
    for trail in [failure.trail, []] {
      var states = [State(place: map.root, taken: 0, parent: -1, keywords: "")]
      var index = 0
      var isLost = false
      for step in trail where !isLost {
        let next = walk(from: index, via: step.via, &states, tokens, to: step)
        if let next { index = next } else { isLost = true }
      }
      guard !isLost,
        let last = walk(from: index, via: "", &states, tokens, to: goal)
      else { continue }
      return way(states, to: last, keyword: String(keyword), tokens)
    }
    return nil
  }

  /// Adds the shortest way from a state to a goal; `via` is its first keyword.
  private mutating func walk(
    from start: Int, via: String, _ states: inout [State], _ tokens: [String],
    to goal: SchemaTrailStep
  ) -> Int? {
    if via.isEmpty, isAt(goal, states[start]) { return start }
    var visited: Set<Visited> = []
    var queue = [start]
    var index = 0
    while index < queue.count, states.count < Self.maximumStates {
      let current = queue[index]
      index += 1
      for next in successors(of: states[current], at: current, tokens) {
        if current == start, !via.isEmpty {
          let keyword = next.keywords.dropFirst(states[start].keywords.count + 1)
          let isMeant = keyword == via || via == "$" && keyword.hasPrefix("$")
          guard isMeant || keyword.hasPrefix(via + "/") else { continue }
        }
        guard visited.insert(Visited(place: next.place, taken: next.taken)).inserted else {
          continue
        }
        states.append(next)
        if isAt(goal, next) { return states.count - 1 }
        queue.append(states.count - 1)
      }
    }
    return nil
  }

  private func isAt(_ goal: SchemaTrailStep, _ state: State) -> Bool {
    state.place.node == goal.node && state.taken == goal.depth
      && map.library.documents[state.place.document].source.path == goal.file
  }

  /// The URI and the pointer of a keyword's location.
  private static func parts(_ location: String) -> (uri: String, pointer: String) {
    let parts = location.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
  }

  private func way(
    _ states: [State], to last: Int, keyword: String, _ tokens: [String]
  ) -> [OutputStep] {
    func pointer(_ taken: Int) -> String {
      tokens[..<taken].map { "/" + JSONPointer.escaped($0) }.joined()
    }
    var steps = [
      OutputStep(
        keywordLocation: states[last].keywords + keyword,
        instanceLocation: pointer(tokens.count))
    ]
    var index = last
    while states[index].parent >= 0 {
      steps.append(
        OutputStep(
          keywordLocation: states[index].keywords,
          instanceLocation: pointer(states[index].taken)))
      index = states[index].parent
    }
    return steps.reversed()
  }

  private mutating func successors(
    of state: State, at index: Int, _ tokens: [String]
  ) -> [State] {
    var result: [State] = []
    func add(_ schema: DocumentValue, _ keywords: String, _ step: Int) {
      result.append(
        State(
          place: map.place(schema, beside: state.place), taken: state.taken + step, parent: index,
          keywords: state.keywords + "/" + keywords))
    }
    for reference in map.references(state.place) {
      result.append(
        State(
          place: reference.place, taken: state.taken, parent: index,
          keywords: state.keywords + "/" + reference.keyword))
    }
    let dialect = map.dialect(state.place)
    for (key, value) in map.value(state.place).members {
      let keyword = key.document.string(key.node)
      let step = Self.descends.contains(keyword) ? 1 : 0
      guard keyword != "$defs", keyword != "definitions", state.taken + step <= tokens.count
      else { continue }
      switch (dialect.subschemas(of: keyword), value.kind) {
      case (.none, _): continue
      case (.list, .array), (.singleOrList, .array):
        for (number, item) in value.items.enumerated() {
          // A list for items of an array applies its Nth schema to the Nth item.
          if step == 1, tokens[state.taken] != String(number) { continue }
          add(item, "\(keyword)/\(number)", step)
        }
      case (.map, .object), (.mapOfSchemas, .object):
        for (name, member) in value.members where member.kind != .array {
          let text = name.document.string(name.node)
          if keyword == "properties", tokens[state.taken] != text { continue }
          add(member, "\(keyword)/\(JSONPointer.escaped(text))", step)
        }
      default: add(value, keyword, step)
      }
    }
    return result
  }

  /// Keywords whose schemas apply to a part of the value; `propertyNames` fails at the member.
  private static let descends: Set<String> = [
    "properties", "patternProperties", "additionalProperties", "unevaluatedProperties", "items",
    "prefixItems", "additionalItems", "unevaluatedItems", "contains", "propertyNames",
  ]
}
