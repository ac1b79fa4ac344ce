/// Reads expressions, filters and conditions from the tokens of one tag or output.
struct LiquidExpressionParser {
  let bytes: [UInt8]
  private let tokens: [LiquidToken]
  private var position = 0
  /// How many brackets and ranges are open.
  private var depth = 0

  /// Deepest nesting of brackets and ranges.
  private static let maximumDepth = 64

  /// What a laxer parser makes of markup that ends behind a token.
  private static let laxerEnd: [LiquidToken.Kind: String] = [
    .comparison: "a laxer parser compares with nil",
    .pipe: "a laxer parser leaves the '|' out",
    .dot: "a laxer parser leaves the '.' out",
    .openSquare: "a laxer parser leaves the '[' out",
    .comma: "a laxer parser leaves the ',' out",
  ]

  init(_ bytes: [UInt8], _ range: LiquidRange) throws(LiquidSyntaxError) {
    self.bytes = bytes
    tokens = try LiquidLexer.tokens(bytes, range.start, range.end)
  }

  /// The next token.
  var current: LiquidToken { tokens[position] }

  /// The end of the token before the next one.
  var previousEnd: Int { position > 0 ? tokens[position - 1].end : tokens[0].start }

  func text(_ token: LiquidToken) -> String {
    String(decoding: bytes[token.start..<token.end], as: UTF8.self)
  }

  func looksAt(_ kind: LiquidToken.Kind, ahead: Int = 0) -> Bool {
    position + ahead < tokens.count && tokens[position + ahead].kind == kind
  }

  func looksAtWord(_ word: String) -> Bool {
    current.kind == .identifier && bytes[current.start..<current.end].elementsEqual(word.utf8)
  }

  mutating func take(_ kind: LiquidToken.Kind) -> Bool {
    guard current.kind == kind else { return false }
    position += 1
    return true
  }

  mutating func takeWord(_ word: String) -> Bool {
    guard looksAtWord(word) else { return false }
    position += 1
    return true
  }

  mutating func expect(
    _ kind: LiquidToken.Kind, _ what: String
  ) throws(LiquidSyntaxError) -> LiquidToken {
    guard current.kind == kind else { throw unexpected(what) }
    position += 1
    return tokens[position - 1]
  }

  /// Refuses anything that is left.
  func expectEnd(_ what: String = "the end of the markup") throws(LiquidSyntaxError) {
    guard current.kind == .end else { throw unexpected(what) }
  }

  /// The error for the next token where `what` was expected.
  func unexpected(_ what: String) -> LiquidSyntaxError {
    let token = current
    guard token.kind != .end else {
      var error = LiquidSyntaxError(
        message: "the markup ends where \(what) is expected", start: token.start, end: token.end)
      if position > 0, let note = LiquidExpressionParser.laxerEnd[tokens[position - 1].kind] {
        error.notes.append(note)
      }
      return error
    }
    var error = LiquidSyntaxError(
      message: "'\(text(token))' stands where \(what) is expected", start: token.start,
      end: token.end)
    // Only what could be left out, not what is missing.
    guard what.hasSuffix("the end of the markup"), position > 0 else { return error }
    // Filters are found again behind the next '|', a loop's attributes by their names.
    let attributes = ["limit", "offset", "cols"]
    let rest = tokens[position...].prefix {
      $0.kind != .pipe && $0.kind != .end
        && !($0.kind == .identifier && attributes.contains(text($0)))
    }
    guard let last = rest.last else { return error }
    error.ignored = LiquidRange(start: previousEnd, end: last.end)
    let words = String(decoding: bytes[token.start..<last.end], as: UTF8.self)
    error.notes.append(
      "a laxer parser, as some platforms run, reads past '\(words)' as if it were not there; "
        + "galley refuses it")
    return error
  }

  mutating func identifier(_ what: String) throws(LiquidSyntaxError) -> String {
    text(try expect(.identifier, what))
  }

