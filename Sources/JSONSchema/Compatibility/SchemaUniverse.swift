import Diagnostics
import Documents

/// The plans of several programs, sorted into classes of the same structure.
///
/// Two plans of one class accept the same values, wherever they were written: the classes are the
/// coarsest in which members have equal keywords and children of equal classes, so recursive
/// schemas fall together too.
struct SchemaUniverse {
  let programs: [SchemaProgram]
  /// The class of each plan of each program.
  let classes: [[Int32]]
  /// One plan of each class.
  let members: [(program: Int, plan: Int)]

  /// Sorts the plans of `programs`.
  init(_ programs: [SchemaProgram]) {
    self.programs = programs
    var reader = PlanShapeReader()
    var shapes: [(shape: Int32, children: [Int])] = []
    var owners: [(program: Int, plan: Int)] = []
    for (index, program) in programs.enumerated() {
      let base = owners.count
      for plan in program.plans.indices {
        let (shape, children) = reader.read(plan, of: program, number: index)
        shapes.append((shape, children.map { $0 + base }))
        owners.append((index, plan))
      }
    }
    var colours = [Int32](repeating: 0, count: shapes.count)
    var count = 0
    while true {
      var numbers: [[Int32]: Int32] = [:]
      var next = colours
      for (index, entry) in shapes.enumerated() {
        let key = [entry.shape] + entry.children.map { colours[$0] }
        let number = numbers[key] ?? Int32(truncatingIfNeeded: numbers.count)
        numbers[key] = number
        next[index] = number
      }
      colours = next
      if numbers.count == count { break }
      count = numbers.count
    }
    var members = [(program: Int, plan: Int)?](repeating: nil, count: count)
    var classes = programs.map { [Int32](repeating: 0, count: $0.plans.count) }
    for (index, owner) in owners.enumerated() {
      classes[owner.program][owner.plan] = colours[index]
      if members[Int(colours[index])] == nil { members[Int(colours[index])] = owner }
    }
    self.classes = classes
    self.members = members.compactMap { $0 }
  }
}

/// Writes down what a plan demands, without its children, so that equal demands are equal numbers.
private struct PlanShapeReader {
  private var tokens: [[UInt8]: Int] = [:]
  private var shapes: [[Int]: Int32] = [:]

  /// The number of the plan's own demands, and the plans it refers to in a fixed order.
  mutating func read(
    _ index: Int, of program: SchemaProgram, number: Int
  ) -> (Int32, [Int]) {
    let plan = program.plans[index]
    var words = [Int(plan.types.rawValue)]
    var children: [Int] = []
    // The dynamic scope tells plans apart that look the same.
    if !program.dynamicReferences.isEmpty { words += [-7, number, Int(plan.resource)] }
    if plan.object >= 0 { read(program.objects[Int(plan.object)], program, &words, &children) }
    if plan.array >= 0 { read(program.arrays[Int(plan.array)], &words, &children) }
    if plan.string >= 0 { read(program.strings[Int(plan.string)], program, &words) }
    if plan.number >= 0 { read(program.numbers[Int(plan.number)], &words) }
    for values in [plan.values, plan.moreValues] where values >= 0 {
      read(program.values[Int(values)], program, &words)
    }
    for step in program.steps[Int(plan.firstStep)..<Int(plan.firstStep + plan.stepCount)] {
      words += [-8, Int(step.kind.rawValue)]
      switch step.kind {
      case .reference:
        children.append(Int(step.a))
        // A cycle that consumes nothing depends on where it was entered.
        if step.b == 1 { words += [-9, number, index] }
      case .dynamicReference: words += [number, Int(step.a)]
      case .not: children.append(Int(step.a))
      case .allOf, .anyOf, .oneOf:
        words.append(Int(step.b))
        children += program.lists[Int(step.a)..<Int(step.a + step.b)].map(Int.init)
      case .conditional:
        for target in [step.a, step.b, step.c] {
          words.append(target < 0 ? 0 : 1)
          if target >= 0 { children.append(Int(target)) }
        }
      }
    }
    for target in [plan.unevaluatedProperties, plan.unevaluatedItems] {
      words.append(target < 0 ? 0 : 1)
      if target >= 0 { children.append(Int(target)) }
    }
    let next = Int32(truncatingIfNeeded: shapes.count)
    let shape = shapes[words] ?? next
    shapes[words] = shape
    return (shape, children)
  }

