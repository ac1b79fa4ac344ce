import Diagnostics

/// What the conditions of a file look at, for programs that record branches.
extension LiquidCompiler {
  /// What a branch of an `if` or `unless` is.
  func kind(of branch: LiquidBranch, at index: Int, _ isUnless: Bool) -> TemplateBranch.Kind {
    guard branch.condition != nil else { return .otherwise }
    return index > 0 ? .elsif : isUnless ? .unless : .ifTrue
  }

  /// Whether a loop goes through a range that is written out and holds something.
  func isNeverEmpty(_ loop: LiquidLoop) -> Bool {
    guard case .range(.integer(let first), .integer(let last)) = loop.collection,
      loop.limit == nil, loop.offset == nil, !loop.continues, loop.otherwise == nil
    else { return false }
    func number(_ range: LiquidRange) -> Int? {
      Int(String(decoding: source.bytes[range.start..<range.end], as: UTF8.self))
    }
    guard let first = number(first), let last = number(last) else { return false }
    return first <= last
  }

  func subject(_ condition: LiquidCondition) -> BranchSubject {
    var subject = BranchSubject()
    guard builder.recordsBranches else { return subject }
    for comparison in [condition.first] + condition.rest.map(\.comparison) {
      subject.add(self.subject(comparison.left, at: comparison.range))
      if let right = comparison.comparison?.right {
        subject.add(self.subject(right, at: comparison.range))
      }
    }
    return subject
  }

  func subject(_ expression: LiquidExpression, at range: LiquidRange) -> BranchSubject {
    guard builder.recordsBranches else { return BranchSubject() }
    var subject = BranchSubject(inputs: [place(range)])
    collect(expression, &subject)
    return subject
  }

  func subject(_ loop: LiquidLoop, at range: LiquidRange) -> BranchSubject {
    var subject = subject(loop.collection, at: range)
    for value in [loop.offset, loop.limit] {
      if let value { subject.add(self.subject(value, at: range)) }
    }
    return subject
  }

  func subject(_ value: LiquidFiltered) -> BranchSubject {
    guard builder.recordsBranches else { return BranchSubject() }
    var subject = BranchSubject(inputs: [place(value.range)])
    collect(value, &subject)
    return subject
  }

  /// Notes what `assign` binds.
  mutating func define(_ name: String, _ value: LiquidFiltered) {
    guard builder.recordsBranches else { return }
    builder.define(name, place(value.range), names: subject(value).names)
  }

  /// Notes what `capture` binds: everything that its body reads.
  mutating func define(_ name: String, _ body: LiquidBody) {
    guard builder.recordsBranches, let first = body.nodes.first, let last = body.nodes.last
    else { return }
    builder.define(
      name, place(LiquidRange(start: first.range.start, end: last.range.end)),
      names: names(in: body))
  }

  /// Notes what a `render` or `include` binds inside the fragment.
  mutating func define(_ call: LiquidCall, at range: LiquidRange) {
    guard builder.recordsBranches else { return }
    var values = call.arguments
    if let value = call.value {
      let base = call.constantName?.split(separator: "/").last.map(String.init)
      if let name = call.alias ?? base { values.append((name: name, value: value)) }
    }
    for (name, value) in values {
      var subject = BranchSubject()
      collect(value, &subject)
      // The tag holds all arguments; only the variables themselves are what this one is bound to.
      builder.define(name, place(self.range(of: value) ?? range), names: subject.names)
    }
  }

  private func range(of expression: LiquidExpression) -> LiquidRange? {
    switch expression {
    case .variable(let variable): variable.range
    case .string(let range), .integer(let range), .float(let range): range
    default: nil
    }
  }

  private func names(in body: LiquidBody) -> [String] {
    var subject = BranchSubject()
    for node in body.nodes {
      switch node.kind {
      case .output(let value): collect(value, &subject)
      case .assign(_, let value): collect(value, &subject)
      case .branches(let branches, _):
        for branch in branches { subject.names += names(in: branch.body) }
      case .choice(_, let branches):
        for branch in branches { subject.names += names(in: branch.body) }
      case .loop(let loop), .table(let loop):
        collect(loop.collection, &subject)
        subject.names += names(in: loop.body)
      case .render(let call), .include(let call):
        for argument in call.arguments { collect(argument.value, &subject) }
      default: break
      }
    }
    return subject.names
  }

  private func collect(_ value: LiquidFiltered, _ subject: inout BranchSubject) {
    collect(value.expression, &subject)
    for filter in value.filters {
      for argument in filter.arguments + filter.named.map(\.value) { collect(argument, &subject) }
    }
  }

  private func collect(_ expression: LiquidExpression, _ subject: inout BranchSubject) {
    func text(_ range: LiquidRange) -> String {
      String(decoding: source.bytes[range.start..<range.end], as: UTF8.self)
    }
    switch expression {
    case .variable(let variable):
      subject.names.append(variable.name)
      for segment in variable.path {
        if case .index(let value, _) = segment { collect(value, &subject) }
      }
    case .range(let first, let last):
      collect(first, &subject)
      collect(last, &subject)
    case .string(let range): subject.literals.append(.string(text(range)))
    case .integer(let range), .float(let range): subject.literals.append(.number(text(range)))
    case .bool(let bool): subject.literals.append(.bool(bool))
    case .none, .blank, .empty: break
    }
  }
}
