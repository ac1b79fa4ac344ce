import Diagnostics

extension LiquidParser {
  private func withoutText(_ body: LiquidBody) -> LiquidBody {
    var result = body
    result.nodes.removeAll { node in
      if case .text = node.kind { true } else { false }
    }
    return result
  }

  private mutating func condition(_ piece: LiquidPiece) -> LiquidCondition? {
    do throws(LiquidSyntaxError) {
      var parser = try LiquidExpressionParser(bytes, piece.markup)
      return try parser.condition()
    } catch {
      var error = error
      if bytes[error.start..<error.end].elementsEqual("=".utf8) { error.replacement = "==" }
      report(error)
      return nil
    }
  }

  /// `if` and `unless`.
  mutating func branches(
    _ piece: LiquidPiece, _ name: String, _ isBlank: inout Bool
  ) -> LiquidNode.Kind? {
    let stops = ["elsif", "else", "end" + name]
    var branches: [LiquidBranch] = []
    var current = piece
    var isElse = false
    var isReadable = true
    isBlank = true
    while true {
      let condition = isElse ? nil : condition(current)
      if !isElse, condition == nil { isReadable = false }
      let (body, stop) = self.body(stops)
      isBlank = isBlank && body.isBlank
      branches.append(LiquidBranch(condition: condition, body: body, range: current.range))
      guard let stop else {
        reportUnclosed(name, piece)
        return nil
      }
      let stopName = stopName(stop, stops)
      if stopName == stops[2] { break }
      isElse = stopName == "else"
      current = stop
    }
    guard isReadable else { return nil }
    if isBlank {
      for index in branches.indices { branches[index].body = withoutText(branches[index].body) }
    }
    return .branches(branches, isUnless: name == "unless")
  }

  /// `case`.
  mutating func choice(_ piece: LiquidPiece, _ isBlank: inout Bool) -> LiquidNode.Kind? {
    let stops = ["when", "else", "endcase"]
    var left: LiquidExpression?
    do throws(LiquidSyntaxError) {
      var parser = try LiquidExpressionParser(bytes, piece.markup)
      let value = try parser.expression()
      try parser.expectEnd()
      left = value
    } catch {
      report(error)
    }
    // Whatever stands before the first `when` is never printed.
    var (skipped, stop) = body(stops)
    isBlank = skipped.isBlank
    var branches: [LiquidBranch] = []
    while let current = stop {
      let name = stopName(current, stops)
      if name == "endcase" { break }
      var branch = LiquidBranch(body: LiquidBody(), range: current.range)
      if name == "when" {
        do throws(LiquidSyntaxError) {
          branch.values = try whenValues(current)
        } catch {
          report(error)
          left = nil
        }
      } else if bytes[current.markup.start..<current.markup.end].contains(where: { !$0.isRubySpace }
      ) {
        report(.templateSyntax, "'else' of a 'case' takes nothing", current.markup)
        left = nil
      }
      let (body, next) = self.body(stops)
      branch.body = body
      isBlank = isBlank && body.isBlank
      branches.append(branch)
      stop = next
    }
    guard stop != nil else {
      reportUnclosed("case", piece)
      return nil
    }
    guard let left else { return nil }
    if isBlank {
      for index in branches.indices { branches[index].body = withoutText(branches[index].body) }
    }
    return .choice(left, branches)
  }

  private func whenValues(_ piece: LiquidPiece) throws(LiquidSyntaxError) -> [LiquidExpression] {
    var parser = try LiquidExpressionParser(bytes, piece.markup)
    var values = [try parser.expression()]
    while parser.takeWord("or") || parser.take(.comma) {
      values.append(try parser.expression())
    }
    try parser.expectEnd("',', 'or' or the end of the markup")
    return values
  }

  /// `for`.
  mutating func loop(_ piece: LiquidPiece, _ isBlank: inout Bool) -> LiquidNode.Kind? {
    var loop: LiquidLoop?
    do throws(LiquidSyntaxError) {
      loop = try loopMarkup(piece)
    } catch {
      report(error)
    }
    let stops = ["else", "endfor"]
    var (body, stop) = self.body(stops)
    isBlank = body.isBlank
    var otherwise: LiquidBody?
    if let current = stop, stopName(current, stops) == "else" {
      let rest = self.body(["endfor"])
      otherwise = rest.body
      isBlank = isBlank && rest.body.isBlank
      stop = rest.stop
    }
    guard stop != nil else {
      reportUnclosed("for", piece)
      return nil
    }
    loop?.body = isBlank ? withoutText(body) : body
    if let otherwise { loop?.otherwise = isBlank ? withoutText(otherwise) : otherwise }
    return loop.map { .loop($0) }
  }

