import Diagnostics
import Documents

extension Explainer {
  /// Adds the failures of an object's members and of the object itself.
  mutating func explainObject(_ index: Int, _ number: Int, _ node: Int, _ marks: inout Marks) {
    let plan = program.objects[number]
    var present: Set<Int> = []
    var suggested: Set<String> = []
    for (position, (key, value)) in document.members(NodeID(node)).enumerated() {
      var isEvaluated = false
      if let name = plan.names.index(of: Array(document.bytes(key))) {
        present.insert(name)
        if plan.entries[name].plan >= 0 {
          isEvaluated = true
          explainChild(Int(plan.entries[name].plan), value.index)
        }
      }
      for pair in plan.patterns {
        switch unsafe program.patterns[Int(pair.pattern)].search(view.bytes(key.index)) {
        case .match:
          isEvaluated = true
          explainChild(Int(pair.plan), value.index)
        case .noMatch: break
        case .outOfSteps: giveUp(.pattern(Int(pair.pattern), node: key.index))
        }
      }
      if plan.additional >= 0, !isEvaluated {
        isEvaluated = true
        explainAdditional(index, plan, node, key.index, &suggested)
      }
      if plan.propertyNames >= 0 { explainName(index, Int(plan.propertyNames), key.index, node) }
      if isEvaluated { marks.positions.insert(position) }
    }
    explainRequired(index, plan, node, present, suggested)
    explainDependencies(index, plan, node, present, &marks)
    let count = view.count(node)
    if count < Int(plan.minimum) {
      let text = WordList.count(count, "member")
      add(index, "minProperties", node, "has \(text); \(ValueText.atLeast(plan.minimum))")
    } else if count > Int(plan.maximum) {
      let text = WordList.count(count, "member")
      add(index, "maxProperties", node, "has \(text); \(ValueText.atMost(plan.maximum))")
    }
  }

  private mutating func explainChild(_ plan: Int, _ node: Int) {
    var inner = Marks()
    explain(plan, node, &inner)
  }

  private mutating func explainAdditional(
    _ index: Int, _ plan: ObjectPlan, _ node: Int, _ key: Int,
    _ suggested: inout Set<String>
  ) {
    guard program.plans[Int(plan.additional)].types.isEmpty else {
      explainChild(Int(plan.additional), key + 1)
      return
    }
    let keyword = plan.additionalIsUnevaluated ? "unevaluatedProperties" : "additionalProperties"
    addUnknownProperty(
      index, keyword, key: key, names: declaredNames(index, node))
    suggested.formUnion(failures.last?.suggestions ?? [])
  }

  private mutating func explainName(_ index: Int, _ plan: Int, _ key: Int, _ object: Int) {
    guard !isValid(plan, key) else { return }
    var marks = Marks()
    let reasons = collected(plan, key, &marks)
    let name = ValueText.quoted(document.string(NodeID(key)))
    let names: [[UInt8]] =
      program.plans[plan].values >= 0
      ? program.values[Int(program.plans[plan].values)].strings.names : []
    let allowed = names.map { ValueText.quoted(String(decoding: $0, as: UTF8.self)) }
    let reason =
      allowed.isEmpty
      ? reasons.first.map { "the name \($0.sentence)" } ?? "the name \(name) is not allowed"
      : "the name \(name) is none of \(WordList.short(allowed))"
    add(index, "propertyNames", object, reason, place: key, candidates: names)
  }

  private mutating func explainRequired(
    _ index: Int, _ plan: ObjectPlan, _ node: Int, _ present: Set<Int>, _ suggested: Set<String>
  ) {
    for (name, entry) in plan.entries.enumerated() {
      let isRequired =
        entry.bit != 0
        ? plan.required & entry.bit != 0
        : plan.requiredBeyond.contains(Int32(truncatingIfNeeded: name))
      guard isRequired, !present.contains(name) else { continue }
      let text = String(decoding: plan.names.names[name], as: UTF8.self)
      // A mistyped key has been reported with this very name as the suggestion.
      if suggested.contains(text) { continue }
      add(
        index, "required", node, "the property \(ValueText.quoted(text)) is missing",
        missing: text)
    }
  }

  private mutating func explainDependencies(
    _ index: Int, _ plan: ObjectPlan, _ node: Int, _ present: Set<Int>, _ marks: inout Marks
  ) {
    for dependency in plan.dependencies where present.contains(Int(dependency.trigger)) {
      let trigger = plan.names.names[Int(dependency.trigger)]
      for name in dependency.names where !present.contains(Int(name)) {
        let missing = String(decoding: plan.names.names[Int(name)], as: UTF8.self)
        let cause = String(decoding: trigger, as: UTF8.self)
        add(
          index, dependency.keyword, node,
          "the property \(ValueText.quoted(missing)) is missing; \(ValueText.quoted(cause)) needs it",
          missing: missing
        )
      }
      if dependency.plan >= 0 { explain(Int(dependency.plan), node, &marks) }
    }
  }

