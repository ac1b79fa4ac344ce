import Diagnostics

extension LiquidParser {
  /// Reads one tag, with its body if it has one, into `body`.
  mutating func tag(_ name: String, _ piece: LiquidPiece, _ body: inout LiquidBody) {
    guard depth <= LiquidParser.maximumDepth else {
      report(
        .nestingLimit, "blocks are nested deeper than \(LiquidParser.maximumDepth) levels",
        piece.range)
      isAbandoned = true
      body.nodes.append(LiquidNode(kind: .nothing, range: piece.range))
      return
    }
    if name == "liquid" {
      liquid(piece, &body)
      return
    }
    var kind: LiquidNode.Kind?
    var isBlank = false
    do throws(LiquidSyntaxError) {
      switch name {
      case "if", "unless": kind = branches(piece, name, &isBlank)
      case "case": kind = choice(piece, &isBlank)
      case "for": kind = loop(piece, &isBlank)
      case "tablerow": kind = table(piece, &isBlank)
      case "capture":
        isBlank = true
        kind = capture(piece)
      case "ifchanged": kind = changed(piece, &isBlank)
      case "comment":
        isBlank = true
        comment(piece)
      case "doc":
        isBlank = true
        doc(piece)
      case "raw":
        let content = raw(piece)
        body.isBlank = body.isBlank && content.start == content.end
        body.nodes.append(LiquidNode(kind: .raw, range: content))
        return
      case "#":
        isBlank = true
        try checkInlineComment(piece)
      case "echo":
        var parser = try LiquidExpressionParser(bytes, piece.markup)
        kind = .output(
          parser.looksAt(.end)
            ? LiquidFiltered(expression: .none, range: piece.markup) : try parser.filtered())
      case "assign":
        isBlank = true
        kind = try assign(piece)
      case "increment": kind = .increment(try loneName(piece))
      case "decrement": kind = .decrement(try loneName(piece))
      case "break": kind = .leave(isContinue: false)
      case "continue": kind = .leave(isContinue: true)
      case "cycle": kind = try cycle(piece)
      case "render": kind = .render(try call(piece, isRender: true))
      case "include": kind = .include(try call(piece, isRender: false))
      default: reportUnknown(name, piece)
      }
    } catch {
      report(error)
    }
    body.isBlank = body.isBlank && isBlank
    body.nodes.append(LiquidNode(kind: kind ?? .nothing, range: piece.range))
  }

  private mutating func reportUnknown(_ name: String, _ piece: LiquidPiece) {
    let range = piece.name.start < piece.name.end ? piece.name : piece.range
    guard !name.isEmpty else {
      report(.unknownTag, "the tag has no name", range)
      return
    }
    if name.hasPrefix("end"), LiquidParser.tagNames.contains(String(name.dropFirst(3))) {
      if let opened = misspeltBlocks.lastIndex(of: String(name.dropFirst(3))) {
        misspeltBlocks.remove(at: opened)
        return
      }
      report(
        .unknownTag, "'\(name)' closes nothing", range,
        notes: ["there is no open '\(name.dropFirst(3))' here"])
      return
    }
    switch name {
    case "else", "elsif", "when":
      if !misspeltBlocks.isEmpty { return }
      report(
        .unknownTag, "'\(name)' does not belong here", range,
        notes: [
          name == "when" ? "'when' stands in a 'case'" : "'\(name)' stands in an 'if' or 'unless'"
        ])
      return
    default: break
    }
    let known =
      LiquidParser.tagNames + ["else", "elsif", "when"]
      + ["if", "unless", "for", "case", "capture", "tablerow"].map { "end" + $0 }
    guard let nearest = NearestName.suggest(name, among: known) else {
      report(.unknownTag, "no tag is called '\(name)'", range)
      return
    }
    misspeltBlocks.append(nearest)
    report(
      .unknownTag, "no tag is called '\(name)'", range, notes: ["did you mean '\(nearest)'?"],
      fix: Diagnostic.Fix("replace with '\(nearest)'", replacing: span(range), with: nearest))
  }

  mutating func reportUnclosed(_ name: String, _ piece: LiquidPiece) {
    if isAbandoned { return }
    report(
      .unclosedBlock, "'\(name)' is never closed", piece.range,
      notes: ["close it with '{% end\(name) %}'"])
  }

  private mutating func liquid(_ piece: LiquidPiece, _ body: inout LiquidBody) {
    let outer = (pieces, position)
    let outerBlocks = openBlocks
    pieces = LiquidScanner.lines(bytes, piece.markup)
    position = 0
    openBlocks = []
    // Ends of blocks that are open outside the tag do not count inside it.
    let (inner, _) = self.body([])
    body.nodes += inner.nodes
    body.isBlank = body.isBlank && inner.isBlank
    (pieces, position) = outer
    openBlocks = outerBlocks
  }

