/// The syntax tree of a regular expression.
indirect enum PatternNode {
  case empty
  case set(CodePointSet)
  case sequence([PatternNode])
  case choice([PatternNode])
  case repetition(PatternNode, minimum: Int, maximum: Int?, isGreedy: Bool, groups: Range<Int>)
  case group(PatternNode, capture: Int)
  case start
  case end
  case boundary(isNegated: Bool)
  case look(PatternNode, isAhead: Bool, isNegated: Bool)
  case backreference([Int])
  case namedBackreference(String)

  /// Whether only backtracking can match the expression.
  var needsBacktracking: Bool {
    switch self {
    case .empty, .set, .start, .end, .boundary: false
    case .sequence(let nodes), .choice(let nodes): nodes.contains(where: \.needsBacktracking)
    case .repetition(let node, _, _, _, _), .group(let node, _): node.needsBacktracking
    case .look, .backreference, .namedBackreference: true
    }
  }

  /// Whether the expression looks at word boundaries.
  var hasBoundary: Bool {
    switch self {
    case .boundary: true
    case .empty, .set, .start, .end, .backreference, .namedBackreference: false
    case .sequence(let nodes), .choice(let nodes): nodes.contains(where: \.hasBoundary)
    case .repetition(let node, _, _, _, _), .group(let node, _), .look(let node, _, _):
      node.hasBoundary
    }
  }
}

/// Why a regular expression was refused, and at which byte of its text.
struct PatternError: Error {
  var message: String
  var offset: Int
  var isLimit = false
}