  private mutating func token(_ bytes: [UInt8]) -> Int {
    let number = tokens[bytes] ?? tokens.count
    tokens[bytes] = number
    return number
  }

  private mutating func token(_ text: String) -> Int { token(Array(text.utf8)) }

  private mutating func read(
    _ object: ObjectPlan, _ program: SchemaProgram, _ words: inout [Int], _ children: inout [Int]
  ) {
    words += [-1, Int(object.minimum), Int(object.maximum)]
    let order = object.names.names.indices.sorted {
      object.names.names[$0].lexicographicallyPrecedes(object.names.names[$1])
    }
    for index in order {
      let isRequired = object.isRequired(index)
      let child = object.entries[index].plan
      guard isRequired || child >= 0 else { continue }
      words += [token(object.names.names[index]), isRequired ? 1 : 0, child < 0 ? 0 : 1]
      if child >= 0 { children.append(Int(child)) }
    }
    words.append(-2)
    for pair in object.patterns {
      words.append(token(program.patterns[Int(pair.pattern)].text))
      children.append(Int(pair.plan))
    }
    words.append(-2)
    for target in [object.additional, object.propertyNames] {
      words.append(target < 0 ? 0 : 1)
      if target >= 0 { children.append(Int(target)) }
    }
    for dependency in object.dependencies {
      words += [-3, token(object.names.names[Int(dependency.trigger)])]
      words += dependency.names.map { token(object.names.names[Int($0)]) }.sorted()
      words += [-2, dependency.plan < 0 ? 0 : 1]
      if dependency.plan >= 0 { children.append(Int(dependency.plan)) }
    }
  }

  private func read(_ array: ArrayPlan, _ words: inout [Int], _ children: inout [Int]) {
    words += [-4, Int(array.minimum), Int(array.maximum), array.prefix.count]
    children += array.prefix.map(Int.init)
    for target in [array.items, array.contains] {
      words.append(target < 0 ? 0 : 1)
      if target >= 0 { children.append(Int(target)) }
    }
    words += [Int(array.minimumContains), Int(array.maximumContains)]
    words += [array.containsMarks ? 1 : 0, array.uniqueItems ? 1 : 0]
  }

  private mutating func read(
    _ string: StringPlan, _ program: SchemaProgram, _ words: inout [Int]
  ) {
    words += [-5, string.minimum, string.maximum]
    words.append(string.pattern < 0 ? -1 : token(program.patterns[Int(string.pattern)].text))
    words.append(string.format.map { token($0.rawValue) } ?? -1)
    words += [string.isBase64 ? 1 : 0, string.isJSON ? 1 : 0]
  }

  private mutating func read(_ number: NumberPlan, _ words: inout [Int]) {
    words.append(-6)
    for bound in [
      number.minimum, number.maximum, number.exclusiveMinimum, number.exclusiveMaximum,
      number.multipleOf,
    ] {
      guard let bound else {
        words.append(-1)
        continue
      }
      let digits = String(decoding: bound.digits.map { $0 + 48 }, as: UTF8.self)
      words.append(
        token("\(bound.isNegative ? "-" : "")\(bound.mantissa):\(digits):\(bound.exponent)"))
    }
  }

  private mutating func read(
    _ values: ValueSet, _ program: SchemaProgram, _ words: inout [Int]
  ) {
    words += [-10, Int(values.words.rawValue)]
    words += values.strings.names.map { token($0) }.sorted()
    words.append(-2)
    let document = program.documents[Int(values.document)]
    var others: [Int] = []
    for node in values.others {
      others.append(token(DocumentValue(document, NodeID(Int(node))).output.bytes()))
    }
    words += others.sorted()
    words.append(-2)
  }
}

extension ObjectPlan {
  /// Whether the name at an index must be there.
  func isRequired(_ index: Int) -> Bool {
    let bit = entries[index].bit
    if bit != 0 { return required & bit != 0 }
    return requiredBeyond.contains(Int32(truncatingIfNeeded: index))
  }
}
