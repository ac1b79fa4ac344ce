import Documents

/// Walks a document by a program for the verdict only.
///
/// Lives within `Schema.isValid` or an explanation, which lend it the arrays that it reads.
struct Evaluator {
  let program: SchemaProgram
  let tables: ProgramView
  let view: DocumentView
  /// Why the walk was given up, if it was: the verdict is then "not valid".
  private(set) var stop: Stop?
  /// The dynamic scope, outermost first; kept only where a reference asks for it.
  var scope: [Int32]
  var marks: MarkStack
  private let tracksScope: Bool
  private let maximumNesting: Int
  private var nesting = 0
  /// How many more subschemas may be applied.
  private var work: Int
  /// References on a cycle that are being followed, with the value they are applied to.
  var active: [(plan: Int32, node: Int)] = []

  /// A limit that was reached.
  enum Stop {
    case nesting(node: Int)
    case work(node: Int)
    case pattern(Int, node: Int)
  }

  private init(
    _ program: SchemaProgram, _ tables: ProgramView, _ view: DocumentView, scope: [Int32],
    marks: MarkStack, work: Int
  ) {
    self.program = program
    self.tables = tables
    self.view = view
    self.scope = scope
    self.marks = marks
    self.work = work
    tracksScope = program.tables.keepsScope
    maximumNesting = program.limits.maximumNesting
  }

  /// Checks one value by one plan; takes what it applies from `work`.
  static func check(
    _ program: SchemaProgram, _ view: DocumentView, plan: Int, node: Int, scope: [Int32] = [],
    work: inout Int
  ) -> (isValid: Bool, stop: Stop?) {
    let budget = work
    let (result, stop, rest) = program.withView { tables in
      unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { words in
        var evaluator = unsafe Evaluator(
          program, tables, view, scope: scope, marks: MarkStack(words), work: budget)
        let result = evaluator.check(plan, node)
        evaluator.marks.release()
        return (result && evaluator.stop == nil, evaluator.stop, evaluator.work)
      }
    }
    work = rest
    return (result, stop)
  }

  /// Notes the first limit that was reached.
  mutating func giveUp(_ reason: Stop) { stop = stop ?? reason }

  // MARK: One plan

  /// Whether the value at `node` is valid by the plan, without marks.
  @inline(__always)
  mutating func check(_ plan: Int, _ node: Int) -> Bool { check(plan, node, tracker: -1) }

  /// Checks the value; marks what is evaluated in the region at `tracker`, unless that is -1.
  mutating func check(_ index: Int, _ node: Int, tracker: Int) -> Bool {
    let plan = unsafe tables.plans + index
    let stored = view.node(node)
    let kind = stored.kind
    let types = unsafe plan.pointee.types
    guard types.rawValue >> kind.rawValue & 1 != 0 else { return false }
    if unsafe plan.pointee.values >= 0 {
      guard unsafe isMember(plan.pointee.values, node, kind) else { return false }
      let more = unsafe plan.pointee.moreValues
      if more >= 0, !isMember(more, node, kind) { return false }
    }
    switch kind {
    case .string:
      let string = unsafe plan.pointee.string
      if string >= 0, !checkString(Int(string), node) { return false }
    case .number:
      if types.contains(.integerOnly), !stored.isIntegerLexeme {
        guard unsafe ExactNumber(lexeme: view.bytes(node)).isInteger else { return false }
      }
      let number = unsafe plan.pointee.number
      if number >= 0, !checkNumber(Int(number), node) { return false }
    case .object: return unsafe checkObject(plan, node, tracker)
    case .array: return unsafe checkArray(plan, node, tracker)
    default: break
    }
    return unsafe plan.pointee.stepCount == 0 || checkSteps(plan, node, tracker)
  }

  /// Whether the value at `node` is valid by the plan, without marks and, for the plainest plans,
  /// without a call.
  @inline(__always)
  mutating func checkPart(_ index: Int, _ node: Int) -> Bool {
    let plan = unsafe tables.plans + index
    guard unsafe plan.pointee.isTypeOnly else { return check(index, node, tracker: -1) }
    let stored = view.node(node)
    let types = unsafe plan.pointee.types
    guard types.rawValue >> stored.kind.rawValue & 1 != 0 else { return false }
    if stored.kind == .number, types.contains(.integerOnly), !stored.isIntegerLexeme {
      return unsafe ExactNumber(lexeme: view.bytes(node)).isInteger
    }
    return true
  }

