import Diagnostics

/// Collects what a Handlebars template reads by walking its syntax trees as a render would.
struct HandlebarsReads: Sendable {
  /// What a context is known to be.
  indirect enum Context: Hashable, Sendable {
    /// The caller's data.
    case root
    case value(ReadBinding)
    /// Named values over another context.
    case layered([String: ReadBinding], Context)
  }

  /// What holds at a point of a template.
  struct Scope: Hashable, Sendable {
    /// The contexts, innermost last: what `../` means.
    var contexts: [Context] = [.root]
    /// What the names after `as` stand for.
    var parameters: [String: ReadBinding] = [:]
    /// Paths that a condition or a block has found present.
    var facts: Set<ReadPath> = []
    /// The inline partials that can be called, by name: numbers in `inlines`.
    var inlines: [String: Int] = [:]
  }

  private struct Inline {
    var unit: Int
    var body: Int
    var scope: Scope
  }

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
    var body: Int
    var scope: Scope
  }

  private let trees: [HandlebarsTree]
  private let units: [ProgramUnit]
  private let unitIndex: [String: Int]
  private let files: [SourceText]
  private let allowsExtensions: Bool
  private var found: [Key: Found] = [:]
  private var inlines: [Inline] = []
  /// The bodies being walked, which are not entered again.
  private var active: [[Int]] = []
  private var walked: Set<Walk> = []
  /// The unit being walked.
  private var unit = 0

  /// Walks of partials beyond this many are left out: their reads are known by then.
  private static let maximumWalks = 2_000

  init(compiler: HandlebarsCompiler) {
    trees = compiler.trees
    units = compiler.builder.units
    unitIndex = compiler.builder.unitIndex
    files = compiler.builder.files
    allowsExtensions = compiler.options.allowsExtensions
  }

  /// The reads in the order of the files and of the source.
  mutating func reads() -> [TemplateRead] {
    body(trees[0].root, Scope())
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
  private mutating func record(
    _ path: ReadPath, _ range: HandlebarsRange, _ scope: Scope, isGuarded: Bool
  ) {
    let present = scope.facts.compactMap { path.present(by: $0) }.max() ?? 0
    let isProven = scope.facts.contains { fact in
      fact.root == path.root && path.present(by: fact) == path.steps.count
    }
    let key = Key(path: path, file: units[unit].file, start: range.start)
    var entry =
      found[key] ?? Found(end: range.end, isGuarded: true, presentSteps: path.steps.count)
    entry.isGuarded = entry.isGuarded && (isGuarded || isProven)
    entry.presentSteps = min(entry.presentSteps, present)
    found[key] = entry
  }

  // MARK: Nodes

  private mutating func body(_ number: Int, _ outer: Scope) {
    guard number >= 0 else { return }
    let nodes = trees[unit].bodies[number].nodes.map { trees[unit].nodes[$0] }
    let scope = defining(nodes, outer)
    for node in nodes {
      switch node.kind {
      case .content, .comment, .inlinePartial: break
      case .output: _ = call(node.call, scope)
      case .block: block(node, scope)
      case .partial, .partialBlock: partial(node, scope)
      }
    }
  }

  /// The scope with the inline partials that a body defines.
  private mutating func defining(_ nodes: [HandlebarsNode], _ scope: Scope) -> Scope {
    var inner = scope
    for node in nodes {
      guard case .inlinePartial = node.kind, let name = node.call.parameters.first?.original
      else { continue }
      inlines.append(Inline(unit: unit, body: node.body, scope: scope))
      inner.inlines[name] = inlines.count - 1
    }
    return inner
  }

  private mutating func block(_ node: HandlebarsNode, _ scope: Scope) {
    let call = node.call
    let tree = trees[unit]
    let names = node.body >= 0 ? tree.bodies[node.body].parameters : []
    let first = call.parameters.first ?? .undefined
    switch helperName(call, scope) {
    case "if", "unless":
      branches(node, first, isUnless: helperName(call, scope) == "unless", scope)
    case let name? where isCondition(name, call):
      branches(node, .call(call), isUnless: false, scope)
    case "lookup", "log": _ = self.call(call, scope)
    case let name:
      let isBuiltIn = name == "each" || name == "with"
      let value = value(isBuiltIn ? first : field(call), call.range, scope, isGuarded: true)
      var inner = scope
      inner.facts.formUnion(value.paths)
      if name == "each" {
        enter(value.element, names, &inner)
      } else if name == "with" {
        enter(value, names, &inner)
      } else {
        // A section goes through an array; of an object or a condition only the schema knows, and
        // items of what has none are not judged.
        enter(value.element, names, &inner)
      }
      body(node.body, inner)
      body(node.inverse, scope)
    }
  }

  private func enter(_ value: ReadBinding, _ names: [String], _ scope: inout Scope) {
    if scope.contexts.last != .value(value) { scope.contexts.append(.value(value)) }
    for (index, name) in names.enumerated() {
      scope.parameters[name] = index == 0 ? value : .made
    }
  }

  private mutating func branches(
    _ node: HandlebarsNode, _ condition: HandlebarsExpression, isUnless: Bool, _ scope: Scope
  ) {
    let paths = value(condition, node.call.range, scope, isGuarded: true)
    var present = scope
    present.facts.formUnion(facts(condition, paths, scope))
    body(node.body, isUnless ? scope : present)
    body(node.inverse, isUnless ? present : scope)
  }

  /// The paths that a true condition shows to be present.
  private func facts(
    _ condition: HandlebarsExpression, _ binding: ReadBinding, _ scope: Scope
  ) -> [ReadPath] {
    switch condition {
    case .path: return binding.paths.count == 1 ? binding.paths : []
    case .call(let call) where helperName(call, scope) == "and":
      return call.parameters.flatMap { parameter -> [ReadPath] in
        guard case .path(let path) = parameter else { return [] }
        let paths = resolve(path, scope).paths
        return paths.count == 1 ? paths : []
      }
    case .call(let call) where ["eq", "gt", "gte"].contains(helperName(call, scope) ?? ""):
      // Nothing is never greater than a number, and equal only to nothing.
      guard case .path(let path)? = call.parameters.first, call.parameters.count == 2 else {
        return []
      }
      switch call.parameters[1] {
      case .string, .number: return resolve(path, scope).paths
      default: return []
      }
    default: return []
    }
  }

  private func isCondition(_ name: String, _ call: HandlebarsCall) -> Bool {
    allowsExtensions && call.hasArguments && HelperTable.find(name)?.isCondition == true
  }

  // MARK: Partials

  private mutating func partial(_ node: HandlebarsNode, _ scope: Scope) {
    let call = node.call
    var context = scope.contexts.last ?? .root
    if let parameter = call.parameters.first {
      if case .path(let path) = parameter, path.parts.isEmpty, !path.isData {
        context = scope.contexts.dropLast(path.depth).last ?? .value(.made)
      } else {
        context = .value(value(parameter, call.range, scope, isGuarded: true))
      }
    }
    var hash: [String: ReadBinding] = [:]
    for (name, expression) in call.hash {
      // Passing a value on is no use of it; the partial's own reads are.
      hash[name] = value(expression, call.range, scope, isGuarded: true)
    }
    if !hash.isEmpty { context = .layered(hash, context) }
    var given = scope
    if node.body >= 0 {
      body(node.body, scope)
      let nodes = trees[unit].bodies[node.body].nodes.map { trees[unit].nodes[$0] }
      given = defining(nodes, scope)
    }
    guard case .call(let name) = call.callee else {
      run(call.callee.original, context, given)
      return
    }
    _ = self.call(name, scope)
    // Any of them may run.
    for name in unitIndex.keys.sorted() { run(name, context, given) }
  }

  private mutating func run(_ name: String, _ context: Context, _ scope: Scope) {
    if let number = scope.inlines[name] {
      let inline = inlines[number]
      var inner = inline.scope
      if inner.contexts.last != context { inner.contexts.append(context) }
      inner.facts = scope.facts
      inner.inlines = scope.inlines
      walk(inline.unit, inline.body, inner)
    } else if let unit = unitIndex[name], units[unit].entry >= 0 {
      let inner = Scope(contexts: [context], facts: scope.facts, inlines: scope.inlines)
      walk(unit, trees[unit].root, inner)
    }
  }

  private mutating func walk(_ target: Int, _ number: Int, _ scope: Scope) {
    guard !active.contains([target, number]), walked.count < HandlebarsReads.maximumWalks,
      walked.insert(Walk(unit: target, body: number, scope: scope)).inserted
    else { return }
    let outer = unit
    unit = target
    active.append([target, number])
    body(number, scope)
    active.removeLast()
    unit = outer
  }

  // MARK: Values

  private func helperName(_ call: HandlebarsCall, _ scope: Scope) -> String? {
    guard case .path(let path) = call.callee, path.isSimple, !path.isData,
      scope.parameters[path.parts[0]] == nil
    else { return nil }
    return path.parts[0]
  }

  private func field(_ call: HandlebarsCall) -> HandlebarsExpression {
    if case .path = call.callee { return call.callee }
    let name = call.callee.original
    return .path(HandlebarsPath(parts: [name], original: name, range: call.range))
  }

  private mutating func call(
    _ call: HandlebarsCall, _ scope: Scope, isGuarded: Bool = false
  ) -> ReadBinding {
    if let name = helperName(call, scope) {
      if name == "lookup", let first = call.parameters.first {
        for parameter in call.parameters.dropFirst() {
          _ = value(parameter, call.range, scope, isGuarded: isGuarded)
        }
        let binding = value(first, call.range, scope, isGuarded: isGuarded)
        return ReadBinding(paths: binding.paths.map { $0.adding(.dynamic) } + binding.items)
      }
      if name == "log" { return .made }
      if allowsExtensions, call.hasArguments, HelperTable.find(name) != nil {
        var results: [ReadBinding] = []
        for (index, parameter) in call.parameters.enumerated() {
          let copes = name == "default" && index == 0 || name == "or"
          results.append(
            value(parameter, call.range, scope, isGuarded: isGuarded || copes))
        }
        for (_, expression) in call.hash {
          _ = value(expression, call.range, scope, isGuarded: isGuarded)
        }
        return ["default", "or", "and"].contains(name)
          ? results.reduce(.made) { $0.merged($1) } : .made
      }
    }
    return value(field(call), call.range, scope, isGuarded: isGuarded)
  }

  private mutating func value(
    _ expression: HandlebarsExpression, _ range: HandlebarsRange, _ scope: Scope, isGuarded: Bool
  ) -> ReadBinding {
    switch expression {
    case .path(let path):
      let binding = resolve(path, scope)
      for target in binding.paths { record(target, path.range, scope, isGuarded: isGuarded) }
      return binding
    case .call(let call): return self.call(call, scope, isGuarded: isGuarded)
    default: return .made
    }
  }

  private func resolve(_ path: HandlebarsPath, _ scope: Scope) -> ReadBinding {
    var parts = path.parts[...]
    var context: Context
    if path.isData {
      guard parts.popFirst() == "root" else { return .made }
      context = .root
    } else if path.depth == 0, !path.isScoped, let first = parts.first,
      let binding = scope.parameters[first]
    {
      parts = parts.dropFirst()
      context = .value(binding)
    } else {
      context = scope.contexts.dropLast(path.depth).last ?? .value(.made)
    }
    // The length of an array or a text says nothing new about the data.
    if parts.last == "length" { parts = parts.dropLast() }
    for part in parts { context = .value(member(context, part)) }
    guard case .value(let binding) = context else { return .made }
    return binding
  }

  private func member(_ context: Context, _ name: String) -> ReadBinding {
    switch context {
    case .root: return ReadBinding(paths: [ReadPath(root: name)])
    case .layered(let names, let base): return names[name] ?? member(base, name)
    case .value(let binding):
      let step: TemplateRead.Segment = ScriptNumber.position(name) >= 0 ? .anyItem : .name(name)
      return ReadBinding(
        paths: binding.paths.map { $0.adding(step) }, items: step == .anyItem ? binding.items : [])
    }
  }
}
