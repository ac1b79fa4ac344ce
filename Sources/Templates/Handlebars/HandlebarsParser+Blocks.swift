import Diagnostics

extension HandlebarsParser {
  /// The head of a block.
  struct Head {
    var call = HandlebarsCall()
    var parameters: [String] = []
    var strip = HandlebarsStrip()
    /// Whether the head could not be read: the body is still gone through.
    var isBroken = false
  }

  /// Reads what follows the opening of a block; problems are reported and the tag skipped.
  private mutating func head(allowsCall: Bool = false, isPartial: Bool = false) -> Head {
    let opening = token
    var head = Head()
    head.strip.open = opening.strips
    advance()
    let nameStart = token
    do throws(Problem) {
      head.call = try call(in: "a block", allowsCall: allowsCall)
      if !isPartial { head.parameters = try blockParameters() }
      head.strip.close = token.strips
      try close(.close, opening)
    } catch {
      head.isBroken = true
      if nameStart.kind == .identifier {
        head.call.callee = .path(
          HandlebarsPath(parts: [nameStart.text], original: nameStart.text, range: nameStart.range))
      }
      recover(from: max(opening.range.end, min(token.range.start, lexer.position)))
    }
    return head
  }

  /// Reads `{{#name …}}…{{else}}…{{/name}}` or `{{^name}}…`.
  mutating func block(_ parent: Int, isInverted: Bool) throws(Problem) {
    let opening = token
    let head = head()
    let range = HandlebarsRange(start: opening.range.start, end: lastEnd)
    try enter(head, range)
    var node = HandlebarsNode(
      kind: opening.isDecorator ? .inlinePartial : .block, range: range, call: head.call)
    node.openStrip = head.strip
    node.body = newBody()
    tree.bodies[node.body].parameters = head.parameters
    statements(node.body)
    if token.kind == .inverse {
      let tag = token
      if opening.isDecorator {
        report(.templateSyntax, "an inline partial has no 'else'", token.range)
      }
      node.inverseStrip = HandlebarsStrip(open: token.strips, close: token.stripsAfter)
      advance()
      node.inverse = newBody()
      statements(node.inverse)
      secondElse(node.inverse, tag)
    } else if token.kind == .openInverseChain {
      if isInverted {
        report(
          .templateSyntax, "'else' with a condition does not belong in '{{^…}}'", token.range,
          notes: ["write {{else}}, or start the block with {{#…}}"])
      }
      (node.inverse, node.inverseStrip) = chain()
    }
    let strip = leave(range)
    if node.inverse >= 0, tree.bodies[node.inverse].isChained {
      let first = tree.bodies[node.inverse].nodes[0]
      tree.nodes[first].closeStrip = strip
    }
    node.closeStrip = strip
    if isInverted { swap(&node.body, &node.inverse) }
    if opening.isDecorator { checkDecorator(head) }
    add(node, to: parent)
  }

  /// Reads `{{else if …}}…` with everything that follows it.
  private mutating func chain() -> (body: Int, strip: HandlebarsStrip) {
    let opening = token
    let head = head()
    let body = newBody()
    tree.bodies[body].isChained = true
    var node = HandlebarsNode(
      kind: .block, range: HandlebarsRange(start: opening.range.start, end: lastEnd),
      call: head.call)
    node.openStrip = head.strip
    node.body = newBody()
    tree.bodies[node.body].parameters = head.parameters
    statements(node.body)
    if token.kind == .openInverseChain {
      // The depth of chains is that of a list, but their tree is as deep as they are long.
      if open.count < HandlebarsParser.maximumDepth {
        open.append((name: open.last?.name ?? "", range: head.call.range))
        (node.inverse, node.inverseStrip) = chain()
        // Blocks nested too deep have emptied the list.
        _ = open.popLast()
        node.closeStrip = node.inverseStrip
        if let first = tree.bodies[node.inverse].nodes.first {
          tree.nodes[first].closeStrip = node.inverseStrip
        }
      } else {
        report(
          .nestingLimit, "an 'else' chain is longer than \(HandlebarsParser.maximumDepth)",
          token.range)
        recover(from: token.range.end)
      }
    } else if token.kind == .inverse {
      let tag = token
      node.inverseStrip = HandlebarsStrip(open: token.strips, close: token.stripsAfter)
      node.closeStrip = node.inverseStrip
      advance()
      node.inverse = newBody()
      statements(node.inverse)
      secondElse(node.inverse, tag)
    }
    add(node, to: body)
    return (body, head.strip)
  }

