extension HandlebarsGenerator {
  /// A tag without a body.
  mutating func simple() -> Piece {
    switch random.below(20) {
    case 0:
      return .text(
        random.pick(["{{! a remark }}", "{{!-- }} {{a}} --}}", "{{!}}", "{{~! x ~}}", "{{!--a--}}"])
      )
    case 1: return line(.text(random.pick(["{{! alone }}", "{{!-- alone\n --}}"])))
    case 2, 3:
      return .text(random.pick(["\\{{word}}", "\\\\{{word}}", "\\\\\\{{word}}", "\\{{{word}}}"]))
    case 4: return .text("{{{{flag}}}} {{word}} {{/if}} {{{{/flag}}}}")
    case 5:
      return .text(random.pick(["{{@index}}", "{{@key}}", "{{@first}}{{@last}}", "{{@root}}"]))
    case 6 where hasBlock: return partialBlockCall()
    default:
      guard !partials.isEmpty || random.chance(15) else { return .text("{{word}}") }
      return call()
    }
  }

  /// `{{> name …}}`, at times in a line of its own.
  private mutating func call() -> Piece {
    let name = partials.isEmpty || random.chance(3) ? "missing" : random.pick(partials)
    let tag = Piece.words(
      open: opening(">") + (random.chance(50) ? " " : ""), [callee(name)] + arguments(),
      close: closing())
    return random.chance(45) ? line(tag) : tag
  }

  /// The name of a partial: plain, quoted, or worked out.
  private mutating func callee(_ name: String) -> String {
    switch random.below(8) {
    case 0: "\"\(name)\""
    case 1: "'\(name)'"
    case 2 where name == "card" && !isExplicit: "(lookup @root 'pick')"
    case 3: "[\(name)]"
    default: name
    }
  }

  /// A context and named values, at times.
  private mutating func arguments() -> [String] {
    var words: [String] = []
    if random.chance(40) { words.append(random.chance(85) ? path(of: [.object]).text : value()) }
    while random.chance(35) {
      words.append("\(random.pick(["title", "k", "word", "items"]))=\(value())")
    }
    return words
  }

  /// A context for the body of a partial: there the reference tells null from undefined.
  private mutating func blockContext() -> String {
    random.pick(["@root.user", "@root.map", "@root", "this"])
  }

  /// `{{> @partial-block}}`.
  mutating func partialBlockCall() -> Piece {
    let tag = Piece.words(
      open: opening(">") + " ", ["@partial-block"] + (random.chance(20) ? [blockContext()] : []),
      close: closing())
    return random.chance(30) ? line(tag) : tag
  }

  /// A piece in a line of its own.
  private mutating func line(_ piece: Piece) -> Piece {
    let indentation = random.pick(["", "", "  ", "\t", " "])
    let end = random.pick(["\n", "\n", "  \n", "\r\n"])
    return .block(
      branches: [.init("\n" + indentation, [piece])], closing: end)
  }

  /// A tag with a body.
  mutating func block(depth: Int) -> Piece {
    switch random.below(20) {
    case 0..<5: return condition(depth: depth)
    case 5..<10: return loop(depth: depth)
    case 10..<12: return with(depth: depth)
    case 12..<15: return section(depth: depth)
    case 15, 16: return partialBlock(depth: depth)
    case 17, 18: return inlinePartial(depth: depth)
    default:
      let (text, _) = path()
      return tags(
        [("^" + text, pieces(depth: depth - 1))], name: text, mayHaveElse: false, depth: depth)
    }
  }

  private mutating func condition(depth: Int) -> Piece {
    let name = random.pick(["if", "if", "unless"])
    var head = "#\(name) \(value())"
    if random.chance(8) { head += " includeZero=\(random.pick(["true", "false", "word"]))" }
    return tags([(head, pieces(depth: depth - 1))], name: name, depth: depth)
  }

  private mutating func loop(depth: Int) -> Piece {
    let (text, sample) = random.chance(90) ? path(of: [.list, .object]) : (value(), .null)
    let inner: GeneratedData
    switch sample {
    case .list(let items): inner = items.first ?? .null
    case .object(let members): inner = members.first?.value ?? .null
    default: inner = .null
    }
    let known = parameters.count
    let head = "#each \(text)" + blockParameters([inner, .integer(0)])
    let body = pieces(depth: depth - 1, in: inner, isLoop: true)
    parameters.removeLast(parameters.count - known)
    return tags([(head, body)], name: "each", depth: depth)
  }

