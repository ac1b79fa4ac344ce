extension ReadSetCollector {
  /// Notes the reads of an expression and says what it stands for.
  mutating func expression(
    _ expression: LiquidExpression, _ scope: ReadScope, isGuarded: Bool = false
  ) -> ReadBinding {
    switch expression {
    case .variable(let variable): return self.variable(variable, scope, isGuarded: isGuarded)
    case .range(let first, let last):
      _ = self.expression(first, scope, isGuarded: isGuarded)
      _ = self.expression(last, scope, isGuarded: isGuarded)
      return .made
    default: return .made
    }
  }

  private mutating func variable(
    _ variable: LiquidVariable, _ scope: ReadScope, isGuarded: Bool
  ) -> ReadBinding {
    // Expressions inside brackets are reads of their own.
    for segment in variable.path {
      if case .index(let value, _) = segment { _ = expression(value, scope) }
    }
    let result = resolve(variable, scope)
    for path in result.paths {
      record(path, variable.range, scope, isGuarded: isGuarded || result.isPresent)
    }
    return result
  }

  /// What a variable stands for, without noting it.
  func resolve(_ variable: LiquidVariable, _ scope: ReadScope) -> ReadBinding {
    var name = variable.name
    var path = variable.path[...]
    if name == "self", scope.names["self"] == nil {
      switch path.first {
      case .name(let first, _): name = first
      case .index(.string(let range), _): name = text(range)
      default: return .made
      }
      path = path.dropFirst()
    }
    var binding = scope.names[name] ?? ReadBinding(paths: [ReadPath(root: name)])
    if binding.mayBeUnset { binding.paths.append(ReadPath(root: name)) }
    binding.mayBeUnset = false
    for segment in path {
      switch segment {
      case .name(let name, _): binding = step(binding, .name(name))
      case .index(.string(let range), _): binding = step(binding, .name(text(range)))
      case .index(.integer, _): binding = binding.element
      case .index: binding = step(binding, .dynamic)
      }
    }
    return binding
  }

  private func step(_ binding: ReadBinding, _ step: TemplateRead.Segment) -> ReadBinding {
    if case .name(let name) = step, ["first", "last"].contains(name), binding.paths.isEmpty {
      return ReadBinding(paths: binding.items)
    }
    return ReadBinding(paths: binding.paths.map { $0.adding(step) })
  }

  /// Notes the reads of an expression with filters and says what comes out.
  mutating func filtered(_ value: LiquidFiltered, _ scope: ReadScope) -> ReadBinding {
    let hasDefault = value.filters.contains { $0.name == "default" }
    var result = expression(value.expression, scope, isGuarded: hasDefault)
    for filter in value.filters {
      let arguments = filter.arguments.map { expression($0, scope) }
      for (_, value) in filter.named { _ = expression(value, scope) }
      let element = result.element
      var property: ReadBinding?
      if case .string(let range)? = filter.arguments.first {
        property = ReadBinding(paths: element.paths.map { $0.adding(.name(text(range))) })
      }
      switch filter.name {
      case "first", "last": result = element
      case "reverse": break
      case "where", "reject", "sort", "sort_natural", "uniq", "compact", "find", "has",
        "find_index", "sum", "map":
        // The property that the filter looks at is read, too; items without it are no mistake.
        for path in property?.paths ?? [] {
          record(path, filter.range, scope, isGuarded: filter.name != "map")
        }
        switch filter.name {
        case "find": result = element
        case "map": result = ReadBinding(items: property?.paths ?? [])
        case "has", "find_index", "sum": result = .made
        default: break
        }
      case "slice": break
      case "concat": result = arguments.first.map { result.merged($0) } ?? result
      case "default":
        result = arguments.first.map { result.merged($0) } ?? result
        result.isPresent = true
      default: result = .made
      }
    }
    return result
  }

  /// Notes the reads of a condition, which may look at anything.
  mutating func condition(_ condition: LiquidCondition, _ scope: ReadScope) {
    for comparison in [condition.first] + condition.rest.map(\.comparison) {
      _ = expression(comparison.left, scope, isGuarded: true)
      if let right = comparison.comparison?.right {
        _ = expression(right, scope, isGuarded: true)
      }
    }
  }

  /// The paths that must be present where a condition is true, or where it is false.
  func facts(_ condition: LiquidCondition, _ scope: ReadScope, when isTrue: Bool) -> [ReadPath] {
    var facts: [ReadPath] = []
    var comparison = condition.first
    // `a and b or c` is a and (b or c): true needs everything up to the first `or`.
    for (isAnd, next) in condition.rest {
      guard isAnd == isTrue else { return facts }
      facts += self.facts(comparison, scope, when: isTrue)
      comparison = next
    }
    return facts + self.facts(comparison, scope, when: isTrue)
  }

  private func facts(
    _ comparison: LiquidComparison, _ scope: ReadScope, when isTrue: Bool
  ) -> [ReadPath] {
    guard let (symbol, right) = comparison.comparison else {
      return isTrue ? paths(comparison.left, scope) : []
    }
    switch symbol {
    case .equal, .matches, .notEqual: break
    default:
      // An order comparison and `contains` are false where either side is missing.
      return isTrue ? paths(comparison.left, scope) + paths(right, scope) : []
    }
    let isNothing: Bool
    switch right {
    case .none, .blank, .empty: isNothing = true
    case .variable, .range, .bool(false): return []
    default: isNothing = false
    }
    switch symbol {
    case .equal, .matches: return isTrue != isNothing ? paths(comparison.left, scope) : []
    case .notEqual: return isTrue == isNothing ? paths(comparison.left, scope) : []
    default: return isTrue ? paths(comparison.left, scope) : []
    }
  }

  private func paths(_ expression: LiquidExpression, _ scope: ReadScope) -> [ReadPath] {
    guard case .variable(let variable) = expression else { return [] }
    let result = resolve(variable, scope).paths
    // More than one possibility proves none of them.
    return result.count == 1 ? result : []
  }
}
