import Diagnostics
import Documents

extension Explainer {
  /// Whether the kind is allowed; otherwise the failure is added.
  mutating func explainType(_ index: Int, _ plan: SchemaPlan, _ node: Int) -> Bool {
    let kind = view.node(node).kind
    let text = ValueText.text(document, node)
    if plan.types.isEmpty {
      add(index, "false", node, "\(text) is not allowed here; the schema allows no value")
      return false
    }
    let isAllowed = plan.types.rawValue >> kind.rawValue & 1 != 0
    if isAllowed {
      guard kind == .number, plan.types.contains(.integerOnly) else { return true }
      if unsafe ExactNumber(lexeme: view.bytes(node)).isInteger { return true }
    }
    let expected = WordList.alternatives(plan.types.names)
    if isAllowed {
      add(index, "type", node, "\(text) is not an integer; expected \(expected)")
    } else if kind == .object || kind == .array || kind == .null {
      add(index, "type", node, "is \(kind.article); expected \(expected)")
    } else {
      add(index, "type", node, "\(text) is \(kind.article); expected \(expected)")
    }
    return false
  }

  /// Whether the value is one of those that `enum` and `const` list; otherwise adds the failure.
  mutating func explainValues(_ index: Int, _ plan: SchemaPlan, _ node: Int) -> Bool {
    for values in [plan.values, plan.moreValues] where values >= 0 {
      let set = program.values[Int(values)]
      if set.contains(view, node, in: program) { continue }
      let keyword = set.isConst ? "const" : "enum"
      let texts = set.texts(in: program)
      if set.isConst {
        add(
          index, keyword, node,
          "\(ValueText.literal(document, node)) is not \(texts.first ?? "the constant")",
          candidates: set.strings.names)
      } else {
        add(
          index, keyword, node,
          "\(ValueText.literal(document, node)) \(WordList.noneOf(texts))",
          candidates: set.strings.names, details: quoteNotes(set, node))
      }
      return false
    }
    return true
  }

  /// Adds the failure of a number's first keyword that is not satisfied.
  mutating func explainNumber(_ index: Int, _ plan: Int, _ node: Int) {
    let plan = program.numbers[plan]
    let number = unsafe ExactNumber(lexeme: view.bytes(node))
    let text = ValueText.text(document, node)
    if let bound = plan.minimum, number < bound {
      add(index, "minimum", node, "\(text) is less than \(lexeme(index, "minimum"))")
    } else if let bound = plan.exclusiveMinimum, number <= bound {
      let bound = lexeme(index, "exclusiveMinimum")
      add(index, "exclusiveMinimum", node, "\(text) is not greater than \(bound)")
    } else if let bound = plan.maximum, number > bound {
      add(index, "maximum", node, "\(text) is greater than \(lexeme(index, "maximum"))")
    } else if let bound = plan.exclusiveMaximum, number >= bound {
      let bound = lexeme(index, "exclusiveMaximum")
      add(index, "exclusiveMaximum", node, "\(text) is not less than \(bound)")
    } else if let divisor = plan.multipleOf, !number.isMultiple(of: divisor) {
      add(index, "multipleOf", node, "\(text) is not a multiple of \(lexeme(index, "multipleOf"))")
    }
  }

  /// Adds the failure of a text's first keyword that is not satisfied.
  mutating func explainString(_ index: Int, _ plan: Int, _ node: Int) {
    let plan = program.strings[plan]
    let bytes = unsafe view.bytes(node)
    let text = ValueText.text(document, node)
    let count = unsafe TextLength.count(bytes)
    if count < plan.minimum {
      let unit = WordList.count(count, "character")
      add(index, "minLength", node, "\(text) has \(unit); \(ValueText.atLeast(plan.minimum))")
      return
    }
    if count > plan.maximum {
      let unit = WordList.count(count, "character")
      add(index, "maxLength", node, "\(text) has \(unit); \(ValueText.atMost(plan.maximum))")
      return
    }
    if plan.pattern >= 0 {
      let pattern = program.patterns[Int(plan.pattern)]
      switch unsafe pattern.search(bytes) {
      case .match: break
      case .noMatch:
        add(index, "pattern", node, "\(text) does not match \(pattern.text)")
        return
      case .outOfSteps:
        giveUp(.pattern(Int(plan.pattern), node: node))
        return
      }
    }
    if let format = plan.format, unsafe !format.accepts(bytes) {
      add(
        index, "format", node, "\(text) is not a valid \(format.rawValue)",
        details: format.example.map { [.init("expected a text such as \($0)")] } ?? [])
      return
    }
    if plan.isBase64, unsafe !ContentCheck.accepts(bytes, isBase64: true, isJSON: false) {
      add(index, "contentEncoding", node, "\(text) is not base64")
    } else if plan.isJSON,
      unsafe !ContentCheck.accepts(bytes, isBase64: plan.isBase64, isJSON: true)
    {
      add(index, "contentMediaType", node, "\(text) holds no JSON")
    }
  }

  /// For a text in quotes that the schema lists as a number or word: that the quotes are wrong.
  private func quoteNotes(_ set: ValueSet, _ node: Int) -> [Diagnostic.Note] {
    guard view.node(node).kind == .string else { return [] }
    let text = document.string(NodeID(node))
    let schema = program.documents[Int(set.document)]
    let isListed = set.others.contains { other in
      schema.kind(NodeID(Int(other))) == .number && schema.string(NodeID(Int(other))) == text
    }
    return isListed ? [.init("without quotes it is the number \(text)")] : []
  }

  /// A keyword's value as the schema writes it.
  func lexeme(_ index: Int, _ keyword: String) -> String {
    let plan = program.plans[index]
    let schema = program.documents[Int(plan.document)]
    guard let node = schema.member(NodeID(Int(plan.node)), keyword) else { return keyword }
    return schema.string(node)
  }
}

extension ValueSet {
  /// Whether a value is one of the set's.
  func contains(_ view: DocumentView, _ node: Int, in program: SchemaProgram) -> Bool {
    switch view.node(node).kind {
    case .null, .true, .false: return words.rawValue >> view.node(node).kind.rawValue & 1 != 0
    case .string:
      guard strings.count > 0 else { return false }
      let text = unsafe view.bytes(node)
      let hash = unsafe text.baseAddress.map { unsafe KeyHash.hash($0, count: text.count) } ?? 0
      return unsafe strings.find(hash: hash, text) >= 0
    case .number, .array, .object:
      guard !others.isEmpty else { return false }
      return program.documents[Int(document)].withView { schema in
        others.contains { ValueEquality.areEqual(view, node, schema, Int($0)) }
      }
    }
  }

  /// The values as messages write them.
  func texts(in program: SchemaProgram) -> [String] {
    var result = strings.names.map { ValueText.quoted(String(decoding: $0, as: UTF8.self)) }
    for other in others {
      result.append(ValueText.literal(program.documents[Int(document)], Int(other)))
    }
    if words.contains(TypeMask(rawValue: 4)) { result.append("true") }
    if words.contains(TypeMask(rawValue: 2)) { result.append("false") }
    if words.contains(.null) { result.append("null") }
    return result
  }
}
