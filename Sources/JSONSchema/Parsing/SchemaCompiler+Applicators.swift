import Documents

extension SchemaCompiler {
  /// Adds the steps of the keywords that apply schemas to the same value.
  mutating func addApplicators(_ context: Context, _ steps: inout [SchemaStep]) {
    for (name, kind) in [("allOf", SchemaStep.Kind.allOf), ("anyOf", .anyOf), ("oneOf", .oneOf)] {
      guard let node = context.keyword(name), context.document.kind(node) == .array else {
        continue
      }
      var plans: [Int32] = []
      for item in context.document.items(node) { plans.append(plan(item, in: context)) }
      guard !plans.isEmpty else { continue }
      let first = Int32(truncatingIfNeeded: parts.lists.count)
      parts.lists += plans
      steps.append(
        SchemaStep(kind: kind, a: first, b: Int32(truncatingIfNeeded: plans.count)))
    }
    if let node = context.keyword("not") {
      steps.append(SchemaStep(kind: .not, a: plan(node, in: context)))
    }
    if let node = context.keyword("if") {
      let then = context.keyword("then").map { plan($0, in: context) } ?? -1
      let other = context.keyword("else").map { plan($0, in: context) } ?? -1
      let condition = plan(node, in: context)
      steps.append(SchemaStep(kind: .conditional, a: condition, b: then, c: other))
    }
  }

  /// Compiles the keywords that look at an object's members.
  mutating func compileObjectKeywords(_ context: Context, _ plan: inout SchemaPlan) {
    let document = context.document
    var object = ObjectPlan()
    var isUsed = false
    if context.has(.applicator) {
      isUsed = compileProperties(context, &object)
    }
    if context.has(.validation) {
      if let minimum = count("minProperties", context) {
        object.minimum = minimum
        isUsed = true
      }
      if let maximum = count("maxProperties", context) {
        object.maximum = maximum
        isUsed = true
      }
      if let node = context.keyword("required"), document.kind(node) == .array {
        for item in document.items(node) where document.kind(item) == .string {
          let entry = object.entry(Array(document.bytes(item)))
          isUsed = true
          let bit = object.entries[entry].bit
          if bit != 0 {
            object.required |= bit
          } else {
            object.requiredBeyond.append(Int32(truncatingIfNeeded: entry))
          }
        }
      }
    }
    if compileDependencies(context, &object) { isUsed = true }
    guard isUsed else { return }
    plan.object = Int32(truncatingIfNeeded: parts.objects.count)
    parts.objects.append(object)
  }

  private mutating func compileProperties(_ context: Context, _ object: inout ObjectPlan) -> Bool {
    let document = context.document
    var isUsed = false
    if let node = context.keyword("properties"), document.kind(node) == .object {
      for (key, value) in document.members(node) {
        let entry = object.entry(Array(document.bytes(key)))
        object.entries[entry].plan = plan(value, in: context)
        isUsed = true
      }
    }
    if let node = context.keyword("patternProperties"), document.kind(node) == .object {
      for (key, value) in document.members(node) {
        let pattern = pattern(key, in: context)
        let plan = plan(value, in: context)
        if pattern >= 0 { object.patterns.append((pattern: pattern, plan: plan)) }
        isUsed = true
      }
    }
    if let node = context.keyword("additionalProperties") {
      object.additional = plan(node, in: context)
      isUsed = true
    }
    if let node = context.keyword("propertyNames") {
      object.propertyNames = plan(node, in: context)
      isUsed = true
    }
    return isUsed
  }

  private mutating func compileDependencies(_ context: Context, _ object: inout ObjectPlan) -> Bool
  {
    let document = context.document
    var isUsed = false
    var keywords: [String] = []
    if context.has(.applicator) { keywords.append("dependencies") }
    if context.dialect.draft >= .draft2019 {
      if context.has(.validation) { keywords.append("dependentRequired") }
      if context.has(.applicator) { keywords.append("dependentSchemas") }
    }
    for keyword in keywords {
      guard let node = context.keyword(keyword), document.kind(node) == .object else { continue }
      for (key, value) in document.members(node) {
        let trigger = object.entry(Array(document.bytes(key)))
        var dependency = ObjectPlan.Dependency(
          trigger: Int32(truncatingIfNeeded: trigger), keyword: keyword)
        if document.kind(value) == .array, keyword != "dependentSchemas" {
          for item in document.items(value) where document.kind(item) == .string {
            let entry = object.entry(Array(document.bytes(item)))
            dependency.names.append(Int32(truncatingIfNeeded: entry))
          }
        } else if keyword != "dependentRequired" {
          dependency.plan = plan(value, in: context)
        }
        object.dependencies.append(dependency)
        isUsed = true
      }
    }
    return isUsed
  }

  /// Compiles the keywords that look at an array's items.
  mutating func compileArrayKeywords(_ context: Context, _ plan: inout SchemaPlan) {
    let document = context.document
    var array = ArrayPlan()
    var isUsed = false
    if context.has(.validation) {
      if let minimum = count("minItems", context) {
        array.minimum = minimum
        isUsed = true
      }
      if let maximum = count("maxItems", context) {
        array.maximum = maximum
        isUsed = true
      }
      if let node = context.keyword("uniqueItems"), document.kind(node) == .true {
        array.uniqueItems = true
        isUsed = true
      }
    }
    if context.has(.applicator), compileItems(context, &array) { isUsed = true }
    guard isUsed else { return }
    plan.array = Int32(truncatingIfNeeded: parts.arrays.count)
    parts.arrays.append(array)
  }

  private mutating func compileItems(_ context: Context, _ array: inout ArrayPlan) -> Bool {
    let document = context.document
    var isUsed = false
    let prefix = context.keyword(context.dialect.draft == .draft2020 ? "prefixItems" : "items")
    if let prefix, document.kind(prefix) == .array {
      for item in document.items(prefix) { array.prefix.append(plan(item, in: context)) }
      if context.dialect.draft < .draft2020, let rest = context.keyword("additionalItems") {
        array.items = plan(rest, in: context)
        array.itemsKeyword = "additionalItems"
      }
      isUsed = true
    }
    if let items = context.keyword("items"), document.kind(items) != .array {
      array.items = plan(items, in: context)
      isUsed = true
    }
    if let contains = context.keyword("contains") {
      array.contains = plan(contains, in: context)
      array.containsMarks = context.dialect.draft == .draft2020
      if context.dialect.draft >= .draft2019, context.has(.validation) {
        array.minimumContains = count("minContains", context) ?? 1
        array.maximumContains = count("maxContains", context) ?? .max
      }
      isUsed = true
    }
    return isUsed
  }
}
