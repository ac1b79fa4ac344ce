import Diagnostics
import Documents

/// One walk over the subschemas of one document.
struct LintPass {
  typealias Place = SchemaLibrary.Place

  let map: SchemaMap
  let schema: Schema?
  private(set) var problems: [Diagnostic] = []
  /// The plans of the document's subschemas by their node.
  private var plans: [Int: Int] = [:]

  init(_ map: SchemaMap, schema: Schema?) {
    self.map = map
    self.schema = schema
    for (number, plan) in (schema?.program.plans ?? []).enumerated() where plan.document == 0 {
      plans[Int(plan.node)] = number
    }
  }

  /// Walks all subschemas.
  mutating func run() {
    var pending = [map.value(map.root)]
    while let value = pending.popLast() {
      guard value.kind == .object else { continue }
      let dialect = map.dialect(map.place(value, beside: map.root))
      check(LintedSchema(value: value, dialect: dialect))
      for (key, member) in value.members {
        switch (dialect.subschemas(of: key.document.string(key.node)), member.kind) {
        case (.none, _): break
        case (.single, _), (.singleOrList, .object): pending.append(member)
        case (.list, .array), (.singleOrList, .array): pending += member.items
        case (.map, .object), (.mapOfSchemas, .object): pending += member.members.map(\.value)
        default: break
        }
      }
    }
  }

  private mutating func check(_ schema: LintedSchema) {
    problems += schema.unknownKeywords
    if schema.dialect.draft == .draft7, schema.value["$ref"] != nil {
      // Draft-07 looks at nothing else; the one message says so.
      problems += schema.ignoredSiblings
      return
    }
    problems += schema.unreachableKeywords + schema.contradictoryBounds
    problems += schema.impossibleValues + schema.duplicateValues
    problems += schema.undeclaredRequired + schema.unanchoredPatterns
    checkExamples(schema)
  }

  private mutating func checkExamples(_ schema: LintedSchema) {
    guard let plan = plans[schema.value.node.index], let program = self.schema?.program else {
      return
    }
    var examples = (schema.value["examples"]?.items ?? []).map { (name: "example", value: $0) }
    if let value = schema.value["default"] { examples.append((name: "default", value: value)) }
    for example in examples {
      let isValid = example.value.document.withView { view in
        var work = program.limits.maximumApplications
        return Evaluator.check(
          program, view, plan: plan, node: example.value.node.index, work: &work
        ).isValid
      }
      guard !isValid else { continue }
      let text = ValueText.text(example.value.document, example.value.node.index)
      problems.append(
        Diagnostic(
          .lintExample, "the \(example.name) \(text) is not valid by its own schema",
          at: example.value.span, severity: .warning,
          notes: [.init("correct it, or let the schema allow it")]))
    }
  }

  /// Looks for definitions that none of the schemas reaches.
  mutating func findUnusedDefinitions(_ reached: Set<ReachedSchema>) {
    let root = map.value(map.root)
    let path = root.document.source.path
    // A file of nothing but definitions is there for others, which need not be known here.
    let surroundings: Set<String> = [
      "$schema", "$id", "$comment", "title", "description", "$defs", "definitions",
    ]
    guard
      root.members.contains(where: { !surroundings.contains($0.key.document.string($0.key.node)) })
    else { return }
    let nodes = reached.filter { $0.path == path }.map(\.node).sorted()
    for keyword in ["$defs", "definitions"] {
      for (key, value) in root[keyword]?.members ?? [] {
        let end = value.document.next(value.node).index
        guard !Self.hasValue(nodes, in: value.node.index..<end) else { continue }
        problems.append(
          Diagnostic(
            .lintUnusedDefinition,
            "nothing refers to the definition \(ValueText.quoted(key.document.string(key.node)))",
            at: key.span, severity: .warning, notes: [.init("remove it, or refer to it")]))
      }
    }
  }

  /// Whether one of the sorted numbers lies in a range.
  private static func hasValue(_ sorted: [Int], in range: Range<Int>) -> Bool {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] < range.upperBound
  }
}