  private func checkInlineComment(_ piece: LiquidPiece) throws(LiquidSyntaxError) {
    var index = piece.name.end
    while index < piece.markup.end {
      guard bytes[index] == 0x0A else {
        index += 1
        continue
      }
      while index < piece.markup.end, bytes[index].isRubySpace { index += 1 }
      if index < piece.markup.end, bytes[index] != UInt8(ascii: "#") {
        var end = index
        while end < piece.markup.end, bytes[end] != 0x0A { end += 1 }
        throw LiquidSyntaxError(
          message: "every line of a comment begins with '#'", start: index, end: end)
      }
    }
  }

  private func assign(_ piece: LiquidPiece) throws(LiquidSyntaxError) -> LiquidNode.Kind {
    var index = piece.markup.start
    let start = index
    let isName = index < piece.markup.end && (bytes[index].isLetter || bytes[index] == 0x5F)
    while isName, index < piece.markup.end, bytes[index].isWord || bytes[index] == 0x2D {
      index += 1
    }
    let end = index
    while index < piece.markup.end, bytes[index].isRubySpace { index += 1 }
    guard isName, index < piece.markup.end, bytes[index] == UInt8(ascii: "=") else {
      var notes = ["write {% assign name = value %}"]
      if isName, index < piece.markup.end, [0x2E, 0x5B].contains(bytes[index]) {
        notes.append(
          "a laxer parser sets a variable whose name is all that stands before '='; "
            + "a path, such as a.b, does not read it")
      }
      throw LiquidSyntaxError(
        message: "'assign' needs a name and '='", start: start,
        end: max(end, min(index + 1, piece.markup.end)), notes: notes)
    }
    var parser = try LiquidExpressionParser(
      bytes, LiquidRange(start: index + 1, end: piece.markup.end))
    let name = text(LiquidRange(start: start, end: end))
    if parser.looksAt(.end) {
      return .assign(name, LiquidFiltered(expression: .none, range: piece.markup))
    }
    return .assign(name, try parser.filtered())
  }

  func loneName(_ piece: LiquidPiece) throws(LiquidSyntaxError) -> String {
    var parser = try LiquidExpressionParser(bytes, piece.markup)
    let name = try parser.identifier("a name")
    try parser.expectEnd()
    return name
  }

  private func cycle(_ piece: LiquidPiece) throws(LiquidSyntaxError) -> LiquidNode.Kind {
    var parser = try LiquidExpressionParser(bytes, piece.markup)
    guard !parser.looksAt(.end) else { throw parser.unexpected("a value to cycle through") }
    var values = [try parser.expression()]
    var name: LiquidExpression?
    if parser.take(.colon) {
      name = values[0]
      values = [try parser.expression()]
    }
    while parser.take(.comma) {
      if parser.looksAt(.end) { break }
      values.append(try parser.expression())
    }
    try parser.expectEnd("',' or the end of the markup")
    // Cycles of the same literals share their place; one with a variable counts for itself.
    let hasVariable = values.contains { value in
      switch value {
      case .variable, .range: true
      default: false
      }
    }
    var key = "cycle " + values.map { literalKey($0) }.joined(separator: ",")
    if hasVariable { key = "cycle \(source.path):\(piece.range.start)" }
    return .cycle(name: name, key: key, values: values)
  }

  private func literalKey(_ value: LiquidExpression) -> String {
    switch value {
    case .string(let range): "'" + text(range) + "'"
    case .integer(let range), .float(let range): text(range)
    case .bool(let bool): bool ? "true" : "false"
    case .blank, .empty: "''"
    default: "nil"
    }
  }

  private func call(
    _ piece: LiquidPiece, isRender: Bool
  ) throws(LiquidSyntaxError) -> LiquidCall {
    var parser = try LiquidExpressionParser(bytes, piece.markup)
    let token = parser.current
    if isRender, token.kind != .string {
      var error = parser.unexpected("the quoted name of a fragment")
      error.notes = ["'render' takes a constant name; 'include' takes a variable"]
      throw error
    }
    let name = try parser.expression()
    var result = LiquidCall(
      name: name, nameRange: LiquidRange(start: token.start, end: parser.previousEnd))
    if case .string(let range) = name { result.constantName = text(range) }
    if parser.takeWord("for") {
      result.isLoop = true
      result.value = try parser.expression()
    } else if parser.takeWord("with") {
      result.value = try parser.expression()
    }
    if parser.takeWord("as") { result.alias = try parser.identifier("a name after 'as'") }
    _ = parser.take(.comma)
    while parser.looksAt(.identifier) {
      let argument = try parser.identifier("the name of an argument")
      _ = try parser.expect(.colon, "':' after the argument's name")
      let value = try parser.expression()
      result.arguments.removeAll { $0.name == argument }
      result.arguments.append((argument, value))
      _ = parser.take(.comma)
    }
    try parser.expectEnd("an argument or the end of the markup")
    return result
  }
}
