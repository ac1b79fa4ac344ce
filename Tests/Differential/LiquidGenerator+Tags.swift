extension LiquidGenerator {
  /// A tag without a body.
  mutating func simpleTag() -> Piece {
    switch random.below(20) {
    case 0..<7:
      let (value, kind) = self.value()
      let name = freshName()
      let (filters, last) = self.filters(on: kind)
      let piece = Piece.filtered(
        open: tagOpen() + "assign \(name) = ", value: value, filters: filters, close: tagClose())
      scope.append((name, last == .list ? .list([.integer(1)]) : .text("v")))
      return piece
    case 7, 8: return .text(tag(random.chance(50) ? "increment n" : "decrement n"))
    case 9, 10:
      return .text(
        tag("cycle " + random.pick(["'a', 'b'", "'x', 'y', 'z'", "'g': 1, 2", "1, 2, 3", "'one'"])))
    case 11 where loops > 0:
      return .text(random.chance(60) ? tag("continue") : tag("break"))
    case 12: return .text(tag("# a remark"))
    case 13: return liquidTag()
    case 14:
      let date = random.pick(LiquidFilters.dates)
      return .text("{{ '\(date)' | date: '\(random.pick(LiquidFilters.patterns))' }}")
    case 15 where loops > 0:
      let name = random.pick([
        "index", "index0", "rindex", "rindex0", "first", "last", "length", "parentloop.index",
      ])
      return .text("{{ forloop.\(name) }}")
    case 16..<19: return call()
    default: return .text("{{ n }}")
    }
  }

  private mutating func liquidTag() -> Piece {
    let (text, kind) = value()
    let filters = self.filters(on: kind).filters.map { " | " + $0 }.joined()
    // A line break would end the tag within the tag.
    let line = (text + filters).contains("\n") ? "word" : text + filters
    let name = freshName()
    scope.append((name, .text("v")))
    return .text(
      "{% liquid\n  assign \(name) = \(line)\n  if \(name)\n    echo \(name)\n  endif\n%}")
  }

  /// `render` or `include` of a fragment.
  private mutating func call() -> Piece {
    guard !fragments.isEmpty else { return .text("{{ word }}") }
    let name = random.pick(fragments)
    let kind = random.below(100)
    var words = (allowsInclude && kind < 35 ? "include" : "render") + " '\(name)'"
    if random.chance(25) {
      // Never `false`, which 5.4 does not hand over.
      let kind = random.pick([GeneratedData.Kind.number, .list, .object])
      words += " with \(value(of: kind))" + (random.chance(50) ? " as row" : "")
    } else if random.chance(25) {
      words += " for " + random.pick(["items", "matrix"]) + (random.chance(50) ? " as row" : "")
    }
    let arguments = [("word", GeneratedData.Kind.text), ("count", .number), ("list", .list)]
    for (argument, kind) in arguments where random.chance(40) {
      words += ", \(argument): \(value(of: kind))"
    }
    return .text(tag(words))
  }

  /// A tag with a body.
  mutating func block(depth: Int) -> Piece {
    switch random.below(20) {
    case 0..<6: return condition(depth: depth)
    case 6: return unless(depth: depth)
    case 7, 8: return cases(depth: depth)
    case 9..<14: return loop(depth: depth)
    case 14: return table(depth: depth)
    case 15, 16:
      let name = freshName()
      let opening = tag("capture \(name)")
      let body = pieces(depth: depth - 1)
      scope.append((name, .text("v")))
      return .block(branches: [.init(opening, body)], closing: tag("endcapture"))
    case 17:
      return .block(
        branches: [.init(tag("comment"), [.text("hidden {{ word }} text")])],
        closing: tag("endcomment"))
    case 18:
      return .block(
        branches: [.init("{% raw %}", [.text("{{ word }} {% if %} }}")])],
        closing: "{% endraw %}")
    default:
      return .block(
        branches: [.init(tag("ifchanged"), pieces(depth: depth - 1))], closing: tag("endifchanged"))
    }
  }

  private mutating func condition(depth: Int) -> Piece {
    var branches = [Piece.Branch(tag("if \(condition())"), pieces(depth: depth - 1))]
    while random.chance(25) {
      branches.append(.init(tag("elsif \(condition())"), pieces(depth: depth - 1)))
    }
    if random.chance(40) { branches.append(.init(tag("else"), pieces(depth: depth - 1))) }
    return .block(branches: branches, closing: tag("endif"))
  }

  private mutating func unless(depth: Int) -> Piece {
    var branches = [Piece.Branch(tag("unless \(condition())"), pieces(depth: depth - 1))]
    if random.chance(50) { branches.append(.init(tag("else"), pieces(depth: depth - 1))) }
    return .block(branches: branches, closing: tag("endunless"))
  }

  private mutating func cases(depth: Int) -> Piece {
    let (subject, kind) = value()
    var branches = [Piece.Branch(tag("case \(subject)"), [.text("\n")])]
    // No `break` here: after it, 5.4 goes on to a second `when` that matches.
    let outerLoops = loops
    loops = 0
    defer { loops = outerLoops }
    for _ in 0..<(1 + random.below(3)) {
      var words = "when " + value(of: kind)
      if random.chance(30) { words += random.pick([", ", " or "]) + value(of: kind) }
      branches.append(.init(tag(words), pieces(depth: depth - 1)))
    }
    if random.chance(50) { branches.append(.init(tag("else"), pieces(depth: depth - 1))) }
    return .block(branches: branches, closing: tag("endcase"))
  }

  private mutating func loop(depth: Int) -> Piece {
    let name = random.pick(["item", "row", "x"])
    var words = "for \(name) in "
    var sample = GeneratedData.integer(1)
    if random.chance(25) {
      words += random.pick(["(1..3)", "(0..count)", "(1..list.size)", "(5..2)", "(-1..1)"])
    } else if random.chance(15) {
      words += value(of: .object)
      sample = .list([.text("k"), .integer(1)])
    } else {
      let found = random.pick(scope.filter { $0.sample.kind == .list } + [("items", .list([]))])
      words += found.path
      if case .list(let items) = found.sample, let first = items.first { sample = first }
    }
    if random.chance(20) { words += " reversed" }
    if random.chance(20) { words += " limit: " + random.pick(["0", "1", "2", "10"]) }
    if random.chance(15) { words += " offset: " + random.pick(["0", "1", "2", "continue"]) }
    let opening = tag(words)
    let outer = scope
    scope.removeAll { $0.path == name }
    scope.append((name, sample))
    loops += 1
    let body = pieces(depth: depth - 1)
    loops -= 1
    var branches = [Piece.Branch(opening, body)]
    scope = outer
    if random.chance(25) { branches.append(.init(tag("else"), pieces(depth: depth - 1))) }
    return .block(branches: branches, closing: tag("endfor"))
  }

  private mutating func table(depth: Int) -> Piece {
    var words = "tablerow row in " + value(of: .list)
    if random.chance(60) { words += " cols: " + random.pick(["1", "2", "3"]) }
    if random.chance(25) { words += " limit: " + random.pick(["1", "2", "10"]) }
    let opening = tag(words)
    let (outer, outerLoops) = (scope, loops)
    // No `break` here: in 5.4 it ends the loop outside, too.
    loops = 0
    scope.removeAll { $0.path == "row" }
    scope.append(("row", .text("v")))
    scope.append(("tablerowloop.col", .integer(1)))
    scope.append(("tablerowloop.row", .integer(1)))
    scope.append(("tablerowloop.last", .bool(true)))
    let body = pieces(depth: depth - 1)
    (scope, loops) = (outer, outerLoops)
    return .block(branches: [.init(opening, body)], closing: tag("endtablerow"))
  }
}