  private mutating func with(depth: Int) -> Piece {
    let (text, sample) = random.chance(80) ? path(of: [.object, .list]) : path()
    let known = parameters.count
    let head = "#with \(text)" + blockParameters([sample])
    let body = pieces(depth: depth - 1, in: sample)
    parameters.removeLast(parameters.count - known)
    return tags([(head, body)], name: "with", depth: depth)
  }

  /// `{{#name}}…{{/name}}`.
  private mutating func section(depth: Int) -> Piece {
    let (text, sample) = path()
    let inner: GeneratedData?
    switch sample {
    case .list(let items): inner = items.first ?? .null
    case .object, .text, .integer, .decimal: inner = sample
    default: inner = nil
    }
    let body = pieces(depth: depth - 1, in: inner, isLoop: sample.kind == .list)
    return tags([("#" + text, body)], name: text, depth: depth)
  }

  /// ` as |a b|`, at times; the names are known from here on.
  private mutating func blockParameters(_ samples: [GeneratedData]) -> String {
    guard allowsParameters, random.chance(30) else { return "" }
    var names: [String] = []
    for sample in samples.prefix(1 + random.below(samples.count)) {
      let name = random.chance(20) ? "title" : freshName()
      names.append(name)
      parameters.append((name, sample))
    }
    return " as |" + names.joined(separator: " ") + "|"
  }

  private mutating func partialBlock(depth: Int) -> Piece {
    let name =
      partials.isEmpty || random.chance(25)
      ? "missing" : partials.contains("layout") ? "layout" : random.pick(partials)
    var given = random.chance(30) ? [blockContext()] : []
    if random.chance(35) { given.append("k=\(value())") }
    let words = ([name] + given).joined(separator: " ")
    let (outer, known) = (hasBlock, partials)
    hasBlock = false
    var body = pieces(depth: depth - 1)
    if random.chance(30) { body.append(inlinePartial(depth: 0)) }
    (hasBlock, partials) = (outer, known)
    return tags([("#> " + words, body)], name: name, mayHaveElse: false, depth: depth)
  }

  /// `{{#*inline "name"}}…{{/inline}}`, known from here on, at times under a partial's own name.
  private mutating func inlinePartial(depth: Int) -> Piece {
    let name =
      !partials.isEmpty && random.chance(30) ? random.pick(partials) : freshName()
    // The reference mixes up what the blocks around it name.
    let outer = (parameters, hasBlock, partials)
    parameters = []
    hasBlock = false
    partials.removeAll { $0 == name }
    let body = pieces(depth: max(0, depth - 1))
    (parameters, hasBlock, partials) = outer
    partials.append(name)
    return tags(
      [("#*inline \"\(name)\"", body)], name: "inline", mayHaveElse: false, depth: depth)
  }

  /// A block of branches; at times with else, at times each tag in a line of its own.
  private mutating func tags(
    _ given: [(head: String, body: [Piece])], name: String, mayHaveElse: Bool = true, depth: Int
  ) -> Piece {
    var branches = given
    if mayHaveElse {
      while random.chance(15), branches.count < 4 {
        switch random.below(4) {
        case 0:
          let (text, sample) = path(of: [.object])
          branches.append(("else with \(text)", pieces(depth: depth - 1, in: sample)))
        case 1:
          let (text, sample) = path(of: [.list])
          var inner = GeneratedData.null
          if case .list(let items) = sample { inner = items.first ?? .null }
          branches.append(
            ("else each \(text)", pieces(depth: depth - 1, in: inner, isLoop: true)))
        default: branches.append(("else if \(value())", pieces(depth: depth - 1)))
        }
      }
      if random.chance(35) {
        branches.append((random.chance(75) ? "else" : "^", pieces(depth: depth - 1)))
      }
    }
    let inLines = random.chance(45)
    let indentation = inLines ? random.pick(["", "", "  ", "\t"]) : ""
    let end = inLines ? random.pick(["\n", "\n", " \n", "\r\n"]) : ""
    let made = branches.enumerated().map { index, branch in
      Piece.Branch(
        (index == 0 && inLines && random.chance(70) ? "\n" : "") + indentation + opening("")
          + branch.head + closing() + end, branch.body)
    }
    return .block(
      branches: made,
      closing: (inLines ? "\n" : "") + indentation + opening("/") + name + closing() + end)
  }
}
