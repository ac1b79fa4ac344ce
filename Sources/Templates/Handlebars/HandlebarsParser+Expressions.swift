import Diagnostics

extension HandlebarsParser {
  /// Reads a name with its arguments, up to the end of the tag.
  mutating func call(
    in place: String, allowsCall: Bool = false, depth: Int = 0
  ) throws(Problem) -> HandlebarsCall {
    let start = token.range.start
    var call = HandlebarsCall()
    if allowsCall, token.kind == .openCall {
      call.callee = try subexpression(depth: depth)
    } else {
      guard isNameStart else {
        if token.kind == .close || token.kind == .closeUnescaped {
          throw problem(
            .templateSyntax, "the tag is empty",
            HandlebarsRange(start: max(0, start - 2), end: token.range.end),
            notes: ["write a name in it, or {{! … }} for a comment"])
        }
        throw unexpected("a name")
      }
      call.callee = try helperName()
    }
    while isNameStart || token.kind == .openCall {
      if token.kind == .identifier, isHashStart { break }
      call.parameters.append(try parameter(depth: depth))
    }
    while token.kind == .identifier {
      guard isHashStart else {
        throw problem(
          .templateSyntax, "'\(tokenText)' stands after a named argument", token.range,
          notes: ["arguments without a name come first"])
      }
      let name = token.text
      advance()
      advance()
      guard isNameStart || token.kind == .openCall else {
        throw unexpected("a value for '\(name)'")
      }
      call.hash.append((name, try parameter(depth: depth)))
    }
    call.range = HandlebarsRange(start: start, end: max(start, lastEnd))
    return call
  }

  /// Whether the current identifier is followed by `=`.
  private var isHashStart: Bool {
    var copy = lexer
    return copy.next().kind == .equals
  }

  var isNameStart: Bool {
    switch token.kind {
    case .identifier, .data, .string, .number, .bool, .undefined, .null: true
    default: false
    }
  }

  private mutating func parameter(depth: Int) throws(Problem) -> HandlebarsExpression {
    token.kind == .openCall ? try subexpression(depth: depth) : try helperName()
  }

  private mutating func subexpression(depth: Int) throws(Problem) -> HandlebarsExpression {
    let opening = token
    guard depth < HandlebarsParser.maximumDepth else {
      throw problem(
        .nestingLimit,
        "an expression is nested deeper than \(HandlebarsParser.maximumDepth) levels",
        token.range)
    }
    advance()
    let call = try self.call(in: "a subexpression", depth: depth + 1)
    guard token.kind == .closeCall else {
      if token.kind == .close || token.kind == .closeUnescaped {
        throw problem(
          .templateSyntax, "the parenthesis is not closed", opening.range, notes: ["add ')'"])
      }
      throw unexpected("an argument or ')'")
    }
    advance()
    return .call(call)
  }

  /// Reads a path, a data path or a literal.
  mutating func helperName() throws(Problem) -> HandlebarsExpression {
    let current = token
    switch current.kind {
    case .identifier: return .path(try path(isData: false, start: current.range.start))
    case .data:
      advance()
      guard token.kind == .identifier else { throw unexpected("a name after '@'") }
      return .path(try path(isData: true, start: current.range.start))
    case .string:
      advance()
      return .string(current.text)
    case .number:
      advance()
      return .number(current.text)
    case .bool:
      advance()
      return .bool(current.text == "true")
    case .undefined:
      advance()
      return .undefined
    case .null:
      advance()
      return .null
    default: throw unexpected("a name")
    }
  }

  private mutating func path(isData: Bool, start: Int) throws(Problem) -> HandlebarsPath {
    var path = HandlebarsPath(isData: isData, original: isData ? "@" : "")
    var separator = ""
    while true {
      guard token.kind == .identifier else { throw unexpected("a name") }
      let part = token.text
      path.original += separator + part
      path.range = HandlebarsRange(start: start, end: token.range.end)
      let isWord = part == ".." || part == "." || part == "this"
      if !token.isBracketed, isWord {
        if !path.parts.isEmpty {
          let notes =
            part == "this"
            ? ["for a field of that name write [this]"]
            : ["'..' and '.' stand only at the start of a path"]
          throw problem(
            .templateSyntax, "invalid path: \(path.original)", path.range, notes: notes)
        }
        if part == ".." { path.depth += 1 }
      } else {
        path.parts.append(part)
      }
      advance()
      guard token.kind == .separator else { return path }
      separator = tokenText
      advance()
    }
  }

  /// Reads `as |a b|`, if it is there.
  mutating func blockParameters() throws(Problem) -> [String] {
    guard token.kind == .openParameters else { return [] }
    let opening = token
    advance()
    var names: [String] = []
    while token.kind == .identifier {
      names.append(token.text)
      advance()
    }
    guard token.kind == .closeParameters else { throw unexpected("a name or '|'") }
    guard !names.isEmpty else {
      throw problem(
        .templateSyntax, "'as' names nothing",
        HandlebarsRange(start: opening.range.start, end: token.range.end),
        notes: ["write the names between the bars: as |item index|"])
    }
    advance()
    return names
  }
}
