import Diagnostics

/// Reads a Handlebars file into a tree and reports every problem of its syntax.
struct HandlebarsParser {
  /// Deepest nesting of blocks and of subexpressions.
  static let maximumDepth = 100

  let source: SourceText
  var lexer: HandlebarsLexer
  var token: HandlebarsToken
  var tree = HandlebarsTree()
  var diagnostics: [Diagnostic] = []
  /// The names of the blocks that are open, innermost last.
  var open: [(name: String, range: HandlebarsRange)] = []
  /// The end of the token before the current one.
  var lastEnd = 0

  /// Ends the reading of a tag; the problem is in `diagnostics`.
  struct Problem: Error {}

  init(_ source: SourceText) {
    self.source = source
    lexer = HandlebarsLexer(source.bytes)
    token = lexer.next()
  }

  /// Reads the whole file.
  mutating func parse() -> HandlebarsTree {
    let root = newBody()
    tree.root = root
    while true {
      statements(root)
      switch token.kind {
      case .end: return tree
      case .openEndBlock: strayClose()
      default: strayElse()
      }
    }
  }

  mutating func newBody() -> Int {
    tree.bodies.append(HandlebarsBody())
    return tree.bodies.count - 1
  }

  mutating func add(_ node: HandlebarsNode, to body: Int) {
    tree.nodes.append(node)
    tree.bodies[body].nodes.append(tree.nodes.count - 1)
  }

  mutating func advance() {
    lastEnd = token.range.end
    token = lexer.next()
  }

  mutating func recover(from start: Int) {
    lexer.recover(from: start)
    lastEnd = lexer.position
    token = lexer.next()
  }

  /// Reads statements up to a tag that ends or divides the block around them.
  mutating func statements(_ body: Int) {
    while true {
      let start = token.range.start
      do throws(Problem) {
        guard try statement(body) else { return }
      } catch {
        recover(from: max(start + 2, min(token.range.start, lexer.position)))
      }
    }
  }

  private mutating func statement(_ body: Int) throws(Problem) -> Bool {
    switch token.kind {
    case .end, .openEndBlock, .inverse, .openInverseChain: return false
    case .content:
      var node = HandlebarsNode(kind: .content, range: token.range)
      node.original = token.range
      node.value = token.range
      add(node, to: body)
      advance()
    case .comment:
      var node = HandlebarsNode(kind: .comment, range: token.range)
      node.openStrip = HandlebarsStrip(open: token.strips, close: token.stripsAfter)
      add(node, to: body)
      advance()
    case .open, .openUnescaped: try output(body)
    case .openPartial: try partial(body)
    case .openPartialBlock: try partialBlock(body)
    case .openBlock: try block(body, isInverted: false)
    case .openInverse: try block(body, isInverted: true)
    case .openRawBlock: try rawBlock(body)
    case .invalid: throw invalidToken()
    default: throw unexpected("a tag or text")
    }
    return true
  }

  private mutating func output(_ body: Int) throws(Problem) {
    let opening = token
    advance()
    let call = try self.call(in: "an output")
    let isUnescaped = opening.kind == .openUnescaped
    let strips = token.strips
    try close(isUnescaped ? .closeUnescaped : .close, opening)
    if opening.isDecorator {
      report(
        .unknownHelper, "no decorator is called '\(call.callee.original)'", call.range,
        notes: ["the only one is 'inline': {{#*inline \"name\"}}…{{/inline}}"])
      return
    }
    var node = HandlebarsNode(
      kind: .output(isEscaped: !isUnescaped && !opening.isRaw),
      range: HandlebarsRange(start: opening.range.start, end: lastEnd), call: call)
    node.openStrip = HandlebarsStrip(open: opening.strips, close: strips)
    add(node, to: body)
  }

  private mutating func partial(_ body: Int) throws(Problem) {
    let opening = token
    advance()
    let call = try self.call(in: "the name of a fragment", allowsCall: true)
    let strips = token.strips
    try close(.close, opening)
    var node = HandlebarsNode(
      kind: .partial, range: HandlebarsRange(start: opening.range.start, end: lastEnd), call: call)
    node.openStrip = HandlebarsStrip(open: opening.strips, close: strips)
    add(node, to: body)
  }

