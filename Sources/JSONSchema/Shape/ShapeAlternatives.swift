/// One way a value can satisfy a schema: plans that all apply to it.
struct ShapeAlternative {
  /// Plans that apply in any case.
  var plans: [Int] = []
  /// Plans that apply under a condition: what they declare is possible, not required.
  var conditional: [Int] = []

  /// Both ways at once.
  func combined(with other: ShapeAlternative) -> ShapeAlternative {
    ShapeAlternative(
      plans: plans + other.plans.filter { !plans.contains($0) },
      conditional: conditional + other.conditional.filter { !conditional.contains($0) })
  }
}

/// The ways in which a value can satisfy a schema, as far as they can be told apart.
struct ShapeAlternatives {
  /// More ways than this are not followed.
  private static let maximumCount = 64
  private static let maximumDepth = 32

  private(set) var list: [ShapeAlternative]
  /// Whether ways were left out.
  private(set) var isComplex = false

  /// The ways of one plan, looking through references and `allOf`; `anyOf` and `oneOf` fork.
  init(_ plan: Int, in program: SchemaProgram) {
    self.init(plan, in: program, depth: 0)
  }

  /// No way at all.
  init() { list = [] }

  private init(_ plan: Int, in program: SchemaProgram, depth: Int) {
    list = [ShapeAlternative(plans: [plan])]
    guard depth < Self.maximumDepth else {
      isComplex = true
      return
    }
    let stored = program.plans[plan]
    for step in program.steps[Int(stored.firstStep)..<Int(stored.firstStep + stored.stepCount)] {
      follow(step, in: program, depth: depth + 1)
    }
    if stored.object >= 0 {
      for dependency in program.objects[Int(stored.object)].dependencies where dependency.plan >= 0
      {
        addConditional(Int(dependency.plan), in: program, depth: depth + 1)
      }
    }
  }

  private mutating func follow(_ step: SchemaStep, in program: SchemaProgram, depth: Int) {
    switch step.kind {
    case .reference:
      formProduct(ShapeAlternatives(Int(step.a), in: program, depth: depth))
    case .dynamicReference:
      let dynamic = program.dynamicReferences[Int(step.a)]
      var union = ShapeAlternatives()
      for candidate in dynamic.candidates {
        union.formUnion(ShapeAlternatives(Int(candidate.plan), in: program, depth: depth))
      }
      if union.list.isEmpty {
        union = ShapeAlternatives(Int(dynamic.fallback), in: program, depth: depth)
      }
      formProduct(union)
    case .allOf:
      for index in Int(step.a)..<Int(step.a + step.b) {
        formProduct(ShapeAlternatives(Int(program.lists[index]), in: program, depth: depth))
      }
    case .anyOf, .oneOf:
      var union = ShapeAlternatives()
      for index in Int(step.a)..<Int(step.a + step.b) {
        union.formUnion(ShapeAlternatives(Int(program.lists[index]), in: program, depth: depth))
      }
      formProduct(union)
    case .conditional:
      for branch in [step.b, step.c] where branch >= 0 {
        addConditional(Int(branch), in: program, depth: depth)
      }
    case .not: break
    }
  }

  private mutating func addConditional(_ plan: Int, in program: SchemaProgram, depth: Int) {
    let ways = ShapeAlternatives(plan, in: program, depth: depth)
    isComplex = isComplex || ways.isComplex
    let plans = ways.list.flatMap { $0.plans + $0.conditional }
    for index in list.indices {
      list[index].conditional += plans.filter { !list[index].conditional.contains($0) }
    }
  }

  /// Adds other ways beside these.
  mutating func formUnion(_ other: ShapeAlternatives) {
    list += other.list
    isComplex = isComplex || other.isComplex
    shorten()
  }

  /// Makes every way satisfy one of the others too.
  mutating func formProduct(_ other: ShapeAlternatives) {
    isComplex = isComplex || other.isComplex
    var result: [ShapeAlternative] = []
    for left in list {
      for right in other.list {
        result.append(left.combined(with: right))
        if result.count > Self.maximumCount { break }
      }
    }
    list = result
    shorten()
  }

  private mutating func shorten() {
    guard list.count > Self.maximumCount else { return }
    list.removeLast(list.count - Self.maximumCount)
    isComplex = true
  }
}
