import Diagnostics
import Documents

/// Validates the parts of a sample, each by the compiled form of the subschemas it was drawn from.
struct PartValidator {
  private let program: SchemaProgram
  private let plans: [Key: Int]
  /// What a dynamic reference leads to is known only from the root.
  private let isContextual: Bool

  private struct Key: Hashable {
    var file: String
    var node: Int
  }

  init(_ program: SchemaProgram) {
    self.program = program
    isContextual = program.steps.contains { $0.kind == .dynamicReference }
    var plans: [Key: Int] = [:]
    for (index, plan) in program.plans.enumerated() {
      let path = program.documents[Int(plan.document)].source.path
      let key = Key(file: path, node: Int(plan.node))
      if plans[key] == nil { plans[key] = index }
    }
    self.plans = plans
  }

  /// Whether a value is valid by all subschemas that were compiled on their own.
  func accepts(
    _ value: JSONOutput, _ places: [SchemaLibrary.Place], in map: SchemaMap
  ) -> Bool {
    guard !isContextual, !places.isEmpty else { return true }
    let source = SourceText(path: "sample", bytes: value.bytes())
    guard let document = JSONReader.read(source).document else { return false }
    return document.withView { view in
      places.allSatisfy { place in
        let path = map.library.documents[place.document].source.path
        guard let plan = plans[Key(file: path, node: place.node)] else { return true }
        var work = program.limits.maximumApplications
        return Evaluator.check(program, view, plan: plan, node: 0, work: &work).isValid
      }
    }
  }
}