  private mutating func secondElse(_ body: Int, _ first: HandlebarsToken) {
    while token.kind == .inverse || token.kind == .openInverseChain {
      report(
        .templateSyntax, "a block has one 'else', and it stands last", token.range,
        notes: [
          "the first one is in line \(SourceSpan(source, at: first.range.start).startPosition.line)"
        ])
      if token.kind == .inverse { advance() } else { recover(from: token.range.end) }
      statements(body)
    }
  }

  /// Reads `{{#> name …}}…{{/name}}`.
  mutating func partialBlock(_ parent: Int) throws(Problem) {
    let opening = token
    let head = head(allowsCall: true, isPartial: true)
    let range = HandlebarsRange(start: opening.range.start, end: lastEnd)
    try enter(head, range)
    var node = HandlebarsNode(kind: .partialBlock, range: range, call: head.call)
    node.openStrip = head.strip
    node.body = newBody()
    statements(node.body)
    while token.kind == .inverse || token.kind == .openInverseChain {
      report(.templateSyntax, "a fragment with a body has no 'else'", token.range)
      if token.kind == .inverse { advance() } else { recover(from: token.range.end) }
      statements(node.body)
    }
    node.closeStrip = leave(range)
    add(node, to: parent)
  }

  /// Reads `{{{{name}}}}…{{{{/name}}}}`.
  mutating func rawBlock(_ parent: Int) throws(Problem) {
    let opening = token
    advance()
    let call = try self.call(in: "a raw block")
    try close(.closeRawBlock, opening)
    var node = HandlebarsNode(
      kind: .block, range: HandlebarsRange(start: opening.range.start, end: lastEnd), call: call)
    node.body = newBody()
    while token.kind == .content {
      var text = HandlebarsNode(kind: .content, range: token.range)
      text.original = token.range
      text.value = token.range
      add(text, to: node.body)
      advance()
    }
    guard token.kind == .endRawBlock else {
      let error = problem(
        .unclosedBlock, "the raw block '\(call.callee.original)' is not closed", node.range,
        notes: ["end it with {{{{/\(call.callee.original)}}}}"])
      lexer.recover(from: source.bytes.count)
      token = lexer.next()
      throw error
    }
    if token.text != call.callee.original {
      report(
        .unknownTag, "'\(call.callee.original)' is closed by '\(token.text)'", token.range)
    }
    advance()
    add(node, to: parent)
  }

  private mutating func enter(_ head: Head, _ range: HandlebarsRange) throws(Problem) {
    open.append((head.call.callee.original, range))
    guard open.count > HandlebarsParser.maximumDepth else { return }
    let error = problem(
      .nestingLimit, "blocks are nested deeper than \(HandlebarsParser.maximumDepth) levels", range)
    // Whatever follows would only repeat the message.
    open = []
    lexer.recover(from: source.bytes.count)
    token = lexer.next()
    throw error
  }

  /// Reads the close tag of the innermost block; a missing or wrong one is reported.
  private mutating func leave(_ range: HandlebarsRange) -> HandlebarsStrip {
    guard let block = open.popLast() else { return HandlebarsStrip() }
    guard token.kind == .openEndBlock else {
      report(
        .unclosedBlock, "the block '\(block.name)' is not closed", range,
        notes: ["end it with {{/\(block.name)}}"])
      return HandlebarsStrip()
    }
    let before = (lexer, token, lastEnd)
    let opening = token
    advance()
    let nameRange = token.range
    do throws(Problem) {
      let name = try helperName().original
      guard name != block.name else {
        let strip = HandlebarsStrip(open: opening.strips, close: token.strips)
        try close(.close, opening)
        return strip
      }
      if open.contains(where: { $0.name == name }) {
        (lexer, token, lastEnd) = before
        report(
          .unclosedBlock, "the block '\(block.name)' is not closed", range,
          notes: ["end it with {{/\(block.name)}} before {{/\(name)}}"])
        return HandlebarsStrip()
      }
      report(
        .unknownTag, "the block '\(block.name)' is closed by '\(name)'", nameRange,
        notes: ["it starts in line \(SourceSpan(source, at: range.start).startPosition.line)"],
        fix: ("replace with '\(block.name)'", nameRange.start, nameRange.end, block.name))
    } catch {
    }
    recover(from: max(opening.range.end, lastEnd))
    return HandlebarsStrip()
  }

  private mutating func checkDecorator(_ head: Head) {
    guard !head.isBroken else { return }
    let name = head.call.callee.original
    guard name == "inline" else {
      report(
        .unknownHelper, "no decorator is called '\(name)'", head.call.range,
        notes: ["the only one is 'inline': {{#*inline \"name\"}}…{{/inline}}"])
      return
    }
    guard head.call.parameters.count == 1 else {
      report(
        .templateSyntax, "an inline partial needs one name", head.call.range,
        notes: ["write {{#*inline \"name\"}}"])
      return
    }
  }
}
