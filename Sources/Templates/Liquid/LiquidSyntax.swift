/// Bytes of a file, as the syntax tree stores them.
struct LiquidRange: Sendable {
  var start: Int
  var end: Int
}

/// An expression without filters.
indirect enum LiquidExpression: Sendable {
  case none
  case bool(Bool)
  case integer(LiquidRange)
  case float(LiquidRange)
  case string(LiquidRange)
  /// `blank` or `empty`: special in conditions, the empty string elsewhere.
  case blank
  case empty
  case range(LiquidExpression, LiquidExpression)
  case variable(LiquidVariable)
}

extension LiquidExpression {
  /// Whether the value is known without running anything.
  var isLiteral: Bool {
    switch self {
    case .variable, .range: false
    default: true
    }
  }
}

/// A name followed by keys.
struct LiquidVariable: Sendable {
  var name: String
  var path: [LiquidSegment]
  var range: LiquidRange
}

/// One step after a name.
enum LiquidSegment: Sendable {
  case name(String, LiquidRange)
  case index(LiquidExpression, LiquidRange)
}

/// A filter with its arguments.
struct LiquidFilter: Sendable {
  var name: String
  var nameRange: LiquidRange
  var range: LiquidRange
  var arguments: [LiquidExpression] = []
  var named: [(name: String, value: LiquidExpression)] = []
}

/// An expression with the filters it goes through.
struct LiquidFiltered: Sendable {
  var expression: LiquidExpression
  var filters: [LiquidFilter] = []
  var range: LiquidRange
}

/// One comparison, or a lone value.
struct LiquidComparison: Sendable {
  var left: LiquidExpression
  var comparison: (operator: ComparisonOperator, right: LiquidExpression)?
  var range: LiquidRange
}

/// Comparisons joined by `and` and `or`, which group from the right.
struct LiquidCondition: Sendable {
  var first: LiquidComparison
  var rest: [(isAnd: Bool, comparison: LiquidComparison)] = []
}

/// A run of nodes.
struct LiquidBody: Sendable {
  var nodes: [LiquidNode] = []
  /// Whether nothing in it prints: blanks and silent tags only.
  var isBlank = true
}

/// A `for` or `tablerow`.
struct LiquidLoop: Sendable {
  var variable: String
  var collection: LiquidExpression
  /// "variable-collection", the loop's name.
  var name: String
  var isReversed = false
  var offset: LiquidExpression?
  var continues = false
  var limit: LiquidExpression?
  var columns: LiquidExpression?
  var body = LiquidBody()
  var otherwise: LiquidBody?
}

/// A `render` or `include`.
struct LiquidCall: Sendable {
  var name: LiquidExpression
  var constantName: String?
  var nameRange: LiquidRange
  var value: LiquidExpression?
  var isLoop = false
  var alias: String?
  var arguments: [(name: String, value: LiquidExpression)] = []
}

/// A branch of `if`, `unless` or `case`.
struct LiquidBranch: Sendable {
  /// nil for `else`.
  var condition: LiquidCondition?
  /// The values of a `when`.
  var values: [LiquidExpression] = []
  var body: LiquidBody
  var range: LiquidRange
}

/// One piece of a template.
struct LiquidNode: Sendable {
  /// The kinds of pieces.
  indirect enum Kind: Sendable {
    /// Nothing: a comment, or markup that could not be read.
    case nothing
    /// Bytes of the source, trimmed.
    case text
    /// Bytes of the source as they stand.
    case raw
    case output(LiquidFiltered)
    case assign(String, LiquidFiltered)
    case capture(String, LiquidBody)
    case branches([LiquidBranch], isUnless: Bool)
    case choice(LiquidExpression, [LiquidBranch])
    case loop(LiquidLoop)
    case table(LiquidLoop)
    case cycle(name: LiquidExpression?, key: String, values: [LiquidExpression])
    case increment(String)
    case decrement(String)
    case changed(LiquidBody)
    case leave(isContinue: Bool)
    case render(LiquidCall)
    case include(LiquidCall)
  }

  var kind: Kind
  /// The tag or output itself, without the body of a block.
  var range: LiquidRange
}
