import Diagnostics
import Documents

/// The values that the solver has written down, as documents the validator can walk.
struct InstanceTable {
  private(set) var documents: [Document] = []
  private var indices: [[UInt8]: Int] = [:]

  /// The index of a value, which is added if need be; nil where it is larger than a document.
  mutating func index(of value: JSONOutput) -> Int? {
    let bytes = value.bytes()
    if let known = indices[bytes] { return known }
    let source = SourceText(path: "instance.json", bytes: bytes)
    guard let document = JSONReader.read(source).document else { return nil }
    indices[bytes] = documents.count
    documents.append(document)
    return documents.count - 1
  }
}

/// Asks the validator whether a value satisfies claims.
struct ClaimEvaluator {
  let universe: SchemaUniverse

  /// Whether all claims hold of the value; nil where the validator cannot say.
  func satisfies(_ value: Int, _ literals: [Literal], in table: InstanceTable) -> Bool? {
    var isCertain = true
    for literal in literals {
      switch holds(value, literal, in: table) {
      case false: return false
      case nil: isCertain = false
      default: break
      }
    }
    return isCertain ? true : nil
  }

  private func holds(_ value: Int, _ literal: Literal, in table: InstanceTable) -> Bool? {
    let document = table.documents[value]
    if literal.kind == .differs {
      let other = table.documents[Int(literal.index)]
      return document.withView { left in
        other.withView { right in !ValueEquality.areEqual(left, 0, right, 0) }
      }
    }
    let member = universe.members[Int(literal.index)]
    let program = universe.programs[member.program]
    guard literal.context == 0,
      program.dynamicReferences.isEmpty || member.plan == program.root
    else { return nil }
    return document.withView { view in
      var work = program.limits.maximumApplications
      let verdict = Evaluator.check(
        program, view, plan: member.plan, node: 0, work: &work)
      guard verdict.stop == nil else { return nil }
      return verdict.isValid == (literal.kind == .holds)
    }
  }
}