  /// Enters a plan that applies others: bounds the nesting, keeps the dynamic scope.
  @inline(__always)
  mutating func enter(_ plan: UnsafePointer<SchemaPlan>, _ node: Int) -> Bool {
    nesting &+= 1
    work &-= 1
    if nesting > maximumNesting || work < 0 {
      nesting &-= 1
      giveUp(work < 0 ? .work(node: node) : .nesting(node: node))
      return false
    }
    if tracksScope { unsafe scope.append(plan.pointee.resource) }
    return true
  }

  /// Leaves a plan that was entered.
  @inline(__always)
  mutating func leave() {
    nesting &-= 1
    if tracksScope { scope.removeLast() }
  }

  // MARK: Scalars

  private mutating func checkString(_ index: Int, _ node: Int) -> Bool {
    let plan = unsafe tables.strings + index
    let bytes = unsafe view.bytes(node)
    let minimum = unsafe plan.pointee.minimum
    let maximum = unsafe plan.pointee.maximum
    if unsafe !TextLength.isWithin(bytes, minimum, maximum) { return false }
    let pattern = unsafe plan.pointee.pattern
    if pattern >= 0, !matches(pattern, node) { return false }
    if let format = unsafe plan.pointee.format, unsafe !format.accepts(bytes) { return false }
    if unsafe plan.pointee.isBase64 || plan.pointee.isJSON {
      return unsafe ContentCheck.accepts(
        bytes, isBase64: plan.pointee.isBase64, isJSON: plan.pointee.isJSON)
    }
    return true
  }

  /// Whether the text at `node` matches a pattern.
  @inline(__always)
  mutating func matches(_ pattern: Int32, _ node: Int) -> Bool {
    let table = unsafe tables.patterns[Int(pattern)]
    if table.firstEntry >= 0 { return unsafe tables.matches(table, view.bytes(node)) }
    return matchesSlowly(Int(pattern), node)
  }

  private mutating func matchesSlowly(_ pattern: Int, _ node: Int) -> Bool {
    switch unsafe program.patterns[pattern].search(view.bytes(node)) {
    case .match: return true
    case .noMatch: return false
    case .outOfSteps:
      giveUp(.pattern(pattern, node: node))
      return false
    }
  }

  private func checkNumber(_ index: Int, _ node: Int) -> Bool {
    if let number = unsafe SmallNumber(lexeme: view.bytes(node)),
      let result = unsafe tables.numbers[index].accepts(number)
    {
      return result
    }
    return unsafe program.numbers[index].accepts(ExactNumber(lexeme: view.bytes(node)))
  }

  @inline(__always)
  private func isMember(_ index: Int32, _ node: Int, _ kind: DocumentKind) -> Bool {
    let table = unsafe tables.values[Int(index)]
    switch kind {
    case .string:
      guard table.slotMask >= 0 else { return false }
      let text = unsafe view.bytes(node)
      let hash = unsafe text.baseAddress.map { unsafe KeyHash.hash($0, count: text.count) } ?? 0
      return unsafe tables.slot(hash, text, first: table.firstSlot, mask: table.slotMask) != nil
    case .null, .true, .false: return table.words >> kind.rawValue & 1 != 0
    default: return table.hasOthers && isOtherMember(Int(index), node)
    }
  }

  private func isOtherMember(_ index: Int, _ node: Int) -> Bool {
    let set = program.values[index]
    return program.documents[Int(set.document)].withView { schema in
      set.others.contains { ValueEquality.areEqual(view, node, schema, Int($0)) }
    }
  }
}

extension NumberPlan {
  /// Whether a number satisfies all keywords.
  func accepts(_ number: ExactNumber) -> Bool {
    if let bound = minimum, number < bound { return false }
    if let bound = maximum, number > bound { return false }
    if let bound = exclusiveMinimum, number <= bound { return false }
    if let bound = exclusiveMaximum, number >= bound { return false }
    if let divisor = multipleOf, !number.isMultiple(of: divisor) { return false }
    return true
  }
}
