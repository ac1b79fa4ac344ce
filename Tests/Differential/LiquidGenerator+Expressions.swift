extension LiquidGenerator {
  /// A value of any kind with its kind.
  mutating func value() -> (text: String, kind: GeneratedData.Kind) {
    switch random.below(10) {
    case 0: return (number(), .number)
    case 1: return (quoted(random.pick(DataGenerator.texts)), .text)
    case 2:
      return random.pick([
        ("nil", .nothing), ("true", .bool), ("false", .bool), ("missing", .nothing),
        ("user.missing", .nothing), ("items[99].id", .nothing),
      ])
    default:
      guard !scope.isEmpty else { return (number(), .number) }
      let (path, sample) = walk(random.pick(scope))
      return (path, sample.kind)
    }
  }

  /// A value of a kind.
  mutating func value(of kind: GeneratedData.Kind) -> String {
    for _ in 0..<6 where !scope.isEmpty {
      let (path, sample) = walk(random.pick(scope))
      if sample.kind == kind { return path }
    }
    switch kind {
    case .number: return number()
    case .list: return random.pick(["list", "items", "matrix"])
    case .text: return quoted(random.pick(DataGenerator.texts))
    case .bool: return "true"
    case .object: return "user"
    case .nothing: return "nil"
    }
  }

  private mutating func number() -> String {
    random.pick(["0", "1", "2", "3", "-1", "10", "0.5", "2.0", "3.25", "-7", "100"])
  }

  /// A text in quotes that contains neither its quote nor the end of a tag.
  private func quoted(_ text: String) -> String {
    if text.contains("}}") || text.contains("%}") || text.contains("{") { return "'braces'" }
    return text.contains("'") || text.contains("\"") ? "\"it's\"" : "'\(text)'"
  }

  /// Goes from a name into the value behind it, at times.
  private mutating func walk(
    _ start: (path: String, sample: GeneratedData)
  ) -> (path: String, sample: GeneratedData) {
    var (path, sample) = start
    while random.chance(70) {
      switch sample {
      case .object(let members) where !members.isEmpty:
        let member = random.pick(members)
        path +=
          member.name.contains(" ") || random.chance(20) ? "['\(member.name)']" : ".\(member.name)"
        sample = member.value
      case .list(let items):
        if random.chance(15) { return (path + ".size", .integer(items.count)) }
        guard !items.isEmpty else { return (path, sample) }
        let index = random.below(items.count)
        switch random.below(6) {
        case 0:
          path += ".first"
          sample = items[0]
        case 1:
          path += ".last"
          sample = items[items.count - 1]
        case 2:
          path += "[\(index - items.count)]"
          sample = items[index]
        default:
          path += "[\(index)]"
          sample = items[index]
        }
      case .text(let text) where random.chance(15):
        return (path + ".size", .integer(text.unicodeScalars.count))
      default: return (path, sample)
      }
    }
    return (path, sample)
  }

  /// Filters that can follow a value of a kind, and the kind that they give.
  mutating func filters(
    on first: GeneratedData.Kind
  ) -> (filters: [String], kind: GeneratedData.Kind) {
    var kind = first
    var found: [String] = []
    while found.count < 4, random.chance(found.isEmpty ? 60 : 45) {
      let fitting = LiquidFilters.all.filter { $0.takes == kind }
      let filter = random.pick(
        fitting.isEmpty || random.chance(10) ? LiquidFilters.open : fitting)
      found.append(written(filter))
      kind = filter.gives
    }
    return (found, kind)
  }

  /// A filter with arguments.
  func withArguments(_ filter: LiquidFilters.Filter, _ arguments: String) -> String {
    arguments.isEmpty ? filter.name : "\(filter.name): \(arguments)"
  }

  private mutating func written(_ filter: LiquidFilters.Filter) -> String {
    var arguments = random.pick(filter.arguments)
    for (sign, kind) in [("$t", GeneratedData.Kind.text), ("$n", .number), ("$l", .list)] {
      guard let place = arguments.firstRange(of: sign) else { continue }
      arguments.replaceSubrange(place, with: value(of: kind))
    }
    return withArguments(filter, arguments)
  }

  /// A condition: a comparison, `contains`, a value, or two of them.
  mutating func condition() -> String {
    var found = comparison()
    while random.chance(25) { found += (random.chance(50) ? " and " : " or ") + comparison() }
    return found
  }

  private mutating func comparison() -> String {
    switch random.below(10) {
    case 0..<3: return value().text
    case 3: return value(of: .text) + " contains " + value(of: .text)
    case 4: return value(of: .list) + " contains " + value().text
    case 5: return value(of: .list) + random.pick([" == ", " != "]) + "empty"
    case 6, 7:
      return value(of: .number) + random.pick([" < ", " > ", " <= ", " >= ", " == ", " != "])
        + value(of: .number)
    case 8: return value().text + random.pick([" == ", " != ", " <> "]) + value().text
    default:
      return value(of: .text) + random.pick([" == ", " != ", " < ", " > "]) + value(of: .text)
    }
  }
}