  private func loopHead(
    _ parser: inout LiquidExpressionParser
  ) throws(LiquidSyntaxError) -> LiquidLoop {
    let variable = try parser.identifier("the loop's variable")
    guard parser.takeWord("in") else { throw parser.unexpected("'in'") }
    let start = parser.current.start
    let collection = try parser.expression()
    let name = text(LiquidRange(start: start, end: parser.previousEnd))
    return LiquidLoop(variable: variable, collection: collection, name: "\(variable)-\(name)")
  }

  private func loopMarkup(_ piece: LiquidPiece) throws(LiquidSyntaxError) -> LiquidLoop {
    var parser = try LiquidExpressionParser(bytes, piece.markup)
    var loop = try loopHead(&parser)
    loop.isReversed = parser.takeWord("reversed")
    while parser.looksAt(.comma) || parser.looksAt(.identifier) {
      _ = parser.take(.comma)
      if parser.takeWord("limit") {
        _ = try parser.expect(.colon, "':' after 'limit'")
        loop.limit = try parser.expression()
      } else if parser.takeWord("offset") {
        _ = try parser.expect(.colon, "':' after 'offset'")
        loop.continues = parser.looksAtWord("continue")
        let value = try parser.expression()
        loop.offset = loop.continues ? nil : value
      } else {
        throw parser.unexpected("'limit', 'offset' or the end of the markup")
      }
    }
    try parser.expectEnd("'reversed', 'limit', 'offset' or the end of the markup")
    return loop
  }

  /// `tablerow`.
  mutating func table(_ piece: LiquidPiece, _ isBlank: inout Bool) -> LiquidNode.Kind? {
    var table: LiquidLoop?
    do throws(LiquidSyntaxError) {
      table = try tableMarkup(piece)
    } catch {
      report(error)
    }
    let (body, stop) = self.body(["endtablerow"])
    isBlank = body.isBlank
    guard stop != nil else {
      reportUnclosed("tablerow", piece)
      return nil
    }
    // Unlike `for`, a body of blanks alone is printed.
    table?.body = body
    return table.map { .table($0) }
  }

  private func tableMarkup(_ piece: LiquidPiece) throws(LiquidSyntaxError) -> LiquidLoop {
    var parser = try LiquidExpressionParser(bytes, piece.markup)
    var loop = try loopHead(&parser)
    _ = parser.take(.comma)
    while parser.looksAt(.identifier) {
      let key = parser.text(parser.current)
      guard ["cols", "limit", "offset", "range"].contains(key) else {
        throw parser.unexpected("'cols', 'limit', 'offset' or the end of the markup")
      }
      _ = try parser.identifier("an attribute")
      _ = try parser.expect(.colon, "':' after '\(key)'")
      let value = try parser.expression()
      switch key {
      case "cols": loop.columns = value
      case "limit": loop.limit = value
      case "offset": loop.offset = value
      default: break
      }
      _ = parser.take(.comma)
    }
    try parser.expectEnd("'cols', 'limit', 'offset' or the end of the markup")
    return loop
  }

  /// `capture`.
  mutating func capture(_ piece: LiquidPiece) -> LiquidNode.Kind? {
    var name: String?
    do throws(LiquidSyntaxError) {
      name = try loneName(piece)
    } catch {
      report(error)
    }
    let (body, stop) = self.body(["endcapture"])
    guard stop != nil else {
      reportUnclosed("capture", piece)
      return nil
    }
    return name.map { .capture($0, body) }
  }

  /// `ifchanged`.
  mutating func changed(_ piece: LiquidPiece, _ isBlank: inout Bool) -> LiquidNode.Kind? {
    let (body, stop) = self.body(["endifchanged"])
    isBlank = body.isBlank
    guard stop != nil else {
      reportUnclosed("ifchanged", piece)
      return nil
    }
    // Unlike `if`, a body of blanks alone is printed.
    return .changed(body)
  }
}
