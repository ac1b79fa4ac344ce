/// A path into the data.
struct ReadPath: Hashable, Sendable {
  var root: String
  var steps: [TemplateRead.Segment] = []

  func adding(_ step: TemplateRead.Segment) -> ReadPath {
    ReadPath(root: root, steps: steps + [step])
  }

  /// How many steps of this path `fact` shows to be present; nil when it says nothing.
  func present(by fact: ReadPath) -> Int? {
    guard root == fact.root else { return nil }
    var count = 0
    while count < steps.count, count < fact.steps.count, steps[count] == fact.steps[count] {
      count += 1
    }
    return count
  }
}

/// What a name or an expression stands for, as far as it can be known without running.
struct ReadBinding: Hashable, Sendable {
  /// The data it may be; empty for a value that the template made.
  var paths: [ReadPath] = []
  /// The data that its items may be, where they are not simply the items of `paths`.
  var items: [ReadPath] = []
  /// Whether some way through the template leaves the name without a value.
  var mayBeUnset = false
  /// Whether `default` has put something in the place of a missing value.
  var isPresent = false

  /// A value that the template made.
  static let made = ReadBinding()

  /// The items of the value.
  var element: ReadBinding {
    ReadBinding(paths: paths.map { $0.adding(.anyItem) } + items)
  }

  /// Either of two.
  func merged(_ other: ReadBinding) -> ReadBinding {
    ReadBinding(
      paths: paths + other.paths.filter { !paths.contains($0) },
      items: items + other.items.filter { !items.contains($0) },
      mayBeUnset: mayBeUnset || other.mayBeUnset, isPresent: isPresent && other.isPresent)
  }
}

/// The names bound at a point of a template.
struct ReadScope: Hashable, Sendable {
  var names: [String: ReadBinding] = [:]
  /// Paths that a condition or a loop has found present.
  var facts: Set<ReadPath> = []

  /// The names after either of two ways; a name bound in one only may be unset.
  func merged(_ other: ReadScope) -> ReadScope {
    var result = self
    for (name, binding) in other.names {
      if let own = names[name] {
        result.names[name] = own.merged(binding)
      } else {
        var binding = binding
        binding.mayBeUnset = true
        result.names[name] = binding
      }
    }
    for name in names.keys where other.names[name] == nil {
      result.names[name]?.mayBeUnset = true
    }
    result.facts = facts.intersection(other.facts)
    return result
  }
}