  /// Requires the end of a tag.
  mutating func close(
    _ kind: HandlebarsToken.Kind, _ opening: HandlebarsToken
  ) throws(Problem) {
    guard token.kind == kind else {
      switch (kind, token.kind) {
      case (.closeUnescaped, .close):
        throw problem(
          .templateSyntax, "a tag that opens with '{{{' ends with '}}}'",
          HandlebarsRange(start: opening.range.start, end: token.range.end),
          fix: ("add a brace", token.range.end, token.range.end, "}"))
      case (.close, .closeUnescaped):
        throw problem(
          .templateSyntax, "a tag that opens with '{{' ends with '}}'",
          HandlebarsRange(start: opening.range.start, end: token.range.end),
          fix: ("remove a brace", token.range.end - 1, token.range.end, ""))
      case (_, .end), (_, .invalid): throw unclosedOrInvalid(opening.range)
      default: throw unexpected("an argument or the end of the tag")
      }
    }
    advance()
  }

  // MARK: Problems

  mutating func report(
    _ code: DiagnosticCode, _ message: String, _ range: HandlebarsRange, notes: [String] = [],
    fix: (message: String, start: Int, end: Int, text: String)? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        code, message, at: SourceSpan(source, start: range.start, end: range.end),
        notes: notes.map { Diagnostic.Note($0) },
        fix: fix.map {
          Diagnostic.Fix(
            $0.message, replacing: SourceSpan(source, start: $0.start, end: $0.end), with: $0.text)
        }))
  }

  mutating func problem(
    _ code: DiagnosticCode, _ message: String, _ range: HandlebarsRange, notes: [String] = [],
    fix: (message: String, start: Int, end: Int, text: String)? = nil
  ) -> Problem {
    report(code, message, range, notes: notes, fix: fix)
    return Problem()
  }

  /// The words of the current token.
  var tokenText: String {
    String(decoding: source.bytes[token.range.start..<token.range.end], as: UTF8.self)
  }

  mutating func unexpected(_ expected: String) -> Problem {
    if token.kind == .end || token.kind == .invalid { return unclosedOrInvalid(token.range) }
    var notes = ["expected \(expected)"]
    if token.kind == .number, lastEnd == token.range.start, token.range.start > 0 {
      notes.append("a position at the end of a path stands in brackets: items.[\(tokenText)]")
    }
    return problem(
      .templateSyntax, "'\(tokenText)' does not belong here", token.range, notes: notes)
  }

  private mutating func unclosedOrInvalid(_ opening: HandlebarsRange) -> Problem {
    guard token.kind == .end else { return invalidToken() }
    let range = HandlebarsRange(start: opening.start, end: max(opening.end, opening.start))
    return problem(
      .unclosedTag, "the tag is not closed", range, notes: ["end it with '}}'"])
  }

  private mutating func invalidToken() -> Problem {
    let start = token.range.start
    let first = source.bytes[start]
    switch first {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return problem(
        .templateSyntax, "the text that starts here has no closing quote",
        HandlebarsRange(start: start, end: start + 1))
    case UInt8(ascii: "["):
      return problem(
        .templateSyntax, "the name that starts here has no closing bracket",
        HandlebarsRange(start: start, end: start + 1))
    case UInt8(ascii: "{"):
      let isComment = source.bytes[start...].dropFirst(2).first.map { $0 == 0x21 || $0 == 0x7E }
      return problem(
        .unclosedTag, isComment == true ? "the comment is not closed" : "the tag is not closed",
        HandlebarsRange(start: start, end: start + 2))
    default:
      if token.range.end == source.bytes.count, first.isWord || first >= 0x80 {
        return problem(
          .unclosedTag, "the tag is not closed",
          HandlebarsRange(start: start, end: token.range.end),
          notes: ["end it with '}}'"])
      }
      return problem(
        .templateSyntax, "'\(tokenText)' does not belong in a tag", token.range,
        notes: ["names with other characters stand in brackets: [first name]"])
    }
  }

  /// A close tag that closes nothing.
  private mutating func strayClose() {
    let opening = token
    advance()
    let name = isNameStart ? (try? helperName())?.original ?? "" : ""
    let end = max(lastEnd, opening.range.end)
    report(
      .unknownTag, "'{{/\(name)}}' closes a block that is not open",
      HandlebarsRange(start: opening.range.start, end: end))
    recover(from: end)
  }

  /// An `else` outside a block, or a second one.
  private mutating func strayElse() {
    report(
      .unknownTag, "'else' stands outside a block",
      HandlebarsRange(start: token.range.start, end: token.range.end))
    if token.kind == .inverse { advance() } else { recover(from: token.range.end) }
  }
}
