import Diagnostics

/// What the blocks of a file look at, for programs that record branches.
extension HandlebarsCompiler {
  /// Notes the body of a block as reached.
  mutating func mark(_ kind: TemplateBranch.Kind, _ node: HandlebarsNode) {
    guard builder.recordsBranches else { return }
    builder.mark(kind, at: place(node.range), of: place(node.range), subject(node.call))
  }

  /// Notes the other way of a block as reached; `else if` counts as the block that it is.
  mutating func markInverse(_ kind: TemplateBranch.Kind, _ node: HandlebarsNode) {
    guard node.inverse < 0 || !tree.bodies[node.inverse].isChained else { return }
    mark(kind, node)
  }

  /// What a call looks at.
  func subject(_ call: HandlebarsCall) -> BranchSubject {
    var subject = BranchSubject(inputs: [place(call.range)])
    collect(.call(call), &subject)
    return subject
  }

  /// Notes what named arguments bind inside a partial.
  mutating func define(_ call: HandlebarsCall) {
    guard builder.recordsBranches else { return }
    for (name, value) in call.hash {
      var subject = BranchSubject()
      collect(value, &subject)
      builder.define(name, place(call.range), names: subject.names)
    }
  }

  private func collect(_ expression: HandlebarsExpression, _ subject: inout BranchSubject) {
    switch expression {
    case .path(let path): if let name = path.parts.first { subject.names.append(name) }
    case .string(let text): subject.literals.append(.string(text))
    case .number(let digits): subject.literals.append(.number(digits))
    case .bool(let bool): subject.literals.append(.bool(bool))
    case .null, .undefined: break
    case .call(let call):
      if call.parameters.isEmpty { collect(call.callee, &subject) }
      for value in call.parameters + call.hash.map(\.value) { collect(value, &subject) }
    }
  }
}
