import Documents

extension Schema {
  /// Says what the schema knows about the values at a path from the root value.
  public func shape(at path: [SchemaPathStep]) -> SchemaShape {
    var walk = ShapeWalk(program)
    for (position, step) in path.enumerated() {
      guard let failed = walk.take(step, at: position) else { continue }
      return failed
    }
    return walk.shape()
  }
}

/// The state of following a path through a program.
private struct ShapeWalk {
  private let program: SchemaProgram
  private var ways: ShapeAlternatives
  private var presence = SchemaShape.Presence.declared
  private var isRequired = true
  private var optionalSteps: [Int] = []

  init(_ program: SchemaProgram) {
    self.program = program
    ways = ShapeAlternatives(program.root, in: program)
  }

  /// What one way says about one step.
  private struct Step {
    var plans: [Int] = []
    var conditional: [Int] = []
    var isDeclared = false
    var isRequired = false
    var isClosed = false
    var isListed = false
  }

  /// Takes a step; returns the answer where the path cannot be followed any further.
  mutating func take(_ step: SchemaPathStep, at position: Int) -> SchemaShape? {
    let kind: TypeMask = if case .property = step { .object } else { .array }
    let open = ways.list.filter { types($0).contains(kind) }
    let parentTypes = self.types
    if open.isEmpty {
      let certainty: SchemaShape.Presence = ways.isComplex ? .unknown : .excluded
      return shape(failedAt: position, certainty, siblings: [], parentTypes)
    }
    let steps = open.map { answer($0, step) }
    // A value that may also be of another kind may lack the path; an untyped one is taken as meant.
    let isCertain = ways.list.allSatisfy {
      let mask = types($0)
      return mask == .any || mask == kind
    }
    // A value above of another kind, such as null, is a missing value above.
    if !isCertain, position > 0, optionalSteps.last != position - 1 {
      optionalSteps.append(position - 1)
    }
    if !steps.allSatisfy(\.isRequired) { optionalSteps.append(position) }
    isRequired = isRequired && isCertain && steps.allSatisfy(\.isRequired)
    var next = ShapeAlternatives()
    for step in steps {
      // A way that says nothing about the member adds no knowledge, unless no way does.
      guard step.isDeclared || !step.plans.isEmpty || !step.conditional.isEmpty else { continue }
      next.formUnion(children(of: step))
    }
    guard next.list.isEmpty else {
      if !steps.contains(where: \.isDeclared) { presence = .unknown }
      ways = next
      return nil
    }
    let names = propertyNames(open)
    if ways.isComplex || steps.contains(where: { !$0.isClosed && !$0.isListed }) {
      return shape(failedAt: position, .unknown, siblings: names, parentTypes)
    }
    let certainty: SchemaShape.Presence =
      steps.allSatisfy(\.isClosed) ? .excluded : .unlisted
    return shape(failedAt: position, certainty, siblings: names, parentTypes)
  }

  private func children(of step: Step) -> ShapeAlternatives {
    var result: ShapeAlternatives?
    for plan in step.plans {
      let ways = ShapeAlternatives(plan, in: program)
      if result == nil { result = ways } else { result?.formProduct(ways) }
    }
    if let result { return result }
    var union = ShapeAlternatives()
    for plan in step.conditional { union.formUnion(ShapeAlternatives(plan, in: program)) }
    return union
  }

  private func answer(_ way: ShapeAlternative, _ step: SchemaPathStep) -> Step {
    var result = Step()
    for (plans, isConditional) in [(way.plans, false), (way.conditional, true)] {
      for plan in plans {
        switch step {
        case .property(let name): look(for: name, in: plan, isConditional, &result)
        case .index(let index): look(at: index, in: plan, isConditional, &result)
        case .anyItem: look(at: nil, in: plan, isConditional, &result)
        }
      }
    }
    return result
  }

  private func look(
    for name: String, in index: Int, _ isConditional: Bool, _ result: inout Step
  ) {
    let plan = program.plans[index]
    let isShut =
      plan.unevaluatedProperties >= 0
      && program.plans[Int(plan.unevaluatedProperties)].types.isEmpty
    if isShut, !isConditional { result.isClosed = true }
    guard plan.object >= 0 else { return }
    let object = program.objects[Int(plan.object)]
    if object.entries.contains(where: { $0.plan >= 0 }) { result.isListed = true }
    var found: [Int] = []
    var isFound = false
    if let position = object.names.index(of: Array(name.utf8)) {
      let entry = object.entries[position]
      if entry.plan >= 0 {
        found.append(Int(entry.plan))
        isFound = true
      }
      let isNeeded =
        entry.bit != 0
        ? object.required & entry.bit != 0
        : object.requiredBeyond.contains(Int32(truncatingIfNeeded: position))
      if isNeeded, !isConditional { result.isRequired = true }
    }
    if isFound { result.isDeclared = true }
    for pair in object.patterns {
      let bytes = Array(name.utf8)
      let outcome = unsafe bytes.withUnsafeBufferPointer {
        unsafe program.patterns[Int(pair.pattern)].search($0)
      }
      if outcome == .match { found.append(Int(pair.plan)) }
    }
    if found.isEmpty, object.additional >= 0 {
      if program.plans[Int(object.additional)].types.isEmpty {
        if !isConditional { result.isClosed = true }
      } else if !program.plans[Int(object.additional)].isAlwaysTrue {
        found.append(Int(object.additional))
      }
    }
    if isConditional { result.conditional += found } else { result.plans += found }
  }

