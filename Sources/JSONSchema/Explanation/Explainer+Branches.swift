import Diagnostics
import Documents

extension Explainer {
  /// Adds what is wrong with a value by `anyOf` or `oneOf`: the faults of the branch most likely
  /// meant, or one failure that says what all branches ask for.
  mutating func explainBranches(
    _ index: Int, _ step: SchemaStep, _ node: Int, _ marks: inout Marks
  ) {
    let branches = program.lists[Int(step.a)..<Int(step.a + step.b)].map(Int.init)
    let keyword = step.kind == .oneOf ? "oneOf" : "anyOf"
    let valid = branches.filter { isValid($0, node) }
    if !valid.isEmpty {
      for branch in valid { explain(branch, node, &marks, via: keyword) }
      if step.kind == .oneOf, valid.count > 1 {
        let notes = valid.map { branch in
          Diagnostic.Note("it matches \(fragment(branch))", at: schemaPlace(branch))
        }
        add(
          index, keyword, node,
          "\(ValueText.text(document, node)) matches \(valid.count) of the \(branches.count) alternatives; exactly one may",
          details: notes)
      }
      return
    }
    if step.c >= 0, explainChoice(index, keyword, step, branches, node, &marks) { return }
    marks.isUnsure = true
    if explainByType(index, keyword, branches, node, &marks) { return }
    if explainByValues(index, keyword, branches, node) { return }
    explainByFaults(index, keyword, branches, node, &marks)
  }

  /// Decides by the text of the property that tells the branches apart.
  private mutating func explainChoice(
    _ index: Int, _ keyword: String, _ step: SchemaStep, _ branches: [Int], _ node: Int,
    _ marks: inout Marks
  ) -> Bool {
    guard view.node(node).kind == .object else { return false }
    let choice = program.choices[Int(step.c)]
    let allowed = choice.texts.names.map {
      ValueText.quoted(String(decoding: $0, as: UTF8.self))
    }
    let name = String(decoding: choice.name.bytes, as: UTF8.self)
    guard let value = document.member(NodeID(node), choice.name) else {
      guard choice.always == 0 else { return false }
      marks.isUnsure = true
      add(
        index, keyword, node,
        "the property \(ValueText.quoted(name)) is missing; it is one of \(WordList.short(allowed))",
        place: mistyped(name, node, branches), path: node, candidates: [choice.name.bytes],
        isIncomplete: true)
      return true
    }
    let text = Array(document.bytes(value))
    if document.kind(value) == .string, let found = choice.texts.index(of: text) {
      let candidates = branches.indices.filter { choice.branches[found] >> UInt64($0) & 1 == 1 }
      guard candidates.count == 1, let branch = candidates.first else { return false }
      explain(branches[branch], node, &marks, via: "\(keyword)/\(branch)")
      return true
    }
    guard choice.always == 0 else { return false }
    marks.isUnsure = true
    add(
      index, keyword, node,
      "\(ValueText.text(document, value.index)) \(WordList.noneOf(allowed))",
      place: value.index, path: value.index, candidates: choice.texts.names)
    return true
  }

  /// Decides by the kind of the value.
  private mutating func explainByType(
    _ index: Int, _ keyword: String, _ branches: [Int], _ node: Int, _ marks: inout Marks
  ) -> Bool {
    let kind = view.node(node).kind
    let masks = branches.map { kinds($0, depth: 0) }
    let open = branches.indices.filter { masks[$0].rawValue >> kind.rawValue & 1 == 1 }
    if open.count == 1, branches.count > 1 {
      explain(branches[open[0]], node, &marks, via: "\(keyword)/\(open[0])")
      return true
    }
    guard open.isEmpty else { return false }
    var union: TypeMask = []
    for mask in masks { union.formUnion(mask) }
    guard !union.isEmpty else { return false }
    if masks.contains(where: { $0.contains(.number) && !$0.contains(.integerOnly) }) {
      union.remove(.integerOnly)
    }
    let expected = WordList.alternatives(union.names)
    let text = ValueText.text(document, node)
    let isUnnamed = kind == .object || kind == .array || kind == .null
    add(
      index, keyword, node,
      "\(isUnnamed ? "" : text + " ")is \(kind.article); expected \(expected)")
    return true
  }

  /// The kinds that a plan may allow, looking through references.
  private func kinds(_ plan: Int, depth: Int) -> TypeMask {
    let stored = program.plans[plan]
    var mask = stored.types
    guard depth < 8 else { return mask }
    for step in program.steps[Int(stored.firstStep)..<Int(stored.firstStep + stored.stepCount)] {
      switch step.kind {
      case .reference:
        mask = intersection(mask, kinds(Int(step.a), depth: depth + 1))
      case .allOf:
        for index in Int(step.a)..<Int(step.a + step.b) {
          mask = intersection(mask, kinds(Int(program.lists[index]), depth: depth + 1))
        }
      default: break
      }
    }
    return mask
  }

  private func intersection(_ left: TypeMask, _ right: TypeMask) -> TypeMask {
    var result = left.intersection(right)
    let isInteger = left.contains(.integerOnly) || right.contains(.integerOnly)
    if isInteger, result.contains(.number) { result.insert(.integerOnly) }
    return result
  }

