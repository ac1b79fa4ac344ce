import Diagnostics

/// Collects what a template reads by walking the syntax trees of its files as a render would.
struct ReadSetCollector: Sendable {
  private let trees: [LiquidBody]
  private let units: [ProgramUnit]
  private let unitIndex: [String: Int]
  private let files: [SourceText]
  private var found: [Key: Found] = [:]
  /// The fragments being walked, which are not entered again.
  private var active: [Int] = []
  private var walked: Set<Walk> = []
  /// The file of the tree being walked.
  var file = 0

  /// Walks of fragments beyond this many are left out: their reads are known by then.
  private static let maximumWalks = 2_000

  private struct Key: Hashable {
    var path: ReadPath
    var file: Int
    var start: Int
  }

  private struct Found {
    var end: Int
    var isGuarded: Bool
    var presentSteps: Int
  }

  private struct Walk: Hashable {
    var unit: Int
    var scope: ReadScope
  }

  init(compiler: LiquidCompiler) {
    trees = compiler.trees
    units = compiler.builder.units
    unitIndex = compiler.builder.unitIndex
    files = compiler.builder.files
  }

  /// The reads in the order of the files and of the source.
  mutating func reads() -> [TemplateRead] {
    var scope = ReadScope()
    file = units[0].file
    body(trees[0], &scope)
    let keys = found.keys.sorted {
      ($0.file, $0.start, $0.path.text) < ($1.file, $1.start, $1.path.text)
    }
    return keys.compactMap { key in
      found[key].map { entry in
        TemplateRead(
          root: key.path.root, path: key.path.steps,
          span: SourceSpan(files[key.file], start: key.start, end: entry.end),
          isGuarded: entry.isGuarded, presentSteps: entry.presentSteps)
      }
    }
  }

  /// Notes a read; a place that is reached in several ways is guarded only if it always is.
  mutating func record(
    _ path: ReadPath, _ range: LiquidRange, _ scope: ReadScope, isGuarded: Bool
  ) {
    let present = scope.facts.compactMap { path.present(by: $0) }.max() ?? 0
    let key = Key(path: path, file: file, start: range.start)
    let isProven = scope.facts.contains { fact in
      fact.root == path.root && path.present(by: fact) == path.steps.count
    }
    var entry =
      found[key] ?? Found(end: range.end, isGuarded: true, presentSteps: path.steps.count)
    entry.isGuarded = entry.isGuarded && (isGuarded || isProven)
    entry.presentSteps = min(entry.presentSteps, present)
    found[key] = entry
  }

  func text(_ range: LiquidRange) -> String {
    String(decoding: files[file].bytes[range.start..<range.end], as: UTF8.self)
  }

  mutating func body(_ body: LiquidBody, _ scope: inout ReadScope) {
    for node in body.nodes { self.node(node, &scope) }
  }

  private mutating func node(_ node: LiquidNode, _ scope: inout ReadScope) {
    switch node.kind {
    case .nothing, .text, .raw, .leave: break
    case .output(let value): _ = filtered(value, scope)
    case .assign(let name, let value): scope.names[name] = filtered(value, scope)
    case .capture(let name, let content):
      body(content, &scope)
      scope.names[name] = .made
    case .increment(let name), .decrement(let name):
      if scope.names[name] == nil { scope.names[name] = .made }
    case .cycle(let name, _, let values):
      if let name { _ = expression(name, scope) }
      for value in values { _ = expression(value, scope) }
    case .changed(let content): body(content, &scope)
    case .branches(let branches, let isUnless): self.branches(branches, isUnless, &scope)
    case .choice(let left, let branches): choice(left, branches, &scope)
    case .loop(let loop): self.loop(loop, object: "forloop", &scope)
    case .table(let loop): self.loop(loop, object: "tablerowloop", &scope)
    case .render(let call): render(call, scope)
    case .include(let call): include(call, &scope)
    }
  }

  private mutating func branches(
    _ branches: [LiquidBranch], _ isUnless: Bool, _ scope: inout ReadScope
  ) {
    var results: [ReadScope] = []
    var current = scope
    var isExhaustive = false
    for (index, branch) in branches.enumerated() {
      var inner = current
      if let condition = branch.condition {
        self.condition(condition, current)
        let negated = isUnless && index == 0
        inner.facts.formUnion(facts(condition, current, when: !negated))
        body(branch.body, &inner)
        current.facts.formUnion(facts(condition, current, when: negated))
      } else {
        body(branch.body, &inner)
        isExhaustive = true
      }
      results.append(inner)
      if isExhaustive { break }
    }
    if !isExhaustive { results.append(current) }
    finish(results, &scope)
  }