  private func look(
    at position: Int?, in index: Int, _ isConditional: Bool, _ result: inout Step
  ) {
    let plan = program.plans[index]
    guard plan.array >= 0 else {
      if position == nil { result.isRequired = true }
      return
    }
    let array = program.arrays[Int(plan.array)]
    var found: [Int] = []
    if let position {
      if position < array.prefix.count {
        found.append(Int(array.prefix[position]))
      } else if array.items >= 0 {
        found.append(Int(array.items))
      }
      if position < Int(array.minimum), !isConditional { result.isRequired = true }
    } else {
      // The variable of a loop exists whenever the loop's body runs.
      result.isRequired = true
      if array.items >= 0, !program.plans[Int(array.items)].types.isEmpty {
        found.append(Int(array.items))
      } else if array.prefix.count == 1 {
        found.append(Int(array.prefix[0]))
      }
    }
    let isForbidden = found.contains { program.plans[$0].types.isEmpty }
    if isForbidden {
      result.isClosed = true
      return
    }
    if !found.isEmpty { result.isDeclared = true }
    if isConditional { result.conditional += found } else { result.plans += found }
  }

  // MARK: Answers

  private func types(_ way: ShapeAlternative) -> TypeMask {
    var mask = TypeMask.any
    for index in way.plans {
      let plan = program.plans[index]
      let isInteger = mask.contains(.integerOnly) || plan.types.contains(.integerOnly)
      mask.formIntersection(plan.types)
      if isInteger, mask.contains(.number) { mask.insert(.integerOnly) }
      for values in [plan.values, plan.moreValues] where values >= 0 {
        mask.formIntersection(kinds(of: program.values[Int(values)]))
      }
    }
    return mask
  }

  private func kinds(of set: ValueSet) -> TypeMask {
    var mask = set.words.intersection([.null, .boolean])
    if set.strings.count > 0 { mask.insert(.string) }
    let document = program.documents[Int(set.document)]
    for other in set.others {
      switch document.kind(NodeID(Int(other))) {
      case .number: mask.formUnion([.number, .integerOnly])
      case .array: mask.insert(.array)
      case .object: mask.insert(.object)
      default: break
      }
    }
    return mask
  }

  private var types: SchemaTypes {
    ways.list.reduce(into: []) { $0.formUnion(SchemaTypes(types($1))) }
  }

  private func propertyNames(_ ways: [ShapeAlternative]) -> [String] {
    var names: Set<String> = []
    for way in ways {
      for plan in way.plans + way.conditional where program.plans[plan].object >= 0 {
        let object = program.objects[Int(program.plans[plan].object)]
        for (name, entry) in zip(object.names.names, object.entries) where entry.plan >= 0 {
          names.insert(String(decoding: name, as: UTF8.self))
        }
      }
    }
    return names.sorted()
  }

  private func values() -> [String]? {
    var result: [String] = []
    for way in ways.list {
      let sets = way.plans.map { program.plans[$0].values }.filter { $0 >= 0 }
      guard let first = sets.first else { return nil }
      for text in program.values[Int(first)].texts(in: program) where !result.contains(text) {
        result.append(text)
      }
    }
    return result.isEmpty || result.count > 200 ? nil : result
  }

  private func annotation(_ keyword: String) -> NodeReference? {
    for way in ways.list {
      for index in way.plans {
        let plan = program.plans[index]
        let document = program.documents[Int(plan.document)]
        if let node = document.member(NodeID(Int(plan.node)), keyword) {
          return NodeReference(document: document, node: node)
        }
      }
    }
    return nil
  }

  private struct NodeReference {
    var document: Document
    var node: NodeID
  }

  private func text(_ keyword: String) -> String? {
    annotation(keyword).flatMap {
      $0.document.kind($0.node) == .string ? $0.document.string($0.node) : nil
    }
  }

  /// The answer for the value that the path has led to.
  func shape() -> SchemaShape {
    let isClosed = ways.list.allSatisfy { way in
      var step = Step()
      for plan in way.plans { look(for: "", in: plan, false, &step) }
      return step.isClosed
    }
    return SchemaShape(
      presence: presence, types: types, isRequired: isRequired && presence == .declared,
      optionalSteps: optionalSteps, values: values(), propertyNames: propertyNames(ways.list),
      isOpen: !isClosed,
      description: text("description") ?? text("title"),
      isDeprecated: annotation("deprecated").map { $0.document.kind($0.node) == .true } ?? false,
      failedStep: nil, siblingNames: [], parentTypes: [])
  }

  private func shape(
    failedAt position: Int, _ certainty: SchemaShape.Presence, siblings: [String],
    _ parentTypes: SchemaTypes
  ) -> SchemaShape {
    SchemaShape(
      presence: presence == .unknown ? .unknown : certainty, types: .any, isRequired: false,
      optionalSteps: optionalSteps, values: nil, propertyNames: [], isOpen: true, description: nil,
      isDeprecated: false,
      failedStep: position, siblingNames: siblings, parentTypes: parentTypes)
  }
}