  /// Lists all values where every branch asks for certain values.
  private mutating func explainByValues(
    _ index: Int, _ keyword: String, _ branches: [Int], _ node: Int
  ) -> Bool {
    var texts: [String] = []
    var candidates: [[UInt8]] = []
    for branch in branches {
      let values = program.plans[branch].values
      guard values >= 0 else { return false }
      let set = program.values[Int(values)]
      texts += set.texts(in: program)
      candidates += set.strings.names
    }
    add(
      index, keyword, node,
      "\(ValueText.literal(document, node)) \(WordList.noneOf(texts))",
      candidates: candidates)
    return true
  }

  /// Takes the branch with the fewest and deepest faults, or lists every branch's first one.
  private mutating func explainByFaults(
    _ index: Int, _ keyword: String, _ branches: [Int], _ node: Int, _ marks: inout Marks
  ) {
    var found: [[SchemaFailure]] = []
    var branchMarks: [Marks] = []
    for (number, branch) in branches.enumerated() {
      var inner = Marks()
      found.append(collected(branch, node, &inner, via: "\(keyword)/\(number)"))
      branchMarks.append(inner)
    }
    if explainShapes(index, keyword, branches, found, node) { return }
    let fewest = found.map(\.count).filter { $0 > 0 }.min() ?? 0
    let depths = found.map { $0.count == fewest ? $0.map(\.depth).min() ?? 0 : -1 }
    let deepest = depths.max() ?? 0
    let best = depths.indices.filter { depths[$0] == deepest && fewest > 0 }
    if best.count == 1 || branches.count == 1 {
      let chosen = best.first ?? 0
      failures += found[chosen]
      marks.positions.formUnion(branchMarks[chosen].positions)
      return
    }
    if explainTogether(index, keyword, found, node) { return }
    let notes = zip(branches, found).prefix(6).compactMap { branch, reasons in
      reasons.first.map { Diagnostic.Note("not \(fragment(branch)): \($0.sentence)") }
    }
    add(
      index, keyword, node,
      "\(ValueText.text(document, node)) matches none of the \(branches.count) alternatives",
      details: notes)
  }

  /// For an object that has no key of any branch: says which keys would choose each.
  private mutating func explainShapes(
    _ index: Int, _ keyword: String, _ branches: [Int], _ found: [[SchemaFailure]], _ node: Int
  ) -> Bool {
    guard view.node(node).kind == .object, branches.count > 1 else { return false }
    let path = JSONPointer.text(JSONPointer.path(document, from: root, to: NodeID(node)))
    let shapes = found.map { reasons in
      reasons.allSatisfy { $0.instance == path } ? reasons.compactMap(\.missing) : []
    }
    guard zip(shapes, found).allSatisfy({ !$0.isEmpty && $0.count == $1.count }),
      shapes.contains(where: { $0.count > 1 })
    else { return false }
    var known: Set<String> = []
    for branch in branches { known.formUnion(declaredNames(branch, node)) }
    for (key, _) in document.members(NodeID(node)) where known.contains(document.string(key)) {
      return false
    }
    let sets = shapes.map { WordList.all($0.map(ValueText.quoted)) }
    let unique = sets.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    add(
      index, keyword, node,
      "has the keys of none of the \(branches.count) alternatives; needed are "
        + unique.joined(separator: ", or "), isIncomplete: true)
    return true
  }

  /// Says in one sentence what all branches lack, where each lacks one property or one format.
  private mutating func explainTogether(
    _ index: Int, _ keyword: String, _ found: [[SchemaFailure]], _ node: Int
  ) -> Bool {
    let reasons = found.compactMap { $0.count == 1 ? $0.first : nil }
    let path = JSONPointer.text(JSONPointer.path(document, from: root, to: NodeID(node)))
    guard reasons.count == found.count, reasons.allSatisfy({ $0.instance == path }) else {
      return false
    }
    let missing = reasons.compactMap(\.missing)
    if missing.count == reasons.count {
      let names = WordList.alternatives(missing.map(ValueText.quoted))
      add(
        index, keyword, node, "one of the properties \(names) is needed; all are missing",
        isIncomplete: true)
      return true
    }
    let start = ValueText.text(document, node) + " is not a valid "
    guard reasons.allSatisfy({ $0.keyword == "format" && $0.sentence.hasPrefix(start) }) else {
      return false
    }
    let formats = reasons.map { String($0.sentence.dropFirst(start.count)) }
    add(index, keyword, node, start + WordList.alternatives(formats))
    return true
  }

  /// The key that was probably meant to be `name`: near to it, and in no branch a name itself.
  private mutating func mistyped(_ name: String, _ node: Int, _ branches: [Int]) -> Int? {
    var known: Set<String> = []
    for branch in branches { known.formUnion(declaredNames(branch, node)) }
    for (key, _) in document.members(NodeID(node)) {
      let text = document.string(key)
      if !known.contains(text), !Suggestions.nearest(to: text, among: [name]).isEmpty {
        return key.index
      }
    }
    return nil
  }

  /// A subschema's pointer in its resource.
  func fragment(_ plan: Int) -> String {
    let text = location(plan, "")
    return text.firstIndex(of: "#").map { String(text[$0...]) } ?? text
  }

  private func schemaPlace(_ plan: Int) -> SourceSpan {
    let plan = program.plans[plan]
    let span = program.documents[Int(plan.document)].span(NodeID(Int(plan.node)))
    return SourceSpan(span.source, start: span.start, end: min(span.start + 1, span.end))
  }
}
