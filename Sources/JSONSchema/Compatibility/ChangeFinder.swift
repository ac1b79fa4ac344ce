import Diagnostics
import Documents

/// Walks two versions of a schema side by side and names what was changed.
///
/// The rules say what a change is called and whom it can break; the containment of the subschemas
/// at the place, and of the whole schemas, says whether it does.
struct ChangeFinder {
  private(set) var changes: [SchemaChange] = []
  private let programs: [SchemaProgram]
  private let containment: SchemaContainment
  private let whole: (backward: SchemaVerdict, forward: SchemaVerdict)
  /// The plan of each schema node, by program.
  private let plans: [[NodeKey: Int]]
  private var visited: Set<[NodeKey]> = []
  private var verdicts: [[NodeKey]: (backward: SchemaVerdict, forward: SchemaVerdict)] = [:]

  /// Deepest nesting of subschemas that is walked.
  private static let maximumDepth = 64

  /// A node of one of a program's documents.
  struct NodeKey: Hashable {
    var document: Int
    var node: Int
  }

  init(
    _ old: SchemaProgram, _ new: SchemaProgram, _ containment: SchemaContainment,
    backward: SchemaVerdict, forward: SchemaVerdict
  ) {
    programs = [old, new]
    self.containment = containment
    whole = (backward, forward)
    plans = programs.map { program in
      var result: [NodeKey: Int] = [:]
      for (index, plan) in program.plans.enumerated() {
        let key = NodeKey(document: Int(plan.document), node: Int(plan.node))
        if result[key] == nil { result[key] = index }
      }
      return result
    }
  }

  /// Finds all changes.
  mutating func run() {
    let pair = SubschemaPair(
      old: place(of: programs[0].root, in: 0), new: place(of: programs[1].root, in: 1),
      path: ValuePath())
    walk(pair, depth: 0)
    reportUnexplained(pair)
  }

  /// A break that no rule has named must not be hidden.
  private mutating func reportUnexplained(_ pair: SubschemaPair) {
    for (verdict, effect, code) in [
      (whole.backward, \SchemaChange.backward, "schema-narrowed"),
      (whole.forward, \SchemaChange.forward, "schema-widened"),
    ] {
      let isBackward = code == "schema-narrowed"
      switch verdict {
      case .compatible: continue
      case .breaking where changes.contains { $0[keyPath: effect] == .breaking }: continue
      case .unknown where changes.contains { $0[keyPath: effect] == .unknown }: continue
      default: break
      }
      let state: SchemaChange.Effect = verdict.counterexample == nil ? .unknown : .breaking
      let reason =
        if case .unknown(let why) = verdict { why.message } else {
          "values that the \(isBackward ? "old" : "new") schema accepts are refused by the other"
        }
      changes.append(
        SchemaChange(
          code: code, kind: .changed, backward: isBackward ? state : .compatible,
          forward: isBackward ? .compatible : state, oldSpan: pair.old.value.span,
          newSpan: pair.new.value.span, path: ValuePath(), message: reason, isAnnotation: false))
    }
  }

  // MARK: Walking

  private func place(of plan: Int, in program: Int) -> Subschema {
    let stored = programs[program].plans[plan]
    return Subschema(
      value: DocumentValue(
        programs[program].documents[Int(stored.document)], NodeID(Int(stored.node))),
      key: NodeKey(document: Int(stored.document), node: Int(stored.node)), plan: plan)
  }

  /// The subschema that a value of a schema's document is.
  func subschema(_ value: DocumentValue, beside other: Subschema, in program: Int) -> Subschema {
    let key = NodeKey(document: other.key.document, node: value.node.index)
    return Subschema(value: value, key: key, plan: plans[program][key])
  }

  /// Compares two subschemas that apply to the same value.
  mutating func walk(_ pair: SubschemaPair, depth: Int) {
    let pair = SubschemaPair(
      old: resolved(pair.old, in: 0), new: resolved(pair.new, in: 1), path: pair.path)
    guard depth < Self.maximumDepth, visited.insert([pair.old.key, pair.new.key]).inserted else {
      return
    }
    var rules = KeywordRules(pair)
    rules.run()
    for found in rules.found { note(found, pair) }
    for next in rules.children {
      walk(
        SubschemaPair(
          old: subschema(next.old, beside: pair.old, in: 0),
          new: subschema(next.new, beside: pair.new, in: 1), path: next.path), depth: depth + 1)
    }
  }

  /// Follows references that stand alone.
  private func resolved(_ subschema: Subschema, in program: Int) -> Subschema {
    var current = subschema
    for _ in 0..<Self.maximumDepth {
      guard current.value["$ref"] != nil, let plan = current.plan else { return current }
      let stored = programs[program].plans[plan]
      let steps = programs[program].steps[
        Int(stored.firstStep)..<Int(stored.firstStep + stored.stepCount)]
      guard stored.stepCount == 1, let step = steps.first, step.kind == .reference else {
        return current
      }
      current = place(of: Int(step.a), in: program)
    }
    return current
  }

  // MARK: Effects

  private mutating func note(_ found: KeywordChange, _ pair: SubschemaPair) {
    let local = local(pair)
    changes.append(
      SchemaChange(
        code: found.code, kind: found.kind,
        backward: effect(found.backward, local.backward, whole.backward),
        forward: effect(found.forward, local.forward, whole.forward),
        oldSpan: (found.old ?? pair.old.value).span, newSpan: (found.new ?? pair.new.value).span,
        path: found.path, message: found.message, isAnnotation: found.isAnnotation))
  }

  private mutating func local(
    _ pair: SubschemaPair
  ) -> (backward: SchemaVerdict, forward: SchemaVerdict) {
    if let known = verdicts[[pair.old.key, pair.new.key]] { return known }
    var result = whole
    if let old = pair.old.plan, let new = pair.new.plan {
      result = (
        containment.verdict(from: (0, old), to: (1, new)),
        containment.verdict(from: (1, new), to: (0, old))
      )
    }
    verdicts[[pair.old.key, pair.new.key]] = result
    return result
  }

  /// What a change that can break does break, by the answers at its place and for the whole.
  private func effect(
    _ canBreak: Bool, _ local: SchemaVerdict, _ whole: SchemaVerdict
  ) -> SchemaChange.Effect {
    guard canBreak else { return .compatible }
    if case .compatible = whole { return .compatible }
    switch local {
    case .compatible: return .compatible
    case .breaking: return whole.counterexample == nil ? .unknown : .breaking
    case .unknown: return .unknown
    }
  }
}

/// A subschema: its node with its plan, where it was compiled.
struct Subschema {
  var value: DocumentValue
  var key: ChangeFinder.NodeKey
  var plan: Int?
}

/// Two subschemas that apply to the same value.
struct SubschemaPair {
  var old: Subschema
  var new: Subschema
  /// The path of the value.
  var path: ValuePath
}

/// A change that a rule has found, before it is known whether it breaks anything.
struct KeywordChange {
  var code: String
  var kind: SchemaChange.Kind
  /// Whether old values can be refused by the new schema, and new values by the old.
  var backward: Bool
  var forward: Bool
  var path: ValuePath
  var message: String
  var old: DocumentValue?
  var new: DocumentValue?
  var isAnnotation = false
}