  /// Adds the failures of an array's items and of the array itself.
  mutating func explainArray(_ index: Int, _ number: Int, _ node: Int, _ marks: inout Marks) {
    let plan = program.arrays[number]
    var contained = 0
    var tooMany: Int?
    for (position, item) in document.items(NodeID(node)).enumerated() {
      let child = position < plan.prefix.count ? plan.prefix[position] : plan.items
      if child >= 0 {
        marks.positions.insert(position)
        if position >= plan.prefix.count, program.plans[Int(child)].types.isEmpty {
          if position == plan.prefix.count {
            add(
              index, plan.itemsKeyword, item.index,
              plan.prefix.isEmpty
                ? "the list must be empty"
                : "the list has more than \(WordList.count(plan.prefix.count, "item"))",
              path: node)
          }
        } else {
          explainChild(Int(child), item.index)
        }
      }
      if plan.contains >= 0, isValid(Int(plan.contains), item.index) {
        contained += 1
        if contained == Int(plan.maximumContains) + 1 { tooMany = item.index }
        if plan.containsMarks { marks.positions.insert(position) }
      }
    }
    explainCounts(index, plan, node)
    if plan.contains >= 0 {
      if contained < Int(plan.minimumContains) {
        explainContains(index, plan, node, contained)
      } else if let tooMany {
        let text = WordList.count(contained, "item")
        add(
          index, "maxContains", node,
          "\(text) \(contained == 1 ? "matches" : "match") 'contains'; at most \(plan.maximumContains) may",
          place: tooMany)
      }
    }
    if plan.uniqueItems, let pair = ValueEquality.duplicate(view, node) {
      add(
        index, "uniqueItems", node,
        "\(ValueText.literal(document, pair.second)) stands twice in the list", place: pair.second,
        details: [.init("the first is here", at: document.span(NodeID(pair.first)))])
    }
  }

  private mutating func explainContains(
    _ index: Int, _ plan: ArrayPlan, _ node: Int, _ contained: Int
  ) {
    let nearest = nearestItem(Int(plan.contains), node)
    let lack = nearest.map { "; the nearest: \($0.message)" } ?? ""
    let details = nearest.map { [Diagnostic.Note("the nearest item fails here", at: $0.span)] }
    if plan.minimumContains == 1 {
      let isEmpty = view.count(node) == 0
      add(
        index, "contains", node,
        isEmpty
          ? "has no item; it must contain one of a certain kind"
          : "no item is of the kind that the list must contain" + lack, details: details ?? [])
    } else {
      let text = WordList.count(contained, "item")
      add(
        index, "minContains", node,
        "\(text) \(contained == 1 ? "matches" : "match") 'contains'; at least \(plan.minimumContains) must\(lack)",
        details: details ?? [])
    }
  }

  /// Most items that are looked at for the one that nearly is what the list must contain.
  private static var maximumCandidates: Int { 100 }

  /// The first fault of the item with the fewest, of those the deepest: what it lacks.
  private mutating func nearestItem(_ contains: Int, _ node: Int) -> SchemaFailure? {
    var best: (rank: [Int], failure: SchemaFailure)?
    for item in document.items(NodeID(node)).prefix(Self.maximumCandidates) {
      var marks = Marks()
      let found = collected(contains, item.index, &marks)
      guard let first = found.first else { continue }
      // An item of another kind is far off, however little else is wrong with it.
      let isOtherKind = found.contains { $0.keyword == "type" && $0.depth == first.depth }
      let rank = [isOtherKind ? 1 : 0, found.count, -first.depth]
      if best.map({ rank.lexicographicallyPrecedes($0.rank) }) ?? true { best = (rank, first) }
    }
    return best?.failure
  }

  private mutating func explainCounts(_ index: Int, _ plan: ArrayPlan, _ node: Int) {
    let count = view.count(node)
    let text = WordList.count(count, "item")
    if count < Int(plan.minimum) {
      add(index, "minItems", node, "has \(text); \(ValueText.atLeast(plan.minimum))")
    } else if count > Int(plan.maximum) {
      var items = document.items(NodeID(node)).makeIterator()
      for _ in 0..<plan.maximum { _ = items.next() }
      add(
        index, "maxItems", node, "has \(text); \(ValueText.atMost(plan.maximum))",
        place: items.next()?.index)
    }
  }
}