  private func finish(_ results: [ReadScope], _ scope: inout ReadScope) {
    let facts = scope.facts
    guard var merged = results.first else { return }
    for result in results.dropFirst() { merged = merged.merged(result) }
    scope = merged
    scope.facts = facts
  }

  private mutating func choice(
    _ left: LiquidExpression, _ branches: [LiquidBranch], _ scope: inout ReadScope
  ) {
    _ = expression(left, scope, isGuarded: true)
    var results = [scope]
    for branch in branches {
      for value in branch.values { _ = expression(value, scope, isGuarded: true) }
      var inner = scope
      body(branch.body, &inner)
      results.append(inner)
    }
    if branches.contains(where: \.values.isEmpty) { results.removeFirst() }
    finish(results, &scope)
  }

  private mutating func loop(_ loop: LiquidLoop, object: String, _ scope: inout ReadScope) {
    // A loop over nothing prints nothing: it copes with a missing collection.
    let collection = expression(loop.collection, scope, isGuarded: true)
    for value in [loop.offset, loop.limit, loop.columns] {
      if let value { _ = expression(value, scope) }
    }
    var inner = scope
    inner.names[loop.variable] = collection.element
    inner.names[object] = .made
    // A loop that turns has found its collection.
    inner.facts.formUnion(collection.paths)
    body(loop.body, &inner)
    for name in [loop.variable, object] { inner.names[name] = scope.names[name] }
    var results = [scope, inner]
    if let otherwise = loop.otherwise {
      var other = scope
      body(otherwise, &other)
      results[0] = other
    }
    finish(results, &scope)
  }

  private func base(_ name: String) -> String { String(name.split(separator: "/").last ?? "") }

  private mutating func render(_ call: LiquidCall, _ scope: ReadScope) {
    var inner = ReadScope(facts: scope.facts)
    if let value = call.value {
      let binding = expression(value, scope)
      inner.names[call.alias ?? base(call.constantName ?? "")] =
        call.isLoop ? binding.element : binding
      if call.isLoop { inner.names["forloop"] = .made }
    }
    for (name, value) in call.arguments {
      // Passing a value on is no use of it; the fragment's own reads are.
      inner.names[name] = expression(value, scope, isGuarded: call.constantName != nil)
    }
    guard let name = call.constantName, let unit = unitIndex[name] else { return }
    enter(unit, &inner)
  }

  private mutating func include(_ call: LiquidCall, _ scope: inout ReadScope) {
    _ = expression(call.name, scope)
    var inner = scope
    var bound: [String] = []
    if let value = call.value {
      let binding = expression(value, scope)
      let name = call.alias ?? base(call.constantName ?? "")
      inner.names[name] = binding.merged(binding.element)
      bound.append(name)
    }
    for (name, value) in call.arguments {
      inner.names[name] = expression(value, inner)
      bound.append(name)
    }
    guard let name = call.constantName else {
      // Any fragment may run; each is walked, but what it binds is not known to be bound.
      for unit in units.indices where unit > 0 {
        var copy = inner
        enter(unit, &copy)
      }
      return
    }
    guard let unit = unitIndex[name] else { return }
    enter(unit, &inner)
    for name in bound { inner.names[name] = scope.names[name] }
    let facts = scope.facts
    scope = inner
    scope.facts = facts
  }

  private mutating func enter(_ unit: Int, _ scope: inout ReadScope) {
    guard !active.contains(unit), units[unit].entry >= 0,
      walked.count < ReadSetCollector.maximumWalks,
      walked.insert(Walk(unit: unit, scope: scope)).inserted || active.isEmpty
    else { return }
    let outer = file
    file = units[unit].file
    active.append(unit)
    body(trees[unit], &scope)
    active.removeLast()
    file = outer
  }
}

extension ReadPath {
  /// The path as text, to sort by.
  var text: String {
    steps.reduce(into: root) { text, step in
      switch step {
      case .name(let name): text += "." + name
      case .anyItem: text += "[*]"
      case .dynamic: text += "[…]"
      }
    }
  }
}