  mutating func expression() throws(LiquidSyntaxError) -> LiquidExpression {
    let token = current
    depth += 1
    defer { depth -= 1 }
    guard depth <= LiquidExpressionParser.maximumDepth else {
      throw LiquidSyntaxError(
        message:
          "an expression is nested deeper than \(LiquidExpressionParser.maximumDepth) levels",
        start: token.start, end: token.end)
    }
    switch token.kind {
    case .identifier:
      position += 1
      let name = text(token)
      let path = try segments()
      if path.isEmpty {
        switch name {
        case "nil", "null": return .none
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "blank": return .blank
        case "empty": return .empty
        default: break
        }
      }
      return .variable(
        LiquidVariable(
          name: name, path: path, range: LiquidRange(start: token.start, end: previousEnd)))
    case .string:
      position += 1
      return .string(LiquidRange(start: token.start + 1, end: token.end - 1))
    case .number:
      position += 1
      let range = LiquidRange(start: token.start, end: token.end)
      return bytes[token.start..<token.end].contains(0x2E) ? .float(range) : .integer(range)
    case .openRound:
      position += 1
      let first = try expression()
      _ = try expect(.dotDot, "'..' of a range")
      let last = try expression()
      _ = try expect(.closeRound, "')' of a range")
      return .range(first, last)
    case .openSquare:
      var error = LiquidSyntaxError(
        message: "an expression may not begin with '['", start: token.start, end: token.end,
        notes: [
          "a laxer parser looks up the variable that the brackets name",
          "write self[…] to look a name up by an expression",
        ])
      error.replacement = "self["
      throw error
    default:
      throw unexpected("a value")
    }
  }

  private mutating func segments() throws(LiquidSyntaxError) -> [LiquidSegment] {
    var path: [LiquidSegment] = []
    while true {
      let start = current.start
      if take(.dot) {
        let token = try expect(.identifier, "a name after '.'")
        path.append(.name(text(token), LiquidRange(start: token.start, end: token.end)))
      } else if take(.openSquare) {
        let value = try expression()
        _ = try expect(.closeSquare, "']'")
        path.append(.index(value, LiquidRange(start: start, end: previousEnd)))
      } else {
        return path
      }
    }
  }

  /// An expression with filters, up to the end of the markup.
  mutating func filtered() throws(LiquidSyntaxError) -> LiquidFiltered {
    let start = current.start
    var result = LiquidFiltered(
      expression: try expression(), range: LiquidRange(start: start, end: start))
    while take(.pipe) {
      result.filters.append(try filter())
    }
    try expectEnd("'|' or the end of the markup")
    result.range.end = previousEnd
    return result
  }

  private mutating func filter() throws(LiquidSyntaxError) -> LiquidFilter {
    let token = try expect(.identifier, "the name of a filter")
    let range = LiquidRange(start: token.start, end: token.end)
    var filter = LiquidFilter(name: text(token), nameRange: range, range: range)
    if take(.colon) {
      if !looksAt(.pipe), !looksAt(.end) { try argument(&filter) }
      while take(.comma) {
        if looksAt(.pipe) || looksAt(.end) { break }
        try argument(&filter)
      }
    }
    filter.range.end = previousEnd
    return filter
  }

  private mutating func argument(_ filter: inout LiquidFilter) throws(LiquidSyntaxError) {
    if looksAt(.identifier), looksAt(.colon, ahead: 1) {
      let name = text(current)
      position += 2
      let value = try expression()
      filter.named.removeAll { $0.name == name }
      filter.named.append((name, value))
    } else {
      filter.arguments.append(try expression())
    }
  }

  /// A condition, up to the end of the markup.
  mutating func condition() throws(LiquidSyntaxError) -> LiquidCondition {
    var result = LiquidCondition(first: try comparison())
    while true {
      if takeWord("and") {
        result.rest.append((true, try comparison()))
      } else if takeWord("or") {
        result.rest.append((false, try comparison()))
      } else {
        break
      }
    }
    try expectEnd("'and', 'or' or the end of the markup")
    return result
  }

  private mutating func comparison() throws(LiquidSyntaxError) -> LiquidComparison {
    let start = current.start
    let left = try expression()
    guard current.kind == .comparison else {
      return LiquidComparison(left: left, range: LiquidRange(start: start, end: previousEnd))
    }
    let symbol = text(current)
    position += 1
    let comparison: ComparisonOperator =
      switch symbol {
      case "==": .equal
      case "!=", "<>": .notEqual
      case "<": .less
      case ">": .greater
      case "<=": .lessOrEqual
      case ">=": .greaterOrEqual
      default: .contains
      }
    let right = try expression()
    return LiquidComparison(
      left: left, comparison: (comparison, right),
      range: LiquidRange(start: start, end: previousEnd))
  }
}
