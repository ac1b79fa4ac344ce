import Diagnostics
import Documents

extension Explainer {
  /// Adds the failure of a value that satisfies the schema under `not`, and says by what.
  mutating func explainExclusion(_ index: Int, _ excluded: Int, _ node: Int) {
    let plan = program.plans[excluded]
    let text = ValueText.text(document, node)
    let kind = view.node(node).kind
    if let names = requiredNames(plan, kind) {
      let quoted = names.map(ValueText.quoted)
      let key = document.members(NodeID(node)).first {
        document.string($0.key) == names.last
      }?.key.index
      let message =
        names.count == 1
        ? "the property \(quoted[0]) is not allowed here"
        : "the properties \(quoted.joined(separator: " and ")) exclude each other"
      add(index, "not", node, message, place: key, path: node)
    } else if kind == .string, plan.string >= 0, plan.stepCount == 0,
      program.strings[Int(plan.string)].pattern >= 0
    {
      let pattern = program.patterns[Int(program.strings[Int(plan.string)].pattern)].text
      add(index, "not", node, "\(text) matches \(pattern), which the schema excludes")
    } else if plan.stepCount == 0, plan.values < 0,
      plan.string < 0, plan.number < 0, plan.object < 0, plan.array < 0, plan.types.names.count == 1
    {
      let shown = kind == .object || kind == .array ? "" : text + " "
      add(index, "not", node, "\(shown)is \(kind.article), which the schema excludes")
    } else {
      add(index, "not", node, "\(text) is what the schema excludes")
    }
  }

  /// The names under `required`, where the schema says nothing else.
  private func requiredNames(_ plan: SchemaPlan, _ kind: DocumentKind) -> [String]? {
    guard kind == .object, plan.stepCount == 0, plan.values < 0, plan.object >= 0 else {
      return nil
    }
    let object = program.objects[Int(plan.object)]
    guard object.required != 0, object.requiredBeyond.isEmpty, object.patterns.isEmpty,
      object.minimum == 0, object.additional < 0, object.propertyNames < 0,
      object.dependencies.isEmpty,
      object.entries.allSatisfy({ $0.plan < 0 && object.required & $0.bit != 0 })
    else { return nil }
    return object.names.names.map { String(decoding: $0, as: UTF8.self) }
  }
}
